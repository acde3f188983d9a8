package tui

import (
	"strconv"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"exportwatch/model/watch"
	"exportwatch/model/words"
	"exportwatch/theme"
	"exportwatch/tui/canvas"
	"exportwatch/tui/list"
)

// banner returns what the second line has to say, the longest form first, or nothing: that an
// account or an export doesn't answer, that a list was cut, or that this machine's clock is off. The
// command is what mends it. Now is AWS's time.
func banner(
	watchlist *watch.List, survey watch.Survey, now time.Time,
) (texts []string, command string) {
	if silences := withoutRow(survey); len(silences) > 0 {
		c := complaint{watch: watchlist, silence: silences[0], now: now}
		for _, other := range silences {
			if other.Row != nil && other.Account == c.silence.Account {
				c.rows++
			}
		}
		return c.texts(), words.FaultCommand(c.silence.Fault)
	}
	for _, account := range watchlist.Accounts() {
		if cut := words.CutExports(account); cut != "" {
			return []string{account.Label() + ": " + cut, cut}, ""
		}
	}
	if off := watchlist.Offset(); off.Abs() > 30*time.Second {
		side := "behind"
		if off < 0 {
			side = "ahead of"
		}
		much := words.Span(off.Abs()) + " " + side + " AWS's"
		clock := "This machine's clock is " + much
		return []string{clock + "; times here are AWS's.", clock + ".", "Clock " + much + "."}, ""
	}
	return nil, ""
}

// withoutRow returns what AWS doesn't tell about but for what a row that needs somebody says.
func withoutRow(survey watch.Survey) []watch.Silence {
	var silences []watch.Silence
	for _, silence := range survey.Silences {
		if silence.Row == nil && !silence.Account.HasRow() || silence.Row != nil && silence.Known {
			silences = append(silences, silence)
		}
	}
	return silences
}

// complaint says what AWS doesn't tell about.
type complaint struct {
	watch   *watch.List
	silence watch.Silence
	rows    int // that it doesn't tell about, if it isn't the account
	now     time.Time
}

// texts names the account where there are several, and otherwise a row, or how many there are.
func (c complaint) texts() []string {
	fault := c.silence.Fault
	names := list.NewLabels(c.watch)
	sentence, title := words.FaultSentence(fault), words.FaultTitle(fault)
	lead := c.lead(names.Width > 0)
	if lead == "" {
		return []string{
			sentence + " (" + c.held(true) + ").", sentence + " (" + c.held(false) + ").",
			sentence + ".", title + ".",
		}
	}
	title = lead + ": " + words.FaultPhrase(fault)
	texts := []string{
		title + " " + c.held(true) + ".", title + " " + c.held(false) + ".", title + ".",
	}
	if names.Width == 0 {
		return texts
	}
	mark := names.Of(c.silence.Account)
	if c.silence.Row == nil && c.silence.Stale && c.watch.Following() {
		old := "; rows marked " + mark + "? may be old."
		texts = append([]string{title + " " + c.held(true) + old}, texts...)
	}
	return append(texts, mark+":") // beside the command, it says enough
}

// lead returns what AWS doesn't tell about; "" where it is the only account.
func (c complaint) lead(several bool) string {
	var said []string
	if several {
		said = append(said, c.silence.Account.Label())
	}
	switch {
	case c.rows == 1 && c.silence.Row != nil:
		said = append(said, c.silence.Row.Title())
	case c.rows > 1 && c.silence.Row != nil:
		said = append(said, strconv.Itoa(c.rows)+" exports")
	}
	return strings.Join(said, ", ")
}

// held says since when, and when AWS is asked next if that is wanted.
func (c complaint) held(next bool) string {
	until := c.silence.Until
	switch {
	case !next:
		until = time.Time{}
	case !until.IsZero():
		until = c.watch.AWSNow(until)
	}
	return words.Held(c.watch.AWSNow(c.silence.Since), until, c.now)
}

// drawBanner draws the longest form of a banner that leaves room for its command.
func drawBanner(p *canvas.Pen, texts []string, command string, width int) string {
	out := p.Line(width)
	if len(texts) == 0 {
		return out.String()
	}
	text, command := fitBanner(texts, command, width-4)
	return out.To(1).Put(theme.Look{Role: theme.Warn, Sign: true}, p.Theme.Signs.Attention).
		Put(theme.Look{}, " "+text).Put(theme.Look{Strong: true}, command).String()
}

// fitBanner returns the longest text that fits with the command, which is never cut; without it if
// no text does.
func fitBanner(texts []string, command string, room int) (text, whole string) {
	if command != "" {
		for _, text := range texts {
			if !strings.HasSuffix(text, ":") {
				text += " Run:"
			}
			if ansi.StringWidthWc(text+" "+command) <= room {
				return text, " " + command
			}
		}
	}
	for _, other := range texts {
		if !strings.HasSuffix(other, ":") {
			text = other
		}
		if ansi.StringWidthWc(text) <= room {
			break
		}
	}
	return text, ""
}
