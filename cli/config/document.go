package config

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"exportwatch/model"
)

// reading is a file that is being read.
type reading struct {
	schema   Schema
	file     *File
	lines    []string
	problems []Problem
}

// wrong notes what is wrong at a node.
func (r *reading) wrong(node *yaml.Node, format string, args ...any) {
	r.problems = append(r.problems, Problem{
		Line: node.Line, Column: node.Column, Text: fmt.Sprintf(format, args...),
	})
}

// document reads the whole text: one document that is a mapping of settings.
func (r *reading) document(text []byte) {
	if at, ok := unreadable(text); ok {
		r.problems = append(r.problems, at)
		return
	}
	loader, err := yaml.NewLoader(bytes.NewReader(text))
	if err != nil {
		r.syntax(err)
		return
	}
	var root, second yaml.Node
	switch err := loader.Load(&root); {
	case errors.Is(err, io.EOF):
		return // nothing but comments
	case err != nil:
		r.syntax(err)
		return
	}
	if err := loader.Load(&second); err == nil {
		r.wrong(&second, "a second document begins here: put all into one, without ---")
	} else if !errors.Is(err, io.EOF) {
		r.syntax(err)
	}
	if len(root.Content) == 1 && root.Content[0].Tag != "!!null" {
		r.settings(root.Content[0])
	}
}

// unreadable returns the first place that is no text.
func unreadable(text []byte) (Problem, bool) {
	line, column := 1, 1
	for len(text) > 0 {
		char, size := utf8.DecodeRune(text)
		switch {
		case char == utf8.RuneError && size == 1:
			return Problem{
				Line: line, Column: column, Text: "no UTF-8: save the file as UTF-8",
			}, true
		case char < ' ' && !strings.ContainsRune("\t\r\n", char) || char == 0x7F:
			return Problem{
				Line: line, Column: column,
				Text: fmt.Sprintf("control character %#02x: take it out", char),
			}, true
		case char == '\n':
			line, column = line+1, 0
		}
		column++
		text = text[size:]
	}
	return Problem{}, false
}

// syntax notes what keeps the text from being YAML, in the parser's words, with what usually is
// wrong then.
func (r *reading) syntax(err error) {
	load, ok := errors.AsType[*yaml.LoadError](err)
	if !ok {
		r.problems = append(
			r.problems,
			Problem{Line: 1, Column: 1, Text: "no YAML: " + err.Error()},
		)
		return
	}
	said := load.Message
	if line := load.Mark.Line; line > 0 && line <= len(r.lines) &&
		strings.HasPrefix(strings.TrimLeft(r.lines[line-1], " "), "\t") {
		said = "found a tab character"
	}
	if load.ContextMsg != "" && load.ContextMark.Line > 0 && load.ContextMark != load.Mark {
		said = fmt.Sprintf("%s, %s from line %d, column %d", said, load.ContextMsg,
			load.ContextMark.Line, load.ContextMark.Column)
	}
	for part, remedy := range map[string]string{
		"mapping values are not":      "a text with \": \" in it goes between quotes",
		"unknown anchor":              "a text that begins with * goes between quotes, such as '*-daily'",
		"alphabetic or numeric":       "a text that begins with * or & goes between quotes",
		"found a tab character":       "indent with blanks",
		"cannot start any token":      "a text that begins with this sign goes between quotes",
		"unexpected end of stream":    "the closing quote is missing",
		"did not find expected key":   "keys that belong together begin in the same column",
		"did not find expected ','":   "the list isn't closed, or lacks a comma",
		"did not find expected '-'":   "items of a list begin in the same column, with a - before each",
		"incompatible YAML document":  "leave the %YAML line out",
		"could not find expected ':'": "a key is followed by a colon and its value",
	} {
		if strings.Contains(said, part) {
			said += ": " + remedy
		}
	}
	at := load.Mark
	if load.ContextMark.Line > 0 && (at.Line > len(r.lines) || r.lines[at.Line-1] == "") {
		at = load.ContextMark // the end of the file shows nothing
	}
	r.problems = append(r.problems, Problem{
		Line:   max(1, min(at.Line, len(r.lines))), // a carriage return counts as a line for YAML
		Column: max(1, at.Column), Text: "no YAML: " + model.Clean(said),
	})
}

// settings reads the mapping that the file is.
func (r *reading) settings(node *yaml.Node) {
	if node.Kind != yaml.MappingNode {
		r.wrong(node, "the file holds %s: want lines of \"key: value\", such as \"interval: 15s\"",
			kind(node))
		return
	}
	names := make([]string, len(r.schema.Settings))
	for i, setting := range r.schema.Settings {
		names[i] = setting.Name
	}
	r.members(node, "key", names, func(name string, key, value *yaml.Node) {
		setting := r.schema.Settings[slices.Index(names, name)]
		before := len(r.problems)
		texts := setting.Reader.read(r, name, value)
		if len(r.problems) == before {
			r.file.Values[name] = Value{texts, key.Line}
		}
	})
}

// members hands on each member of a mapping whose key is one of some names, which are what, and
// refuses the others.
func (r *reading) members(
	node *yaml.Node, what string, names []string, take func(name string, key, value *yaml.Node),
) {
	lines := map[string]int{}
	for i := 0; i+1 < len(node.Content); i += 2 {
		key, value := node.Content[i], node.Content[i+1]
		name := key.Value
		switch {
		case key.Kind == yaml.AliasNode || name == "<<":
			r.wrong(key, "keys are written out here: no aliases, no <<")
		case key.Kind != yaml.ScalarNode:
			r.wrong(key, "a key is a word, not %s", kind(key))
		case !slices.Contains(names, name):
			r.wrong(key, "unknown %s %s: %s", what, quoted(name), r.instead(name, names))
		case lines[name] > 0:
			r.wrong(key, "%s stands in line %d already: leave one of them out", name, lines[name])
		default:
			lines[name] = key.Line
			take(name, key, value)
		}
	}
}

// instead says what may have been meant by a name, or which ones there are.
func (r *reading) instead(typed string, names []string) string {
	near := r.schema.Near(typed, names)
	switch {
	case len(near) > 0:
		return "did you mean " + list(near, "or") + "?"
	default:
		return "there are " + list(slices.Sorted(slices.Values(names)), "and")
	}
}

// list writes names as "a, b or c".
func list(names []string, last string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	end := len(names) - 1
	return strings.Join(names[:end], ", ") + " " + last + " " + names[end]
}

// quoted returns a text of the file between quotation marks.
func quoted(text string) string {
	const most = 60 // characters
	clean := []rune(model.Clean(text))
	if len(clean) > most {
		clean = append(clean[:most-1], '…')
	}
	return `"` + string(clean) + `"`
}

// kind says what a node is.
func kind(node *yaml.Node) string {
	switch node.Kind {
	case yaml.SequenceNode:
		return "a list"
	case yaml.MappingNode:
		return "a block of keys"
	case yaml.AliasNode:
		return "an alias"
	case yaml.DocumentNode, yaml.StreamNode:
		return "a document"
	case yaml.ScalarNode:
	}
	if node.Tag == "!!null" {
		return "nothing"
	}
	return quoted(node.Value)
}
