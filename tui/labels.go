package tui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"exportwatch/model"
	"exportwatch/model/watch"
)

// labels are short names of the accounts: what their profiles' names don't share, else the last
// four digits of their numbers. One account has none.
type labels struct {
	texts map[*watch.Account]string
	width int // of the column, 0 for none
}

// The least and the greatest width of the accounts' column.
const (
	shortLabel = 4
	longLabel  = 10
)

func newLabels(watchlist *watch.List) labels {
	accounts := watchlist.Accounts()
	if len(accounts) < 2 {
		return labels{}
	}
	shared := accounts[0].Profile
	for _, account := range accounts {
		for !strings.HasPrefix(account.Profile, shared) {
			shared = shared[:len(shared)-1]
		}
	}
	shared = shared[:strings.LastIndexAny(shared, "-_./")+1]
	l := labels{texts: map[*watch.Account]string{}, width: shortLabel}
	for _, account := range accounts {
		text := model.Clean(strings.TrimPrefix(account.Profile, shared))
		if text == "" {
			text = account.ID[max(0, len(account.ID)-shortLabel):]
		}
		l.texts[account] = text
		l.width = max(l.width, min(longLabel, ansi.StringWidthWc(text)))
	}
	return l
}

func (l labels) of(account *watch.Account) string { return l.texts[account] }
