package cli

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// savedFiles keeps texts in files of the working directory.
type savedFiles struct{}

// Save writes a text to a new file that its owner alone can read. Where one of that name is there,
// the new one gets a number.
func (savedFiles) Save(name, text string) (string, error) {
	const most = 99
	base, extension := strings.TrimSuffix(name, filepath.Ext(name)), filepath.Ext(name)
	for number := 1; number <= most; number++ {
		called := name
		if number > 1 {
			called = base + "-" + strconv.Itoa(number) + extension
		}
		const fresh = os.O_CREATE | os.O_EXCL | os.O_WRONLY
		file, err := os.OpenFile(called, fresh, 0o600) //nolint:gosec // the screen cleans names
		if errors.Is(err, os.ErrExist) {
			continue
		}
		if err != nil {
			return "", err //nolint:wrapcheck // it names the file
		}
		_, err = file.WriteString(strings.TrimSuffix(text, "\n") + "\n")
		if err = errors.Join(err, file.Close()); err != nil {
			_ = os.Remove(called)
			return "", err
		}
		return called, nil
	}
	return "", fmt.Errorf("%s and %d more of that name are there", name, most-1)
}
