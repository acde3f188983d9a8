package tui

import (
	"cmp"
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
// account doesn't answer, or that this machine's clock is off. The command is what mends it.
func banner(watchlist *watch.List) (texts []string, command string) {
	if accounts := silent(watchlist); len(accounts) > 0 {
		return complaint(watchlist, accounts[0])
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

// silent returns the accounts that don't answer, but for those with a row of their own.
func silent(watchlist *watch.List) []*watch.Account {
	var accounts []*watch.Account
	for _, account := range watchlist.Accounts() {
		if cmp.Or(account.Fault, account.Refused) != nil && !account.HasRow() {
			accounts = append(accounts, account)
		}
	}
	return accounts
}

// complaint says what is wrong with an account, and names it where there are several.
func complaint(watchlist *watch.List, account *watch.Account) (texts []string, command string) {
	fault := cmp.Or(account.Fault, account.Refused)
	sentence := words.FaultSentence(fault)
	texts = []string{
		sentence + "; retrying automatically.",
		sentence + ".",
		words.FaultTitle(fault) + ".",
	}
	if names := list.NewLabels(watchlist); names.Width > 0 {
		label := account.Label() + ": "
		title := label + words.FaultPhrase(fault)
		texts = []string{title + "."}
		if account.Fault != nil && watchlist.Following() {
			old := "may be old"
			if at := account.AnsweredAt; !at.IsZero() {
				old = "are as of " + canvas.HourMinute(at)
			}
			texts = []string{
				title + "; rows marked " + names.Of(account) + "? " + old + ".",
				title + "; " + names.Of(account) + "? rows " + old + ".",
				title + ".",
			}
		}
		texts = append(texts, names.Of(account)+":") // beside the command, it says enough
	}
	return texts, words.FaultCommand(fault)
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
