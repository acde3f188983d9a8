// Package config reads the configuration file and checks it: every mistake in it is told at once,
// with its place and what would be right. It knows neither the flags nor the screen: what the file
// may hold is handed in as a schema.
package config

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/adrg/xdg"

	"exportwatch/model/watch"
)

// Schema is what a file may hold.
type Schema struct {
	Settings []Setting
	Near     func(typed string, names []string) []string // the names that come nearest to a mistyped one
}

// Setting is a key of the file.
type Setting struct {
	Name    string
	Flag    string   // that says the same; "" where none does
	Rivals  []string // other flags that say something about it, and beat the file
	Env     []string // variables that say the same, and beat the file
	Looks   bool     // is about looks alone, so that it holds for simulated accounts too
	Reader  Reader
	Example string // its value in the example
	Comment string // what it does, in the example
}

// Value is what the file gives a setting.
type Value struct {
	Texts []string // as the setting's flag takes them, one after the other
	Line  int      // of the key
}

// File is what was read. Without a file it is empty but for the path.
type File struct {
	Path   string
	Exists bool
	Values map[string]Value    // by the settings' names
	Keys   map[string][]string // of the screen, by the names of actions
	Rules  []watch.Rule        // for exports, first one first
}

// Looks returns what the file says about looks alone.
func (f File) Looks(schema Schema) File {
	looks := File{
		Path: f.Path, Exists: f.Exists, Keys: f.Keys, Values: map[string]Value{},
	}
	for _, setting := range schema.Settings {
		if value, ok := f.Values[setting.Name]; ok && setting.Looks {
			looks.Values[setting.Name] = value
		}
	}
	return looks
}

// Variable names the environment's variable that names the file.
const Variable = "EXPORTWATCH_CONFIG"

// Location is where the file is, and who said so.
type Location struct {
	Path    string
	NamedBy string // "--config" or Variable; "" for the usual place
}

// Locate returns where the file is: as --config names it, or as the environment does, or
// $XDG_CONFIG_HOME/exportwatch/config.yaml (on macOS in ~/Library/Application Support).
func Locate(flag, variable string) Location {
	switch {
	case flag != "":
		return Location{flag, "--config"}
	case variable != "":
		return Location{variable, Variable}
	}
	return Location{Path: filepath.Join(xdg.ConfigHome, "exportwatch", "config.yaml")}
}

// largest is how many bytes a file may have.
const largest = 64 << 10

// Read reads the file at a place. That there is none is an error only if somebody named it. The
// error is an *InvalidError if something in it is wrong; what is right is returned all the same.
func Read(at Location, schema Schema) (File, error) {
	file := File{Path: at.Path, Values: map[string]Value{}, Keys: map[string][]string{}}
	text, err := content(at.Path)
	if errors.Is(err, os.ErrNotExist) && at.NamedBy == "" {
		return file, nil
	}
	if err != nil {
		return file, refuse(at, err)
	}
	file.Exists = true
	r := &reading{schema: schema, file: &file, lines: strings.Split(string(text), "\n")}
	r.document(text)
	return file, r.invalid()
}

// refuse says why the file can't be read.
func refuse(at Location, err error) error {
	if reason, ok := errors.AsType[*os.PathError](err); ok {
		err = reason.Err
	}
	if at.NamedBy != "" {
		return fmt.Errorf("reading the configuration %s, which %s names: %w",
			at.Path, at.NamedBy, err)
	}
	return fmt.Errorf("reading the configuration %s: %w", at.Path, err)
}

// content returns what a file holds.
func content(path string) ([]byte, error) {
	file, err := os.Open(path) //nolint:gosec // the user names it
	if err != nil {
		return nil, err //nolint:wrapcheck // refuse says what was done
	}
	defer file.Close() //nolint:errcheck // it was only read
	text, err := io.ReadAll(io.LimitReader(file, largest+1))
	if err != nil {
		return nil, err //nolint:wrapcheck // refuse says what was done
	}
	if len(text) > largest {
		return nil, fmt.Errorf("it has more than %d bytes", largest)
	}
	return text, nil
}
