package store

import "syscall"

// mountLocal is MNT_LOCAL of mount.h: the filesystem is stored locally.
const mountLocal = 0x1000

// networkOf returns of which kind a directory's filesystem is, if it isn't a local one; "" for
// others, and where that can't be told.
func networkOf(dir string) string {
	var stat syscall.Statfs_t
	if syscall.Statfs(dir, &stat) != nil || stat.Flags&mountLocal != 0 {
		return ""
	}
	var name []byte
	for _, letter := range stat.Fstypename {
		if letter == 0 {
			break
		}
		name = append(name, byte(letter))
	}
	return string(name)
}
