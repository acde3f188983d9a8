package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"

	"golang.org/x/sys/unix"

	"exportwatch/awsclient/recording"
	"exportwatch/model"
	"exportwatch/store"
)

// files says what is written, and whether that is possible.
func (f *doctorFlags) files() block {
	b := block{about: aboutFiles, findings: []finding{f.stateFinding()}}
	if f.debugLog != "" {
		b.findings = append(
			b.findings,
			appendedFinding("debug log", "--debug-log", f.debugLog, nil),
		)
	}
	if f.record != "" {
		b.findings = append(b.findings,
			appendedFinding("recording", "--record", f.record, recording.Begins))
	}
	if f.onChange != "" {
		one := finding{check: "on-change", text: model.Clean(f.onChange)}
		if _, err := readCommand(f.onChange); err != nil {
			one.verdict, one.text = verdictWrong, model.Clean(err.Error())
			one.remedy = "Name a command that is there, or leave on-change out."
		}
		b.findings = append(b.findings, one)
	}
	return b
}

// stateFinding says what is remembered, and where.
func (f *doctorFlags) stateFinding() finding {
	one := finding{check: "state"}
	switch {
	case f.demo:
		one.verdict, one.text = verdictNote, "the demo remembers nothing"
		return one
	case f.noState:
		one.verdict, one.text = verdictNote, "nothing is remembered, as --no-state wants it"
		return one
	}
	dir := stateDir(f.stateDir)
	return conditionFinding(dir, store.Inspect(dir))
}

// conditionFinding words what there is of a store.
func conditionFinding(dir string, c store.Condition) finding {
	one := finding{check: "state", text: model.Clean(c.Path)}
	switch {
	case c.Failure != nil:
		one.verdict = verdictLook
		one.text = "nothing is remembered: " + model.Clean(c.Failure.Error())
		one.remedy = "Make " + model.Clean(dir) + " writable, or name another directory with " +
			"--state-dir."
		return one
	case !c.Exists:
		one.text += ": not there yet; it can be made"
	case c.Version == 0:
		one.text += ": " + size(c.Bytes) + ", in use"
	default:
		one.text += ": " + size(c.Bytes) + ", schema " + strconv.Itoa(c.Version)
		if c.Version < c.Latest {
			one.text += ", brought to " + strconv.Itoa(c.Latest) + " by the next start"
		}
	}
	if c.Network != "" {
		one.verdict = verdictLook
		one.text += "; on a network filesystem (" + c.Network + ")"
		one.remedy = "A local directory (--state-dir) is faster and safer."
	}
	return one
}

// size writes a number of bytes.
func size(bytes int64) string {
	switch {
	case bytes < 1<<10:
		return strconv.FormatInt(bytes, 10) + " B"
	case bytes < 1<<20:
		return strconv.FormatInt(bytes>>10, 10) + " KB"
	}
	return fmt.Sprintf("%.1f MB", float64(bytes)/(1<<20))
}

// appendedFinding says whether a file can be appended to; isOne, if it isn't nil, whether what is
// there is of its kind.
func appendedFinding(check, flag, name string, isOne func(head []byte) bool) finding {
	one := finding{check: check, text: model.Clean(name)}
	there, err := appendable(name, isOne)
	switch {
	case err != nil:
		one.verdict = verdictWrong
		one.text = model.Clean(err.Error())
		one.remedy = "Nothing starts with it so: mend that, or name another file with " + flag + "."
	case there:
		one.text += ": is appended to"
	default:
		one.text += ": will be made"
	}
	return one
}

// appendable says whether a file is there, and why it can't be appended to. It is only read.
func appendable(name string, isOne func(head []byte) bool) (there bool, err error) {
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		dir := filepath.Dir(name)
		if err = unix.Access(dir, unix.W_OK|unix.X_OK); err != nil {
			return false, &fs.PathError{Op: "write", Path: dir, Err: err}
		}
		return false, nil
	case err != nil:
		return false, err //nolint:wrapcheck // it names the file
	case info.IsDir():
		return true, &fs.PathError{Op: "open", Path: name, Err: unix.EISDIR}
	}
	if err = unix.Access(name, unix.W_OK); err != nil {
		return true, &fs.PathError{Op: "write", Path: name, Err: err}
	}
	if !info.Mode().IsRegular() {
		return true, nil // opening it could wait for somebody, as of a pipe
	}
	file, err := os.Open(name) //nolint:gosec // the user named it
	if err != nil {
		return true, err //nolint:wrapcheck // it names the file
	}
	defer file.Close() //nolint:errcheck // only read
	if err = checkPrivate(file); err != nil {
		return true, err
	}
	head := make([]byte, 1024)
	n, _ := file.Read(head) // an empty one is fine
	if isOne != nil && n > 0 && !isOne(head[:n]) {
		return true, fmt.Errorf("%s is there and is no recording", model.Clean(name))
	}
	return true, nil
}
