package terminal

import (
	"errors"
	"os"
	"time"

	"golang.org/x/sys/unix"
)

// flushInput drops what was typed or answered and not yet read.
func flushInput(fd uintptr) { _ = unix.IoctlSetInt(int(fd), unix.TCFLSH, unix.TCIFLUSH) }

// flushOutput drops what was written and not yet read by the other side.
func flushOutput(fd uintptr) { _ = unix.IoctlSetInt(int(fd), unix.TCFLSH, unix.TCOFLUSH) }

// readable waits until a read would return at once, and reports false if that takes too long.
func readable(fd uintptr, wait time.Duration) bool {
	files := []unix.PollFd{{Fd: int32(fd), Events: unix.POLLIN}} //nolint:gosec // small number
	for until := time.Now().Add(wait); ; wait = max(0, time.Until(until)) {
		n, err := unix.Poll(files, int(wait.Milliseconds()))
		if !errors.Is(err, unix.EINTR) { // any signal, such as of a new size, interrupts it
			return err == nil && n > 0
		}
	}
}

// controls reports whether file is the terminal that /dev/tty leads to.
func controls(file *os.File) bool {
	_, err := unix.IoctlGetInt(int(file.Fd()), unix.TIOCGPGRP)
	return err == nil
}
