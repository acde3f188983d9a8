package store

import "syscall"

// networkOf returns of which kind a directory's filesystem is, if it is on a network or served by
// another process: instances on several machines can't share memory there, which WAL needs. It
// returns "" for others, and where that can't be told. The numbers are Linux's (magic.h).
func networkOf(dir string) string {
	var stat syscall.Statfs_t
	if syscall.Statfs(dir, &stat) != nil {
		return ""
	}
	switch uint32(stat.Type) { //nolint:gosec // the numbers are 32 bits wide
	case 0x6969:
		return "NFS"
	case 0x517B, 0xFF534D42, 0xFE534D42:
		return "SMB"
	case 0x65735546:
		return "FUSE"
	case 0x01021997:
		return "9P"
	case 0x5346414F, 0x6B414653:
		return "AFS"
	case 0x00C36400:
		return "Ceph"
	case 0x0BD00BD0:
		return "Lustre"
	case 0x47504653:
		return "GPFS"
	case 0x01161970:
		return "GFS2"
	case 0x7461636F:
		return "OCFS2"
	case 0x786F4256:
		return "VirtualBox"
	}
	return ""
}
