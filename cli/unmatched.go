package cli

import (
	"path"
	"slices"
	"strings"

	"exportwatch/model"
	"exportwatch/model/watch"
)

// unmatched is a target that no export matches, with the names that it may have been meant for.
type unmatched struct {
	Target string   `json:"target"`
	Near   []string `json:"near,omitempty"`
}

// String says so in a sentence.
func (u unmatched) String() string {
	text := "no export is called " + quoted(u.Target)
	if len(u.Near) > 0 {
		text += "; did you mean " + strings.Join(u.Near, ", ") + "?"
	}
	return text
}

// quoted returns a text from outside between quotation marks.
func quoted(text string) string { return `"` + model.Clean(text) + `"` }

// unmatched returns the names and globs that no export matches. Where an account doesn't tell which
// exports it has, nobody knows, and it returns none.
func (j *job) unmatched() []unmatched {
	if slices.ContainsFunc(j.watch.Accounts(), func(account *watch.Account) bool {
		return account.Fault != nil || account.Refused != nil || account.Looking()
	}) || slices.ContainsFunc(j.watch.Watched(), func(watched *watch.Watched) bool {
		return watched.Kind == watch.WatchedAccount && watched.Looking()
	}) {
		return nil
	}
	var none []unmatched
	for _, pattern := range j.named.patterns {
		if !slices.ContainsFunc(j.watch.Watched(), func(watched *watch.Watched) bool {
			matches, err := path.Match(pattern, watched.Name)
			return watched.Kind == watch.WatchedExport && err == nil && matches
		}) && !slices.ContainsFunc(j.watch.Accounts(), func(account *watch.Account) bool {
			return account.Lists(pattern)
		}) {
			none = append(none, unmatched{
				Target: model.Clean(pattern), Near: near(pattern, j.heard.exports()),
			})
		}
	}
	return none
}

// warnOfUnmatched names the targets that no export matches, and returns whether there are any.
func (j *job) warnOfUnmatched() bool {
	none := j.unmatched()
	for _, target := range none {
		warn(j.streams, target.String())
	}
	return len(none) > 0
}

// mostNear is how many names are proposed at most.
const mostNear = 3

// near returns the names that come nearest to what was typed, nearest first: those that differ in
// a third of their letters at most, or of which one holds the other. Of a glob its longest text
// counts.
func near(typed string, names []string) []string {
	type candidate struct {
		name     string
		distance int
	}
	typed = longest(strings.FieldsFunc(strings.ToLower(typed), func(r rune) bool {
		return strings.ContainsRune("*?[]", r)
	}))
	if typed == "" {
		return nil
	}
	var found []candidate
	for _, name := range names {
		lower := strings.ToLower(name)
		distance := editDistance(typed, lower)
		const telling = 3 // letters
		held := len(typed) >= telling && strings.Contains(lower, typed) ||
			len(lower) >= telling && strings.Contains(typed, lower)
		if held || distance <= max(1, max(len(typed), len(lower))/3) {
			found = append(found, candidate{name, distance})
		}
	}
	slices.SortStableFunc(found, func(a, b candidate) int { return a.distance - b.distance })
	nearest := make([]string, 0, mostNear)
	for _, candidate := range found[:min(len(found), mostNear)] {
		nearest = append(nearest, candidate.name)
	}
	return nearest
}

// longest returns the longest text, "" of none.
func longest(texts []string) string {
	found := ""
	for _, text := range texts {
		if len(text) > len(found) {
			found = text
		}
	}
	return found
}

// editDistance returns how many letters must be put in, taken out or replaced to make one text the
// other (Levenshtein).
func editDistance(a, b string) int {
	from, to := []rune(a), []rune(b)
	row := make([]int, len(to)+1)
	for column := range row {
		row[column] = column
	}
	for i, letter := range from {
		diagonal := row[0]
		row[0] = i + 1
		for k, other := range to {
			replaced := diagonal
			if letter != other {
				replaced++
			}
			diagonal = row[k+1]
			row[k+1] = min(replaced, row[k]+1, diagonal+1)
		}
	}
	return row[len(to)]
}
