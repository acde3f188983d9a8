package tui

import (
	"strconv"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"exportwatch/model"
	"exportwatch/model/watch"
	"exportwatch/model/words"
	"exportwatch/theme"
	"exportwatch/tui/canvas"
	"exportwatch/tui/cells"
	"exportwatch/tui/list"
)

// block is a part of the help: a head and entries of two columns.
type block struct {
	head    string
	entries []entry
}

// entry is a line of a block, or more where a text is long.
type entry struct {
	what  []*canvas.Line // lines that stand left
	means string
	aside bool
}

// helpLines returns the help's lines, at most three columns side by side.
func helpLines(
	p *canvas.Pen, keys declaration, calls block, watchlist *watch.List, width int,
) []string {
	stacks := [][]block{
		keyBlocks(p, keys, moveGroup, detailGroup, programGroup),
		append(
			keyBlocks(p, keys, listGroup, watchGroup, replayGroup),
			calls,
			paceBlock(p, watchlist),
		),
		{signBlock(p, watchlist), needBlock(p), runsBlock(p)},
	}
	const narrowest = 38
	switch {
	case width < 2*narrowest:
		stacks = [][]block{append(append(stacks[0], stacks[1]...), stacks[2]...)}
	case width < 3*narrowest:
		stacks = [][]block{stacks[0], append(stacks[1], stacks[2]...)}
	}
	columnWidth := width / len(stacks)
	columns := make([][]*canvas.Line, len(stacks))
	for i, stack := range stacks {
		columns[i] = drawStack(p, stack, columnWidth)
	}
	return zip(p, columns, columnWidth, width)
}

// keyBlocks makes a block of each of some groups of keys that has any.
func keyBlocks(p *canvas.Pen, keys declaration, groups ...string) []block {
	var blocks []block
	for _, group := range groups {
		of := block{head: group}
		for _, k := range keys.lines() {
			if k.group == group {
				of.entries = append(of.entries, entry{what: wayLines(p, k.ways), means: k.does})
			}
		}
		if len(of.entries) > 0 {
			blocks = append(blocks, of)
		}
	}
	return blocks
}

// wayLines writes keys on as few lines as they need.
func wayLines(p *canvas.Pen, ways []string) []*canvas.Line {
	const most = 14
	var lines []*canvas.Line
	for _, way := range ways {
		last := len(lines) - 1
		if last < 0 || lines[last].Column+2+ansi.StringWidthWc(way) > most {
			lines = append(lines, strongly(p, way))
			continue
		}
		lines[last].To(lines[last].Column+2).Put(theme.Look{Strong: true}, way)
	}
	return lines
}

// endless is a width that is cut later.
const endless = 1000

func strongly(p *canvas.Pen, text string) *canvas.Line {
	return p.Line(endless).Put(theme.Look{Strong: true}, text)
}

func signBlock(p *canvas.Pen, watchlist *watch.List) block {
	s := p.Theme.Signs
	sign := func(role theme.Role, text, means string) entry {
		look := theme.Look{Role: role, Sign: true}
		return entry{what: []*canvas.Line{p.Line(endless).Put(look, text)}, means: means}
	}
	way := p.Line(endless)
	canvas.Track(way, s, model.QueryInProcess)
	name := words.Status(model.QueryQueued)
	if names := list.NewLabels(watchlist); names.Width > 0 {
		name = names.Of(watchlist.Accounts()[0])
	}
	bold := theme.Look{Strong: true}
	stale := p.Line(endless).PutIn(list.LongLabel, bold, name).Put(bold, "?")
	return block{"Signs", []entry{
		sign(theme.Bad, s.Failed, "AWS says it failed"),
		sign(theme.Warn, s.Attention, "late, slow, no answer, no data"),
		sign(theme.Busy, s.Busy, "under way"),
		sign(theme.Good, s.Good, "delivered; stage passed"),
		sign(theme.Muted, s.Pending, "not reached; idle: no run"),
		sign(theme.Muted, s.Muted, "muted until its next change"),
		{what: []*canvas.Line{way}, means: "third stage of five:"},
		{means: stages(), aside: true},
		{what: []*canvas.Line{stale}, means: "not up to date: no answer"},
		{what: []*canvas.Line{strongly(p, "~10:05")}, means: "observed, not from AWS"},
		{what: []*canvas.Line{strongly(p, "of ~5m")}, means: "usual for this export"},
	}}
}

// runsBlock explains the signs of the chart of runs.
func runsBlock(p *canvas.Pen) block {
	s := p.Theme.Signs
	kept := strongly(
		p,
		s.ColumnKept,
	).Put(theme.Look{}, "  ").
		Put(theme.Look{Role: theme.Muted}, "~")
	return block{"Chart of runs", []entry{
		{what: []*canvas.Line{strongly(p, s.ColumnSoFar)}, means: "under way, so far"},
		{what: []*canvas.Line{kept}, means: "AWS no longer lists it"},
		{what: []*canvas.Line{strongly(p, s.Here)}, means: "chosen; above: it goes on"},
	}}
}

// stages names the stages of a run.
func stages() string {
	var said []string
	for _, stage := range model.Stages() {
		said = append(said, strings.ToLower(words.Stage(stage)))
	}
	return strings.Join(said, ", ")
}

func needBlock(p *canvas.Pen) block {
	b := block{head: "Needs you"}
	for _, rule := range words.Rules() {
		b.entries = append(b.entries,
			entry{what: []*canvas.Line{strongly(p, rule.Word)}, means: rule.Text})
	}
	return b
}

// callBlock says what was asked. A screen of a service knows only what it asked that itself.
func callBlock(p *canvas.Pen, watchlist *watch.List, now time.Time, served bool) block {
	calls, throttled := watchlist.CallsLastHour(now)
	head := "Last hour"
	if started := watchlist.Started(); now.Sub(started) < time.Hour {
		head = "Since " + canvas.HourMinute(watchlist.AWSNow(started))
	}
	if served {
		return block{
			head,
			[]entry{
				{
					what:  []*canvas.Line{strongly(p, strconv.Itoa(calls))},
					means: "questions to the service",
				},
				{means: "which asks AWS once for all", aside: true},
			},
		}
	}
	return block{head, []entry{
		{what: []*canvas.Line{strongly(p, strconv.Itoa(calls))}, means: "calls to AWS"},
		{what: []*canvas.Line{strongly(p, strconv.Itoa(throttled))}, means: "throttled"},
		{
			what:  []*canvas.Line{strongly(p, strconv.Itoa(watchlist.RequestsLastHour(now)))},
			means: "requests to S3",
		},
	}}
}

func paceBlock(p *canvas.Pen, watchlist *watch.List) block {
	cadence := watchlist.Cadence()
	b := block{head: "How often, how soon"}
	for _, figure := range []struct {
		span  time.Duration
		means string
	}{
		{cadence.Running, "refreshes running runs"},
		{cadence.Runs, "looks for new runs"},
		{cadence.NearStart, "the same near a usual start"},
		{cadence.Exports, "looks for new exports"},
		{followAfter, "the detail follows a key"},
		{handsOff, "rows keep still after a key"},
	} {
		b.entries = append(b.entries,
			entry{what: []*canvas.Line{strongly(p, spell(figure.span))}, means: figure.means})
	}
	return b
}

// spell writes a span of time without units that are zero: 100ms, 15s, 2m, 1h.
func spell(d time.Duration) string {
	text := d.String()
	for _, zero := range []string{"m0s", "h0m"} {
		if strings.HasSuffix(text, zero) {
			text = text[:len(text)-2]
		}
	}
	return text
}

// drawStack draws blocks below each other, with what things mean at the same column.
func drawStack(p *canvas.Pen, blocks []block, width int) []*canvas.Line {
	meaning := 0
	for _, b := range blocks {
		for _, e := range b.entries {
			for _, what := range e.what {
				meaning = max(meaning, canvas.Indent+what.Column+2)
			}
		}
	}
	var lines []*canvas.Line
	for _, b := range blocks {
		lines = append(lines, p.Line(width).Put(theme.Look{Strong: true}, b.head))
		for _, e := range b.entries {
			lines = append(lines, e.draw(p, meaning, width)...)
		}
		lines = append(lines, p.Line(width))
	}
	return lines
}

func (e entry) draw(p *canvas.Pen, meaning, width int) []*canvas.Line {
	look := theme.Look{}
	if e.aside {
		look.Role = theme.Muted
	}
	parts := cells.Wrap(e.means, width-1-meaning)
	lines := make([]*canvas.Line, max(len(parts), len(e.what)))
	for i := range lines {
		lines[i] = p.Line(width - 1).To(canvas.Indent)
		if i < len(e.what) {
			lines[i].Add(e.what[i])
		}
		if i < len(parts) {
			lines[i].To(meaning).Put(look, parts[i])
		}
	}
	return lines
}

// zip puts columns side by side.
func zip(p *canvas.Pen, columns [][]*canvas.Line, columnWidth, width int) []string {
	height := 0
	for _, column := range columns {
		height = max(height, len(column))
	}
	lines := make([]string, height)
	for i := range lines {
		for _, column := range columns {
			if i < len(column) {
				column[i].Width = columnWidth
				lines[i] += column[i].String()
			} else {
				lines[i] += p.Line(columnWidth).String()
			}
		}
		lines[i] += cells.Blanks(width - columnWidth*len(columns))
	}
	return lines
}
