package config

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"exportwatch/model"
)

// Problem is something that is wrong in the file.
type Problem struct {
	Line, Column int // from 1; in characters
	Text         string
	Source       string // the line, whole
}

// InvalidError is all that is wrong in a file, in the order of its lines.
type InvalidError struct {
	Path     string
	Problems []Problem
}

// Error tells each problem with its place, and shows the line with a mark below it.
func (e *InvalidError) Error() string {
	var b strings.Builder
	count := "1 mistake"
	if len(e.Problems) > 1 {
		count = strconv.Itoa(len(e.Problems)) + " mistakes"
	}
	fmt.Fprintf(&b, "%s in the configuration:\n", count)
	for _, problem := range e.Problems {
		fmt.Fprintf(&b, "%s:%d:%d: %s\n", model.Clean(e.Path), problem.Line, problem.Column,
			problem.Text)
		b.WriteString(problem.excerpt())
	}
	b.WriteString(`"exportwatch config example" prints every key with what it takes`)
	return b.String()
}

// excerpt returns the problem's line, as much of it as is near, and a mark below; "" where there is
// nothing to see.
func (p Problem) excerpt() string {
	const before, most = 60, 90 // characters
	line := []rune(strings.TrimRight(p.Source, "\r\n"))
	if strings.TrimSpace(string(line)) == "" || p.Column > len(line)+1 {
		return ""
	}
	at := p.Column - 1
	from := max(0, at-before)
	to := min(len(line), from+most)
	margin := fmt.Sprintf("%5d | ", p.Line)
	mark := ansi.StringWidthWc(model.Clean(string(line[from:at])))
	return margin + model.Clean(string(line[from:to])) + "\n" +
		strings.Repeat(" ", len(margin)-2) + "| " + strings.Repeat(" ", mark) + "^\n"
}

// invalid returns what was found wrong, or nil.
func (r *reading) invalid() error {
	if len(r.problems) == 0 {
		return nil
	}
	for i := range r.problems {
		if line := r.problems[i].Line; line >= 1 && line <= len(r.lines) {
			r.problems[i].Source = r.lines[line-1]
		}
	}
	slices.SortStableFunc(r.problems, func(a, b Problem) int {
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		return a.Column - b.Column
	})
	return &InvalidError{r.file.Path, r.problems}
}
