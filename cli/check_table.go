package cli

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"exportwatch/model/check"
	"exportwatch/model/words"
	"exportwatch/theme"
	"exportwatch/tui/cells"
)

// checkTable prints what was found as lines for people.
type checkTable struct {
	table

	w      io.Writer
	pasted map[string]bool // texts to copy that were printed for this export
}

// writeChecksTable prints how many exports are fine, each export with its checks, and what it took.
func (j *job) writeChecksTable(all []checked) error {
	w := bufio.NewWriter(j.streams.Out)
	t := &checkTable{table: j.newTable(), w: w}
	t.summary(all)
	requests, s3 := 0, 0
	for _, c := range all {
		_, _ = fmt.Fprintln(w)
		t.export(c)
		n, ofS3 := c.requests()
		requests, s3 = requests+n, s3+ofS3
	}
	_, _ = fmt.Fprintf(
		w,
		"\n%s for the checks, %d of them to S3\n",
		plural(requests, "request"),
		s3,
	)
	return w.Flush() //nolint:wrapcheck // the caller says what was printed
}

// summary prints of how many exports something was found, and as of when.
func (t *checkTable) summary(all []checked) {
	counted := make([]int, check.SeverityFailure+1)
	unseen := 0
	for _, c := range all {
		if c.unseen() {
			unseen++
			continue
		}
		counted[c.worst()]++
	}
	var said []string
	count := func(n int, severity check.Severity, what string) {
		if n > 0 {
			sign, look := t.sign(severity)
			said = append(said, t.painted(look, fmt.Sprintf("%s %d %s", sign, n, what)))
		}
	}
	count(counted[check.SeverityFailure], check.SeverityFailure, "with a failure")
	count(counted[check.SeverityWarning], check.SeverityWarning, "with a warning")
	count(counted[check.SeverityNote]+counted[check.SeverityOK], check.SeverityOK, "fine")
	if unseen > 0 {
		said = append(
			said,
			t.painted(theme.Look{Role: theme.Warn}, fmt.Sprintf("? %d not seen", unseen)),
		)
	}
	if len(said) == 0 {
		said = []string{"nothing to check"}
	}
	if at := t.watch.AsOf(); !at.IsZero() {
		said = append(said, " as of "+at.UTC().Format("2006-01-02 15:04:05")+" UTC")
	}
	_, _ = fmt.Fprintln(t.w, strings.Join(said, "  "))
}

// sign returns the sign of a severity and how it looks.
func (t *checkTable) sign(severity check.Severity) (string, theme.Look) {
	signs := t.theme.Signs
	switch severity {
	case check.SeverityFailure:
		return signs.Failed, theme.Look{Role: theme.Bad, Sign: true}
	case check.SeverityWarning:
		return signs.Attention, theme.Look{Role: theme.Warn, Sign: true}
	case check.SeverityOK:
		return signs.Good, theme.Look{Role: theme.Good, Sign: true}
	case check.SeverityNote:
	}
	return signs.Dot, theme.Look{Role: theme.Muted, Sign: true}
}

// export prints an export's name with the run that was checked, and its checks beneath.
func (t *checkTable) export(c checked) {
	t.pasted = map[string]bool{}
	name := c.watched.Title()
	if t.accounts() {
		name += " " + t.theme.Signs.Dot + " " + c.watched.Account.Label()
	}
	_, _ = fmt.Fprint(t.w, t.painted(theme.Look{Strong: true}, name))
	room := t.width - cells.Width(name)
	for _, part := range describeRun(c) {
		if room -= cells.Width(part); t.width == 0 || room >= 0 {
			_, _ = fmt.Fprint(t.w, t.painted(theme.Look{Role: theme.Muted}, part))
		}
	}
	_, _ = fmt.Fprintln(t.w)
	if len(c.sections) == 0 {
		_, _ = fmt.Fprintln(t.w, "no answer")
	}
	for _, section := range c.sections {
		t.section(section, c.watched.Account.Profile)
	}
}

// describeRun says how the run stands that was checked, when it ended, and its id, in parts that
// follow each other.
func describeRun(c checked) []string {
	if c.run == nil {
		return nil
	}
	execution, _ := c.run.Execution()
	standing := "  " + words.Status(execution.Status)
	if ended := execution.EndedAt(); !ended.IsZero() {
		standing += " " + stamp(ended) + " UTC"
	}
	return []string{standing, ", run " + c.run.Ref.ID()}
}

// section prints one check: its question, the answer, what was found, the worst first, and what
// wasn't seen.
func (t *checkTable) section(section check.Section, profile string) {
	_, _ = fmt.Fprintf(t.w, "%s  %s\n", section.Kind.Title(),
		t.painted(theme.Look{Strong: true}, section.Verdict()))
	for _, finding := range section.Findings {
		t.finding(finding, profile)
	}
	for _, unseen := range section.Unseen {
		t.item("?", theme.Look{Role: theme.Warn, Sign: true}, "", unseen.Sentence, "")
	}
}

// finding prints what a rule found, how sure that is, and what to do.
func (t *checkTable) finding(f check.Finding, profile string) {
	sign, look := t.sign(f.Severity)
	text := f.Sentence
	if f.Compare != nil && f.Compare.Lead != "" {
		text = f.Compare.Lead
	}
	t.item(sign, look, f.ID, text, f.Sureness(text))
	if f.Compare != nil {
		t.whole("policy  " + f.Compare.Wants)
		t.whole("sent    " + f.Compare.Sends)
	}
	if f.Todo != "" {
		t.beneath("To do: " + f.Todo)
	}
	paste := words.RemedyPaste(f.Remedy, profile)
	if paste.Text == "" || t.pasted[paste.Text] {
		return
	}
	t.pasted[paste.Text] = true
	switch paste.Kind {
	case words.PasteCommand:
		t.whole("$ " + paste.Text)
	case words.PasteCondition:
		t.whole("Condition  " + paste.Text)
	case words.PasteBucketStatement, words.PasteAccessPolicy, words.PasteNothing:
		for line := range strings.Lines(paste.Text) {
			t.whole(strings.TrimRight(line, "\n"))
		}
	}
}

// inset is where the texts of findings begin, behind sign and id.
const inset = 9

// item prints a sign, an id, a text and an aside, broken where the terminal ends, but not within the
// aside.
func (t *checkTable) item(sign string, look theme.Look, id, text, aside string) {
	unbroken := ""
	text = t.plain(text)
	if aside != "" {
		aside = "(" + aside + ")"
		unbroken = strings.ReplaceAll(aside, " ", "\u00a0")
		text += " " + unbroken
	}
	lines := t.broken(text)
	end := len(lines) - 1
	if before, ok := strings.CutSuffix(lines[end], unbroken); ok {
		lines[end] = before + t.painted(theme.Look{Role: theme.Muted}, aside)
	}
	_, _ = fmt.Fprintf(t.w, "  %s %-3s  %s\n", t.painted(look, sign), id, lines[0])
	t.indented(lines[1:])
}

// beneath prints a text under a finding's, broken where the terminal ends.
func (t *checkTable) beneath(text string) { t.indented(t.broken(t.plain(text))) }

// whole prints a line to be copied or compared: it isn't broken.
func (t *checkTable) whole(text string) { t.indented([]string{t.plain(text)}) }

func (t *checkTable) indented(lines []string) {
	for _, line := range lines {
		_, _ = fmt.Fprintln(t.w, strings.Repeat(" ", inset)+line)
	}
}

func (t *checkTable) broken(text string) []string {
	if t.width <= inset {
		return []string{text}
	}
	return cells.Wrap(text, t.width-inset)
}

// plain returns a text in ASCII where nothing else may be printed.
func (t *checkTable) plain(text string) string {
	if !t.theme.Signs.ASCII {
		return text
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == '−':
			return '-'
		case r > '~':
			return '?'
		}
		return r
	}, text)
}

// plural returns a number with what it counts.
func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
