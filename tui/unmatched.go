package tui

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"exportwatch/model"
	"exportwatch/model/watch"
	"exportwatch/theme"
	"exportwatch/tui/canvas"
)

// unmatched are the names and globs given that no export has, as far as all accounts have told of
// theirs.
type unmatched struct {
	patterns []string
	exports  int  // that were looked at
	known    bool // every account had told of its exports then
}

// Look looks for exports of each name, if there are new ones.
func (u *unmatched) Look(watchlist *watch.List) {
	rows, exports := watchlist.Watched(), 0
	for _, row := range rows {
		if row.Kind == watch.WatchedExport {
			exports++
		}
	}
	if u.known && u.exports == exports {
		return
	}
	*u = unmatched{exports: exports, known: allListed(watchlist)}
	if !u.known {
		return
	}
	for _, account := range watchlist.Accounts() {
		for _, pattern := range account.Patterns() {
			has := func(row *watch.Watched) bool { return called(row, pattern) }
			shown := model.Clean(pattern)
			if !slices.ContainsFunc(rows, has) && !account.Lists(pattern) &&
				!slices.Contains(u.patterns, shown) {
				u.patterns = append(u.patterns, shown)
			}
		}
	}
}

// allListed says whether every account has told of its exports.
func allListed(watchlist *watch.List) bool {
	return !slices.ContainsFunc(watchlist.Accounts(), func(account *watch.Account) bool {
		return account.Refused != nil || account.Looking()
	})
}

// called says whether a row is about an export of a name, of one that a glob matches, or of an ARN.
func called(row *watch.Watched, pattern string) bool {
	if row.Kind != watch.WatchedExport {
		return false
	}
	matches, err := path.Match(pattern, row.Name)
	return pattern == row.ExportARN || err == nil && matches
}

// draw says in a line which they are, as many as there is room for.
func (u *unmatched) draw(p *canvas.Pen, width int) string {
	muted := theme.Look{Role: theme.Muted}
	out := p.Line(width).
		To(1).
		Put(theme.Look{Role: theme.Muted, Sign: true}, p.Theme.Signs.Pending).
		Put(muted, " No export matches ")
	for named := len(u.patterns); named > 0; named-- {
		text := strings.Join(u.patterns[:named], ", ")
		if rest := len(u.patterns) - named; rest > 0 {
			text += fmt.Sprintf(", %d more", rest)
		}
		if out.Fits(text, width-1) || named == 1 {
			out.PutIn(width-1, theme.Look{}, text)
			break
		}
	}
	return out.String()
}
