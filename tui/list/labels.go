package list

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"exportwatch/model"
	"exportwatch/model/watch"
)

// Labels are short names of the accounts: what their profiles' names don't share, else the last
// four digits of their numbers. One account has none.
type Labels struct {
	texts map[*watch.Account]string
	Width int // of the column, 0 for none
}

// The least and the greatest width of the accounts' column.
const (
	shortLabel = 4
	LongLabel  = 10
)

// NewLabels names the accounts that are asked.
func NewLabels(watchlist *watch.List) Labels {
	accounts := watchlist.Accounts()
	if len(accounts) < 2 {
		return Labels{}
	}
	shared := accounts[0].Profile
	for _, account := range accounts {
		for !strings.HasPrefix(account.Profile, shared) {
			shared = shared[:len(shared)-1]
		}
	}
	shared = shared[:strings.LastIndexAny(shared, "-_./")+1]
	l := Labels{texts: map[*watch.Account]string{}, Width: shortLabel}
	for _, account := range accounts {
		text := model.Clean(strings.TrimPrefix(account.Profile, shared))
		if text == "" {
			text = account.ID[max(0, len(account.ID)-shortLabel):]
		}
		l.texts[account] = text
		l.Width = max(l.Width, min(LongLabel, ansi.StringWidthWc(text)))
	}
	return l
}

// Of returns an account's name.
func (l Labels) Of(account *watch.Account) string { return l.texts[account] }
