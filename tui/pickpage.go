package tui

import (
	"exportwatch/model/watch"
	"exportwatch/model/words"
	"exportwatch/theme"
	"exportwatch/tui/canvas"
	"exportwatch/tui/list"
)

// pickTime is how the picker writes when a run was created: it may be years ago.
const pickTime = "2006-01-02 15:04"

// longName is the least room that a name has where there is room.
const longName = 40

// draw returns the page's lines, with their margins.
func (p *picker) draw(pen *canvas.Pen, watchlist *watch.List, width, height int) []string {
	last := min(p.top+p.height, len(p.found))
	where := canvas.Position{Unit: "line", First: p.top + 1, Last: last, Of: len(p.found)}
	titles := []string{"an export, or a run of it", "export or run"}
	if p.inRuns() {
		titles = []string{p.of.Title() + ", or a run of it", p.of.Title()}
	}
	head := pen.Line(width).To(1).Put(theme.Look{Strong: true}, "ADD").Put(theme.Look{}, "  ")
	end := width - 2 - len(where.Within(width))
	title, _ := longest(titles, end-head.Column)
	head.PutIn(end, theme.Look{Role: theme.Muted}, title)
	lines := []string{headRule(head, width-1, where), p.drawPrompt(pen, width)}
	names := list.NewLabels(watchlist)
	for i := p.top; i < last; i++ {
		lines = append(lines, p.drawPick(pen, names, i, width))
	}
	for _, note := range p.notes {
		lines = append(lines, pen.Line(width).To(1).
			PutIn(width-1, theme.Look{Role: theme.Muted}, note).String())
	}
	lines = append(lines, canvas.BlankLines(pen, width, height-len(lines))...)
	return lines[:min(len(lines), height)]
}

// drawPrompt draws what is typed, or what can be.
func (p *picker) drawPrompt(pen *canvas.Pen, width int) string {
	out := pen.Line(width).To(1).Put(theme.Look{Strong: true}, ">").Put(theme.Look{}, " ")
	out.Prompt(p.prompt.Text(), p.prompt.input.Position(), width-1)
	if p.prompt.Text() == "" {
		hints := []string{
			"type to narrow, or paste an ARN or ARN#EXECUTION-ID",
			"type, or paste an ARN",
		}
		if p.inRuns() {
			hints = []string{"type to narrow"}
		}
		room := width - 2 - out.Column
		hint, _ := longest(hints, room)
		out.Put(theme.Look{}, " ").PutIn(width-1, theme.Look{Role: theme.Muted}, hint)
	}
	return out.String()
}

// drawPick draws a line: a run's sign, the name, whose it is, and how it stands to the list.
func (p *picker) drawPick(pen *canvas.Pen, names list.Labels, index, width int) string {
	line := p.found[index]
	muted := theme.Look{Role: theme.Muted}
	out := pen.Line(width)
	if out.Chosen = index == p.index; out.Chosen {
		out.Put(theme.Look{Strong: true}, pen.Theme.Signs.Cursor)
	}
	out.To(1)
	end := width - 1
	if line.run != nil {
		if line.note != "" {
			end -= len(line.note) + 2
		}
		drawRunPick(out, line.run, end)
		return out.Before(width-1, muted, line.note).String()
	}
	const noteRoom = len(noteWatched) + 2
	name, label := theme.Look{}, ""
	switch {
	case line.note == noteWatched:
		name = muted
	case line.kind == pickExport:
		name.Strong = out.Chosen
	}
	if line.note != "" || line.kind == pickExport {
		end -= noteRoom
	}
	if line.kind == pickExport && names.Width > 0 {
		label = names.Of(line.account)
		end -= names.Width + 2
	}
	if line.kind != pickTyped {
		end = min(end, 1+max(p.longest, longName))
	}
	out.PutIn(end, name, line.name)
	if label != "" {
		out.To(end+2).PutIn(end+2+names.Width, muted, label)
		end += names.Width + 2
	}
	if line.note != "" {
		out.To(end+2).Put(muted, line.note)
	}
	return out.String()
}

// drawRunPick draws how a run ended, of when it is, how long it took, and its id.
func drawRunPick(out *canvas.Line, run *watch.Run, end int) {
	const word, when, took, id = 3, 20, 38, 48
	looks, muted := canvas.FaceOf(run), theme.Look{Role: theme.Muted}
	execution, _ := run.Execution()
	out.Put(theme.Look{Role: looks.Role, Sign: true}, looks.Sign(out.Pen.Theme.Signs)).To(word).
		PutIn(min(when-1, end), theme.Look{}, looks.Word)
	began := "at an unknown time"
	if !execution.CreatedAt.IsZero() {
		began = execution.CreatedAt.UTC().Format(pickTime)
	}
	if when < end {
		out.To(when).PutIn(min(end, took-1), theme.Look{}, began)
	}
	if d, known := execution.Took(); known && took < end {
		out.To(took).PutIn(min(end, id-1), muted, words.Span(d))
	}
	if id < end {
		out.To(id).PutIn(end, muted, run.Ref.ID())
	}
}
