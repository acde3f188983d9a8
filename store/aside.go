package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// setAside gives a damaged file, with those that SQLite keeps beside it, another name. Nothing
// happens if another instance has done so already.
func (s *Store) setAside() error {
	if s.db != nil {
		_ = s.db.Close()
		s.db = nil
	}
	now, err := os.Stat(s.path)
	if errors.Is(err, fs.ErrNotExist) || err == nil && !os.SameFile(now, s.file) {
		return nil
	}
	aside := s.path + ".damaged-" + s.options.Now().UTC().Format("20060102T150405Z")
	for number := 2; ; number++ {
		if _, err := os.Lstat(aside); errors.Is(err, fs.ErrNotExist) {
			break
		}
		aside = fmt.Sprintf("%s.damaged-%s-%d", s.path,
			s.options.Now().UTC().Format("20060102T150405Z"), number)
	}
	for _, part := range []string{"", "-wal", "-shm", "-journal"} {
		err := os.Rename(s.path+part, aside+part)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("setting a damaged memory aside: %w", err)
		}
	}
	s.notice = "The memory was damaged: it is set aside as " + filepath.Base(aside) + " in " +
		s.options.Dir + ", and begins anew."
	return nil
}
