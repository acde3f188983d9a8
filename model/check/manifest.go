package check

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"exportwatch/model"
)

// Manifest is what a manifest says, as far as it could be read. AWS documents neither its form nor
// all of its fields: sure are the files, the columns and the execution's id.
type Manifest struct {
	ExecutionID string         // verbatim; "" where it isn't said
	Files       []File         // those that hold data
	Additional  []File         // of Athena and Redshift: neither data nor surplus
	Columns     []model.Column // cleaned; nil where they aren't said in a form that is known
	Legacy      bool           // of a legacy Cost and Usage Report: nothing else of it is read
}

// File is a file that a manifest names, verbatim.
type File struct {
	Bucket string // "" where the manifest names only a key
	Key    string
}

// What no manifest reaches: those of ten thousand files have 1.7 MB, tables some hundred columns.
const (
	maxFiles   = 50_000
	maxColumns = 5_000
)

// ReadManifest reads a manifest. It takes what it knows and leaves the rest; what is cut off, too
// large, or names files in a form that isn't known can't be read: its error says why, cleaned.
func ReadManifest(body []byte) (Manifest, error) {
	if len(body) > model.MaxManifest {
		return Manifest{}, errTooLarge()
	}
	var fields map[string]json.RawMessage
	body = bytes.TrimPrefix(body, []byte("\xef\xbb\xbf"))
	if err := json.Unmarshal(body, &fields); err != nil {
		return Manifest{}, unreadable(err)
	}
	files, named := fields["dataFiles"]
	if !named {
		if fields["reportKeys"] != nil || fields["assemblyId"] != nil {
			return Manifest{Legacy: true}, nil
		}
		return Manifest{}, errors.New("it names no dataFiles")
	}
	var read Manifest
	var err error
	if read.Files, err = readFiles(files); err != nil {
		return Manifest{}, err
	}
	if id := fields["executionId"]; json.Unmarshal(id, &read.ExecutionID) != nil {
		read.ExecutionID = ""
	}
	if read.Additional, err = readFiles(fields["additionalOutputFiles"]); err != nil {
		read.Additional = nil
	}
	read.Columns = readColumns(fields["columns"])
	return read, nil
}

func errTooLarge() error { return fmt.Errorf("it is larger than %d MiB", model.MaxManifest>>20) }

// unreadable says in a few words why JSON can't be read.
func unreadable(err error) error {
	if _, is := errors.AsType[*json.SyntaxError](err); is {
		return fmt.Errorf("it isn't whole JSON: %s", model.Clean(err.Error()))
	}
	return errors.New("it isn't a JSON object")
}

// readFiles reads a list of files, each once: a text or an object with a text of one of the names that
// careful readers accept.
func readFiles(list json.RawMessage) ([]File, error) {
	var entries []json.RawMessage
	if err := json.Unmarshal(list, &entries); err != nil || entries == nil {
		return nil, errors.New("its dataFiles aren't a list")
	}
	if len(entries) > maxFiles {
		return nil, fmt.Errorf("it names more than %s files", grouped(maxFiles))
	}
	files := make([]File, 0, len(entries))
	seen := map[File]bool{}
	for i, entry := range entries {
		file, ok := readFile(entry)
		if !ok {
			return nil, fmt.Errorf("its file %d isn't named in a form that is known", i+1)
		}
		if !seen[file] {
			files = append(files, file)
		}
		seen[file] = true
	}
	return files, nil
}

func readFile(entry json.RawMessage) (File, bool) {
	var name string
	if json.Unmarshal(entry, &name) == nil {
		return fileOf(name)
	}
	var fields map[string]json.RawMessage
	if json.Unmarshal(entry, &fields) != nil {
		return File{}, false
	}
	for _, field := range []string{"key", "path", "uri"} {
		if text, named := fields[field]; named && json.Unmarshal(text, &name) == nil {
			return fileOf(name)
		}
	}
	return File{}, false
}

// fileOf takes an address or a key apart. An address of another form than S3's isn't known.
func fileOf(name string) (File, bool) {
	address, found := strings.CutPrefix(name, "s3://")
	if !found {
		return File{Key: name}, name != "" && !strings.Contains(name, "://")
	}
	bucket, key, found := strings.Cut(address, "/")
	return File{Bucket: bucket, Key: key}, found && bucket != "" && key != ""
}

// readColumns reads a list of columns: objects with name and type, or names alone.
func readColumns(list json.RawMessage) []model.Column {
	var entries []json.RawMessage
	if json.Unmarshal(list, &entries) != nil || len(entries) == 0 || len(entries) > maxColumns {
		return nil
	}
	columns := make([]model.Column, 0, len(entries))
	for _, entry := range entries {
		var column struct{ Name, Type string }
		if json.Unmarshal(entry, &column.Name) != nil && json.Unmarshal(entry, &column) != nil ||
			column.Name == "" {
			return nil
		}
		columns = append(columns, model.Column{
			Name: model.Clean(column.Name), Type: model.Clean(column.Type),
		})
	}
	return columns
}
