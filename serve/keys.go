package serve

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode"

	"golang.org/x/crypto/ssh"
)

// mostKeys is how large the file of keys may be, in bytes.
const mostKeys = 1 << 20

// visitor is somebody who may come in.
type visitor struct {
	fingerprint string // SHA256:…
	comment     string // as the file of keys has it, without control characters
}

// readKeys reads the file of those who may come in, in the form of OpenSSH's authorized_keys, by the
// wire form of their keys. What is wrong with a line is told, and the line passed over: so is a key
// with options, for none of them (from=, expiry-time=, command= …) is honoured here. The error says
// why nobody may come in.
func readKeys(name string, tell func(line int, why string)) (map[string]visitor, error) {
	info, err := os.Stat(name) // before it is opened: a pipe that nobody writes would hold us up
	if err == nil && !info.IsDir() && !info.Mode().IsRegular() {
		return nil, fmt.Errorf(
			"authorized keys: %s is no regular file: it is read at each login",
			name,
		)
	}
	text, err := readPrivate(name, 0o022, "chmod go-w")
	if err != nil {
		return nil, fmt.Errorf("authorized keys: %w", err)
	}
	known := map[string]visitor{}
	number := 0
	for line := range bytes.Lines(text) {
		number++
		line = bytes.TrimSpace(line)
		if len(line) == 0 || line[0] == '#' {
			continue
		}
		key, comment, options, _, err := ssh.ParseAuthorizedKey(line)
		switch {
		case err != nil:
			tell(number, "it is no public key")
		case len(options) > 0:
			tell(number, "its key has options ("+optionNames(options)+
				"), and none is honoured here: the key is refused")
		case isCertificate(key):
			tell(number, "it is a certificate: the key itself is wanted")
		default:
			known[string(key.Marshal())] = visitor{ssh.FingerprintSHA256(key), printable(comment)}
		}
	}
	return known, nil
}

func isCertificate(key ssh.PublicKey) bool {
	_, ok := key.(*ssh.Certificate)
	return ok
}

// optionNames are the names of options, without what they say.
func optionNames(options []string) string {
	names := make([]string, 0, len(options))
	for _, option := range options {
		name, _, _ := strings.Cut(option, "=")
		names = append(names, printable(name))
	}
	return strings.Join(names, ", ")
}

// printable is a text from outside as a log can show it.
func printable(text string) string {
	const longest = 100
	text = strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return -1
	}, strings.ToValidUTF8(text, "?"))
	if runes := []rune(text); len(runes) > longest {
		return string(runes[:longest]) + "…"
	}
	return text
}

// readPrivate reads a file whose mode has none of some bits. The error says what to do.
func readPrivate(name string, without os.FileMode, remedy string) ([]byte, error) {
	file, err := os.Open(name) //nolint:gosec // the user named it
	if err != nil {
		return nil, err //nolint:wrapcheck // it names the file
	}
	defer file.Close() //nolint:errcheck // nothing was written
	info, err := file.Stat()
	switch {
	case err != nil:
		return nil, err //nolint:wrapcheck // it names the file
	case info.IsDir():
		return nil, fmt.Errorf("%s is a directory: a file is wanted", name)
	case info.Mode().Perm()&without != 0:
		return nil, fmt.Errorf("%s has the mode %04o, which lets others at it. Run: %s %s",
			name, info.Mode().Perm(), remedy, name)
	}
	text, err := io.ReadAll(io.LimitReader(file, mostKeys+1))
	if err != nil {
		return nil, err //nolint:wrapcheck // it names the file
	}
	if len(text) > mostKeys {
		return nil, fmt.Errorf("%s is larger than %d bytes", name, mostKeys)
	}
	return text, nil
}
