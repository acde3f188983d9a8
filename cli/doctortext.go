package cli

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/term"

	"exportwatch/theme"
	"exportwatch/tui/cells"
	"exportwatch/tui/terminal"
)

// The width of what doctor prints where no terminal says another, and its bounds.
const (
	doctorWidth  = 80
	doctorNarrow = 40
	doctorWide   = 100
)

// doctorPage prints blocks as text.
type doctorPage struct {
	theme *theme.Theme
	paint bool
	width int
}

// printDoctor prints blocks as standard output takes them.
func (f *doctorFlags) printDoctor(streams Streams, blocks []block) error {
	env := os.Environ()
	mode, _ := terminal.ParseColorMode(f.color) // it was checked
	profile := terminal.Profile(streams.Out, env, mode)
	ascii := f.ascii || terminal.ASCIISigns(env)
	page := doctorPage{
		theme: theme.New(theme.Name(f.theme), depth(profile), theme.Unknown, ascii),
		paint: profile > colorprofile.NoTTY, width: doctorWidth,
	}
	if width, _, err := term.GetSize(streams.Out.Fd()); err == nil && width > 0 {
		page.width = min(max(width, doctorNarrow), doctorWide)
	}
	if err := page.write(streams.Out, blocks); err != nil {
		return outputError{err}
	}
	return nil
}

// write prints each block under its head, and at last what all comes to.
func (p doctorPage) write(out io.Writer, blocks []block) error {
	w := bufio.NewWriter(out)
	for _, b := range blocks {
		_, _ = fmt.Fprintln(w, p.text(theme.Look{Role: theme.Text, Strong: true}, b.title()))
		column := 0
		for _, f := range b.findings {
			column = max(column, cells.Width(f.check))
		}
		for i, f := range b.findings {
			said := i+1 < len(b.findings) && b.findings[i+1].remedy == f.remedy &&
				b.findings[i+1].verdict == f.verdict
			p.finding(w, f, column, said)
		}
		_, _ = fmt.Fprintln(w)
	}
	p.summary(w, blocks)
	return w.Flush() //nolint:wrapcheck // the caller says what was printed
}

// finding prints a line, broken where it is too long, and its remedy, unless that is said of the
// next one, too.
func (p doctorPage) finding(w io.Writer, f finding, column int, said bool) {
	sign, role := f.verdict.sign(p.theme.Signs)
	margin := 2 + cells.Width(sign) + 1 + column + 2
	check := f.check + cells.Blanks(column-cells.Width(f.check))
	lines := cells.Wrap(p.ascii(f.text), max(1, p.width-margin))
	for i, line := range lines {
		head := cells.Blanks(margin)
		if i == 0 {
			head = "  " + p.text(theme.Look{Role: role, Sign: true, Strong: true}, sign) + " " +
				check + "  "
		}
		_, _ = fmt.Fprintln(w, strings.TrimRight(head+line, " "))
	}
	if f.remedy == "" || said {
		return
	}
	const indent = 6
	for i, line := range cells.Wrap(p.ascii(f.remedy), max(1, p.width-indent)) {
		head := cells.Blanks(indent)
		if i == 0 {
			head = "    " + p.theme.Signs.TrackHead + " "
		}
		_, _ = fmt.Fprintln(w, head+p.text(theme.Look{Role: theme.Warn}, line))
	}
}

// summary says in words how many signs there are of each.
func (p doctorPage) summary(w io.Writer, blocks []block) {
	counts := tally(blocks)
	names := [...]string{
		verdictFine: "fine", verdictNote: "to know", verdictLook: "to look at",
		verdictWrong: "wrong",
	}
	var parts []string
	for v := verdictWrong; v >= verdictFine; v-- {
		if counts[v] == 0 {
			continue
		}
		sign, role := v.sign(p.theme.Signs)
		parts = append(parts, fmt.Sprintf("%s %d %s",
			p.text(theme.Look{Role: role, Sign: true, Strong: true}, sign), counts[v], names[v]))
	}
	verdict := "All that is needed is there."
	if counts[verdictWrong] > 0 {
		verdict = "Not all that is needed is there."
	}
	_, _ = fmt.Fprintln(w, strings.Join(parts, "   "))
	_, _ = fmt.Fprintln(w, verdict)
}

// text paints a text where that is wanted.
func (p doctorPage) text(look theme.Look, text string) string {
	if !p.paint {
		return text
	}
	return p.theme.Paint(look, text)
}

// ascii returns a text in what the terminal shows.
func (p doctorPage) ascii(text string) string {
	if !p.theme.Signs.ASCII || cells.IsASCII(text) {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		if r > unicode.MaxASCII {
			r = '?'
		}
		b.WriteRune(r)
	}
	return b.String()
}
