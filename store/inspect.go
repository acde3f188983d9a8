package store

import (
	"encoding/binary"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/sys/unix"
)

// Condition is what there is of a store, as seen from outside: the file isn't opened as a database,
// and nothing is made or written.
type Condition struct {
	Path   string // of the file
	Exists bool
	Bytes  int64 // with what SQLite keeps beside it
	// Version is the schema's; 0 where it can't be told, as while another instance writes the first
	// time. Latest is the one that this program writes.
	Version, Latest int
	Network         string // of which kind the directory's filesystem is, if it is on a network
	// Failure says why it can't be written, or isn't a store; nil if nothing speaks against it.
	Failure error
}

// Inspect looks at the store in a directory, which may be missing.
func Inspect(dir string) Condition {
	c := Condition{Path: filepath.Join(dir, fileName), Latest: latest()}
	there := nearest(dir)
	c.Network = networkOf(there)
	if err := writable(there, true); err != nil {
		c.Failure = err
	}
	for _, ending := range []string{"", "-wal", "-shm", "-journal"} {
		info, err := os.Stat(c.Path + ending)
		if err == nil {
			c.Bytes += info.Size()
			c.Exists = c.Exists || ending == ""
		}
	}
	if !c.Exists {
		return c
	}
	if err := writable(c.Path, false); err != nil {
		c.Failure = err
	}
	version, err := headVersion(c.Path)
	switch {
	case err != nil:
		c.Failure = err
	case version > c.Latest:
		c.Failure = newerError{c.Path}
	}
	c.Version = version
	return c
}

// nearest returns a directory, or where it is missing the nearest above it that is there.
func nearest(dir string) string {
	for {
		if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) || dir == filepath.Dir(dir) {
			return dir
		}
		dir = filepath.Dir(dir)
	}
}

// writable says why a file, or a directory, can't be written, or nil.
func writable(name string, isDir bool) error {
	info, err := os.Stat(name)
	mode := uint32(unix.R_OK | unix.W_OK)
	switch {
	case err != nil:
		return err //nolint:wrapcheck // it names the file
	case info.IsDir() != isDir && isDir:
		return &fs.PathError{Op: "open", Path: name, Err: unix.ENOTDIR}
	case info.IsDir() != isDir:
		return &fs.PathError{Op: "open", Path: name, Err: unix.EISDIR}
	case isDir:
		mode |= unix.X_OK
	}
	if err := unix.Access(name, mode); err != nil {
		return &fs.PathError{Op: "write", Path: name, Err: err}
	}
	return nil
}

// headVersion reads the schema's version from the head of a SQLite file (its format: bytes 60 to 63).
func headVersion(path string) (int, error) {
	const magic, place = "SQLite format 3\x00", 60
	file, err := os.Open(path) //nolint:gosec // the user names its directory
	if err != nil {
		return 0, err //nolint:wrapcheck // it names the file
	}
	defer file.Close() //nolint:errcheck // only read
	head := make([]byte, place+4)
	n, err := io.ReadFull(file, head)
	switch {
	case n == 0 && errors.Is(err, io.EOF):
		return 0, nil // an instance is about to make it
	case err != nil && !errors.Is(err, io.ErrUnexpectedEOF):
		return 0, err //nolint:wrapcheck // it names the file
	case err != nil || !strings.HasPrefix(string(head), magic):
		return 0, &fs.PathError{Op: "read", Path: path, Err: errors.New("it is no database")}
	}
	return int(binary.BigEndian.Uint32(head[place:])), nil
}
