package terminal

import (
	"errors"
	"os"
	"time"

	"golang.org/x/sys/unix"
)

// This file compiles and is not tried: nobody has run the program on macOS.

// flushInput drops what was typed or answered and not yet read.
func flushInput(fd uintptr) { _ = unix.IoctlSetPointerInt(int(fd), unix.TIOCFLUSH, unix.TCIFLUSH) }

// flushOutput drops what was written and not yet read by the other side.
func flushOutput(fd uintptr) { _ = unix.IoctlSetPointerInt(int(fd), unix.TIOCFLUSH, unix.TCOFLUSH) }

// readable waits until a read would return at once, and reports false if that takes too long.
// macOS is known to refuse poll on /dev/tty; then split keys stay split.
func readable(fd uintptr, wait time.Duration) bool {
	files := []unix.PollFd{{Fd: int32(fd), Events: unix.POLLIN}} //nolint:gosec // small number
	for until := time.Now().Add(wait); ; wait = max(0, time.Until(until)) {
		n, err := unix.Poll(files, int(wait.Milliseconds()))
		if !errors.Is(err, unix.EINTR) {
			return err == nil && n > 0 && files[0].Revents&unix.POLLIN != 0
		}
	}
}

// controls reports whether file is the terminal that /dev/tty leads to.
func controls(file *os.File) bool {
	_, err := unix.IoctlGetInt(int(file.Fd()), unix.TIOCGPGRP)
	return err == nil
}
