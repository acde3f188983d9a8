package tui

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"exportwatch/model/watch"
	"exportwatch/theme"
	"exportwatch/tui/canvas"
)

// count is one number of the verdict line.
type count struct {
	n    int
	word string
	look theme.Look
	sign string
}

// verdictCounts returns the numbers that aren't zero, worst first. Every row is counted once, but for
// those that AWS refused from the start: what it doesn't tell about is counted apart, an account as
// one.
func verdictCounts(s watch.Survey, signs theme.Signs) []count {
	all := []count{
		{s.Failed, "failed", theme.Look{Role: theme.Badge}, signs.Failed},
		{s.Unhealthy, "unhealthy", theme.Look{Role: theme.Warn}, signs.Attention},
		{s.Unknown, "unknown", theme.Look{Role: theme.Warn}, signs.Attention},
		{s.Overdue, "overdue", theme.Look{Role: theme.Warn}, signs.Attention},
		{s.Slow, "slow", theme.Look{Role: theme.Warn}, signs.Attention},
		{len(s.Silences), "without answer", theme.Look{Role: theme.Warn}, signs.Attention},
		{s.Asking, "loading", theme.Look{Role: theme.Busy}, signs.Busy},
		{s.Running, "running", theme.Look{Role: theme.Busy}, signs.Busy},
		{s.Delivered, "delivered", theme.Look{Role: theme.Muted}, signs.Good},
		{s.Muted, "muted", theme.Look{Role: theme.Muted}, signs.Muted},
		{s.Superseded, "made good", theme.Look{Role: theme.Muted}, signs.Failed},
		{s.Idle, "idle", theme.Look{Role: theme.Muted}, signs.Pending},
	}
	var counts []count
	for _, c := range all {
		if c.n > 0 {
			counts = append(counts, c)
		}
	}
	return counts
}

// windowTitle says in the terminal's title what needs somebody: how much has failed, and how much
// needs somebody otherwise.
func windowTitle(s watch.Survey, signs theme.Signs) string {
	title := "exportwatch"
	if others := s.Unhealthy + s.Unknown + s.Overdue + s.Slow + len(s.Silences); others > 0 {
		title = signs.Attention + strconv.Itoa(others) + " " + title
	}
	if s.Failed > 0 {
		title = signs.Failed + strconv.Itoa(s.Failed) + " " + title
	}
	return title
}

const nothingWatched = "nothing is watched"

// Verdict returns the first line's numbers as plain words.
func Verdict(s watch.Survey, signs theme.Signs) string {
	var said []string
	for _, c := range verdictCounts(s, signs) {
		said = append(said, fmt.Sprintf("%s %d %s", c.sign, c.n, c.word))
	}
	if len(said) == 0 {
		return nothingWatched
	}
	return strings.Join(said, "  ")
}

// PaintedVerdict returns the same, each number in its look.
func PaintedVerdict(s watch.Survey, t *theme.Theme) string {
	var said []string
	for _, c := range verdictCounts(s, t.Signs) {
		said = append(said, t.Paint(c.look, fmt.Sprintf("%s %d %s", c.sign, c.n, c.word)))
	}
	if len(said) == 0 {
		return nothingWatched
	}
	return strings.Join(said, "  ")
}

// drawVerdict draws the first line: how many of what at its left, and at its right as of when. The
// words of the least urgent numbers go first where it is narrow, then the numbers themselves.
func (m *Model) drawVerdict(p *canvas.Pen) string {
	s, width := m.survey, m.width
	v := verdictLine{
		pen: p, counts: verdictCounts(s, p.Theme.Signs), paused: m.paused, gap: 3,
		none: nothingWatched,
		all:  allDelivered(s), next: m.nextDelivery,
	}
	if width < 100 {
		v.gap = 2
	}
	if m.beginning {
		v.none = "starting"
	}
	const size = len(" 14:32:10 UTC ")
	said, shown := len(v.counts), len(v.counts)
	if v.size(said, shown) > width-size {
		v.next = time.Time{}
	}
	for said > 1 && v.size(said, shown) > width-size {
		said--
		if merged := together(v.counts, said); said == 1 && len(merged) < shown {
			v.counts, shown = merged, len(merged)
		}
	}
	for shown > 1 && v.size(said, shown) > width {
		shown--
	}
	out := p.Line(width)
	v.draw(out, said, shown)
	accounts := 0
	if m.watch.Following() {
		accounts = len(m.watch.Accounts())
	}
	if at := m.watch.RememberedAt(); s.Recalled > 0 && m.watch.AsOf().IsZero() {
		return drawRemembered(out, p, at).String()
	}
	return drawAsOf(out, m.watch.AsOf(), accounts).String()
}

// drawRemembered says that all is from memory, and as of when; as much as there is room for.
func drawRemembered(out *canvas.Line, p *canvas.Pen, at time.Time) *canvas.Line {
	muted := theme.Look{Role: theme.Muted}
	when := sinceWhen(p, at) + " UTC"
	for _, lead := range []string{
		"exportwatch " + p.Theme.Signs.Dot + " remembered, as of ", "remembered, as of ", "as of ",
	} {
		size := ansi.StringWidthWc(lead + when)
		if size <= out.Width-1-out.Column-2 {
			return out.To(out.Width-1-size).Put(muted, lead+when)
		}
	}
	return out
}

// allDelivered says whether nothing else is to be said than that everything was delivered.
func allDelivered(s watch.Survey) bool {
	return s.Delivered > 1 && s.Delivered == len(s.Entries) && len(s.Silences) == 0
}

// together adds up the numbers that have no words to tell them apart.
func together(counts []count, said int) []count {
	merged := slices.Clone(counts[:said])
	for _, c := range counts[said:] {
		if last := len(merged) - 1; last >= said && merged[last].sign == c.sign &&
			merged[last].look == c.look {
			merged[last].n += c.n
			continue
		}
		merged = append(merged, c)
	}
	return merged
}

// verdictLine is the left of the first line.
type verdictLine struct {
	pen    *canvas.Pen
	counts []count
	none   string    // what is said without any count
	all    bool      // everything is delivered
	next   time.Time // when the next delivery is likely; zero if not known
	paused bool
	gap    int
}

// size returns how many columns it takes with so many words and numbers.
func (v verdictLine) size(said, shown int) int {
	const endless = 1000
	out := v.pen.Line(endless)
	v.draw(out, said, shown)
	return out.Column
}

func (v verdictLine) draw(out *canvas.Line, said, shown int) {
	switch {
	case len(v.counts) == 0:
		out.To(1).Put(theme.Look{Role: theme.Muted}, v.none)
	case v.all:
		out.To(1).Put(theme.Look{Role: theme.Good, Sign: true}, v.pen.Theme.Signs.Good).
			Put(theme.Look{}, " all "+strconv.Itoa(v.counts[0].n)+" delivered")
		if !v.next.IsZero() {
			out.To(out.Column+v.gap).Put(theme.Look{Role: theme.Muted},
				"next about "+v.pen.Moment(v.next))
		}
	}
	for i, c := range v.counts[:shown] {
		if v.all {
			break
		}
		if i > 0 {
			out.To(out.Column + v.gap - 1 - padding(v.counts[i-1]))
		}
		drawCount(out, c, i < said)
	}
	if shown < len(v.counts) {
		out.Put(theme.Look{Role: theme.Muted}, " "+v.pen.Theme.Signs.Cut)
	}
	if v.paused {
		out.To(out.Column+v.gap).Put(theme.Look{Role: theme.Warn, Strong: true}, "paused")
	}
}

// drawCount draws a number with its sign; the failures' are filled.
func drawCount(out *canvas.Line, c count, said bool) {
	text := strconv.Itoa(c.n)
	if said {
		text += " " + c.word
	}
	if c.look.Role == theme.Badge {
		out.Put(c.look, " "+c.sign+" "+text+" ")
		return
	}
	sign := theme.Look{Role: c.look.Role, Sign: true}
	if c.sign == out.Pen.Theme.Signs.Good {
		sign.Role = theme.Good
	}
	out.To(out.Column+1).Put(sign, c.sign).Put(c.look, " "+text)
}

// padding returns how many blanks a count ends with: the failures' box has one.
func padding(c count) int {
	if c.look.Role == theme.Badge {
		return 1
	}
	return 0
}

// drawAsOf draws the longest form that there is room for.
func drawAsOf(out *canvas.Line, asOf time.Time, accounts int) *canvas.Line {
	muted := theme.Look{Role: theme.Muted}
	dot := " " + out.Pen.Theme.Signs.Dot + " "
	several := ""
	if accounts > 1 {
		several = strconv.Itoa(accounts) + " accounts" + dot
	}
	if asOf.IsZero() {
		whole := strings.TrimSuffix("exportwatch"+dot+several, dot)
		if ansi.StringWidthWc(whole) > out.Width-1-out.Column-2 {
			whole = "exportwatch"
		}
		return out.Before(out.Width-1, muted, whole)
	}
	at := canvas.Clock(asOf)
	leads := []string{"exportwatch" + dot + several + "as of ", several + "as of ", several, ""}
	for _, lead := range leads {
		room := out.Width - 1 - out.Column - 2
		if size := ansi.StringWidthWc(lead + at + " UTC"); size <= room {
			return out.To(out.Width-1-size).
				Put(muted, lead).
				Put(theme.Look{}, at).
				Put(muted, " UTC")
		}
	}
	return out.To(out.Column+1).Before(out.Width-1, muted, canvas.HourMinute(asOf)+" UTC")
}

// drawSmall is the whole screen where there is no room for one.
func drawSmall(p *canvas.Pen, s watch.Survey, width, height int) []string {
	lines := []string{p.Line(width).Put(theme.Look{}, Verdict(s, p.Theme.Signs)).String()}
	if height > 1 {
		need := fmt.Sprintf("needs %dx%d", minWidth, minHeight)
		lines = append(lines, p.Line(width).Put(theme.Look{Role: theme.Muted}, need).String())
	}
	return append(lines, canvas.BlankLines(p, width, height-len(lines))...)
}
