package tui

import (
	"encoding/json"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"exportwatch/model"
	"exportwatch/theme"
)

// drawJSON shows what AWS answered about the run as JSON, or what lists told of it.
func drawJSON(p *page, v view) {
	execution, answered := v.run.Execution()
	muted := theme.Look{Role: theme.Muted}
	switch {
	case !answered:
		drawAsking(p, v)
		return
	case v.run.Sketchy():
		drawAsking(p, v)
		p.blank()
		p.text(0, muted, "Rebuilt from the list of executions, which holds no export.")
	default:
		p.text(0, muted, "Rebuilt from the answer; members that AWS sent empty or not at all "+
			"are left out. "+copyKey+jsonLetter+" copies it.")
	}
	p.blank()
	drawCode(p, 0, theme.Look{}, model.JSON(execution))
}

// drawCode draws JSON of several lines: members' names muted, and what is too long for a line
// broken between words and further in.
func drawCode(p *page, at int, look theme.Look, text string) {
	for row := range strings.SplitSeq(text, "\n") {
		content := strings.TrimLeft(row, " ")
		depth := min(len(row)-len(content), p.width/3)
		start := min(at+depth, p.width-1)
		name := memberName(content)
		rest := min(start+indent, p.width-1)
		parts := []string{content}
		if ansi.StringWidthWc(content) > p.width-start {
			parts = wrap(content, p.width-rest)
		}
		p.rows(len(parts), func(i int, out *line) {
			part := parts[i]
			if i > 0 {
				out.to(rest).put(look, part)
				return
			}
			head := min(len(name), len(part))
			out.to(start).put(theme.Look{Role: theme.Muted}, part[:head]).put(look, part[head:])
		})
	}
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
