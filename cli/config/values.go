package config

import (
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"

	"exportwatch/model"
)

// Reader reads the value of a setting.
type Reader struct {
	// read returns the texts that the setting's flag takes, and notes what is wrong.
	read func(r *reading, name string, node *yaml.Node) []string
}

// check returns a text as it is to be taken on, or what would be right.
type check func(text string) (taken, want string)

// one reads a single value; want says what is wanted where there is none.
func one(want string, check check) Reader {
	return Reader{func(r *reading, name string, node *yaml.Node) []string {
		if taken, ok := r.scalar(name, node, want, check); ok {
			return []string{taken}
		}
		return nil
	}}
}

// several reads a list, or a single value as a list of one.
func several(want string, check check) Reader {
	return Reader{func(r *reading, name string, node *yaml.Node) []string {
		if node.Kind != yaml.SequenceNode {
			return one(want, check).read(r, name, node)
		}
		if len(node.Content) == 0 {
			r.wrong(node, "%s is an empty list: want %s, or leave the key out", name, want)
		}
		var texts []string
		for _, item := range node.Content {
			if taken, ok := r.scalar(name, item, want, check); ok {
				texts = append(texts, taken)
			}
		}
		return texts
	}}
}

// scalar reads one value, and says whether it is right.
func (r *reading) scalar(name string, node *yaml.Node, want string, check check) (string, bool) {
	switch {
	case node.Kind == yaml.AliasNode:
		r.wrong(node, "%s is the alias *%s: write the value out, or a glob between quotes", name,
			node.Value)
	case node.Kind != yaml.ScalarNode:
		r.wrong(node, "%s is %s: want %s", name, kind(node), want)
	case node.Style&yaml.TaggedStyle != 0:
		r.wrong(node, "%s has the tag %s: leave it out", name, quoted(node.Tag))
	case node.Tag == "!!null" || node.Value == "":
		r.wrong(node, "%s has no value: want %s, or leave the key out", name, want)
	default:
		taken, right := check(node.Value)
		if right == "" {
			return taken, true
		}
		r.wrong(node, "%s %s: %s", name, quoted(node.Value), right)
	}
	return "", false
}

// Text takes any text that is right, which is what: wrong says what isn't.
func Text(what string, wrong func(text string) error) Reader {
	return one(what, func(text string) (string, string) {
		if err := wrong(text); err != nil {
			return "", err.Error()
		}
		return text, ""
	})
}

// Address takes the address of a server.
func Address() Reader {
	const want = "an address that begins with https:// or http://, such as https://127.0.0.1:8080"
	return one(want, func(text string) (string, string) {
		at, err := url.Parse(text)
		if err != nil || at.Scheme != "https" && at.Scheme != "http" || at.Hostname() == "" {
			return "", "want " + want
		}
		return text, ""
	})
}

// Word takes a text without blanks, which is what.
func Word(what string) Reader {
	return one(what, func(text string) (string, string) {
		if strings.ContainsAny(text, " \t\n") {
			return "", "want " + what
		}
		return text, ""
	})
}

// Globs takes names and globs, which are what.
func Globs(what string) Reader {
	return several(what, func(text string) (string, string) { return text, wrongGlob(text) })
}

// Targets takes exports by name, glob or ARN, and executions as ARN#EXECUTION-ID.
func Targets() Reader {
	return several("names of exports, globs or ARNs", func(text string) (string, string) {
		switch {
		case text == "-":
			return "", "standard input is read only where the command line names it"
		case strings.Contains(text, "#"):
			if _, err := model.ParseTarget(text); err != nil {
				return "", err.Error()
			}
			return text, ""
		case strings.HasPrefix(text, "arn:"):
			return text, ""
		}
		return text, wrongGlob(text)
	})
}

// wrongGlob says what would be right in place of a malformed glob.
func wrongGlob(text string) string {
	if _, err := path.Match(text, ""); err != nil {
		return `no glob: a [ needs its ], or a \ before it to stand for itself`
	}
	return ""
}

// Switch takes true or false.
func Switch() Reader {
	return one("true or false", func(text string) (string, string) {
		if text != "true" && text != "false" {
			return "", "want true or false"
		}
		return text, ""
	})
}

// Choice takes one of some values.
func Choice(values ...string) Reader { return one(list(values, "or"), among(values)) }

// Choices takes some of some values.
func Choices(values ...string) Reader {
	return several("some of "+list(values, "and"), among(values))
}

func among(values []string) check {
	return func(text string) (string, string) {
		if slices.Contains(values, text) {
			return text, ""
		}
		return "", "want " + list(values, "or")
	}
}

// Span takes a span of time of at least so much, in the units of Go.
func Span(least time.Duration, such string) Reader { return spanOf(parseSpan, least, such) }

// Days takes a span of time of at least so much, in whole days too.
func Days(least time.Duration, such string) Reader { return spanOf(parseDays, least, such) }

func spanOf(parse func(string) (time.Duration, bool), least time.Duration, such string) Reader {
	want := "a time with its unit, such as " + such
	return one(want, func(text string) (string, string) {
		switch d, ok := parse(text); {
		case !ok:
			return "", "want " + want
		case d < least:
			return "", "the least is " + brief(least)
		}
		return text, ""
	})
}

// parseSpan reads a span of time in Go's units: 36h, 90m.
func parseSpan(text string) (time.Duration, bool) {
	d, err := time.ParseDuration(text)
	return d, err == nil && d >= 0
}

// parseDays reads one in Go's units or in whole days: 7d.
func parseDays(text string) (time.Duration, bool) {
	count, ok := strings.CutSuffix(text, "d")
	if !ok {
		return parseSpan(text)
	}
	n, err := strconv.ParseUint(count, 10, 16)
	return time.Duration(n) * 24 * time.Hour, err == nil
}

// brief writes a span without units that are zero.
func brief(d time.Duration) string {
	text := d.String()
	for _, zero := range []string{"m0s", "h0m"} {
		if strings.HasSuffix(text, zero) {
			text = text[:len(text)-2]
		}
	}
	return text
}

// Path takes the path of a file or folder: absolute, or from the home folder on.
func Path() Reader {
	const want = "an absolute path, or one that begins with ~/"
	return one(want, func(text string) (string, string) {
		if rest, ok := strings.CutPrefix(text, "~/"); ok {
			home, err := os.UserHomeDir()
			if err != nil {
				return "", "the home folder isn't known: want an absolute path"
			}
			return filepath.Join(home, rest), ""
		}
		if !filepath.IsAbs(text) {
			return "", "want " + want
		}
		return text, ""
	})
}
