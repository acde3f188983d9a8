package detail

import (
	"encoding/json"
	"strings"

	"exportwatch/model"
	"exportwatch/model/words"
	"exportwatch/theme"
	"exportwatch/tui/canvas"
	"exportwatch/tui/cells"
)

// drawJSON shows what AWS answered about the run as JSON, or what lists told of it.
func drawJSON(p *canvas.Page, v view) {
	execution, answered := v.run.Execution()
	muted := theme.Look{Role: theme.Muted}
	switch {
	case !answered:
		drawAsking(p, v)
		return
	case v.run.Sketchy():
		drawAsking(p, v)
		p.Blank()
		p.Text(0, muted, "Rebuilt from the list of executions, which holds no export.")
	default:
		p.Text(
			0,
			muted,
			"Rebuilt from the response; empty and missing members are left out. "+
				p.Pen.Keys.Letter(JSONLetter)+" copies it.",
		)
	}
	p.Blank()
	laid := v.json.of(execution, p.Width)
	p.Rows(len(laid.lines), &laid.plain, func(i int, out *canvas.Line) {
		laid.lines[i].draw(out, theme.Look{})
	})
}

// jsonLayout is what AWS said of a run, laid out as JSON at a width. It is kept until either
// changes.
type jsonLayout struct {
	execution model.Execution
	width     int
	lines     []codeLine
	plain     []string // of the page
}

// of makes the layout that of an execution at a width, unless it is already.
func (j *jsonLayout) of(execution model.Execution, width int) *jsonLayout {
	if j.lines == nil || j.execution != execution || j.width != width {
		lines := layOutCode(words.JSON(execution), 0, width)
		*j = jsonLayout{execution: execution, width: width, lines: lines}
	}
	return j
}

// drawCode draws JSON of several lines.
func drawCode(p *canvas.Page, at int, look theme.Look, text string) {
	for _, code := range layOutCode(text, at, p.Width) {
		p.Row(func(out *canvas.Line) { code.draw(out, look) })
	}
}

// codeLine is a line of JSON: from a cell on, the name of a member and the rest.
type codeLine struct {
	at         int
	name, rest string
}

// draw draws the line, the member's name muted.
func (c codeLine) draw(out *canvas.Line, look theme.Look) {
	out.To(c.at).Put(theme.Look{Role: theme.Muted}, c.name).Put(look, c.rest)
}

// layOutCode lays out JSON of several lines, from a cell on. What is too long for a line is broken
// between words and goes on further in.
func layOutCode(text string, at, width int) []codeLine {
	var lines []codeLine
	for row := range strings.SplitSeq(text, "\n") {
		content := strings.TrimLeft(row, " ")
		depth := min(len(row)-len(content), width/3)
		start := min(at+depth, width-1)
		parts := []string{content}
		rest := min(start+canvas.Indent, width-1)
		if cells.Width(content) > width-start {
			parts = cells.Wrap(content, width-rest)
		}
		name := memberName(content)
		for i, part := range parts {
			if i > 0 {
				lines = append(lines, codeLine{at: rest, rest: part})
				continue
			}
			head := min(len(name), len(part))
			lines = append(lines, codeLine{at: start, name: part[:head], rest: part[head:]})
		}
	}
	return lines
}

// memberName returns the name of a member of an object at the beginning of a line, with its colon,
// or "".
func memberName(row string) string {
	if !strings.HasPrefix(row, `"`) {
		return ""
	}
	for i := 1; i < len(row); i++ {
		switch row[i] {
		case '\\':
			i++
		case '"':
			if name := row[:i+1]; strings.HasPrefix(row[i+1:], ":") && json.Valid([]byte(name)) {
				return name + ":"
			}
			return ""
		}
	}
	return ""
}
