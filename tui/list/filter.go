package list

import (
	"strings"

	"exportwatch/model"
	"exportwatch/model/watch"
	"exportwatch/model/words"
	"exportwatch/tui/canvas"
)

// filter says which rows of the list are shown: those that hold what was typed, and stand as the
// state filter wants it.
type filter struct {
	text   string
	typing bool
	words  sought
	state  stateFilter
	known  map[*watch.Watched]*rowText
	texts  []*rowText // of the entries that may be shown; nil while no words are asked for
}

// stateFilter is how a row must stand.
type stateFilter int

const (
	stateAny stateFilter = iota
	stateNeedsYou
	stateRunning
	stateFilterCount // how many there are
)

// on says whether rows may be hidden.
func (f *filter) on() bool { return f.text != "" || f.state != stateAny }

// Want takes what is typed.
func (f *filter) Want(text string) { f.text, f.words = text, parseWords(text) }

// Clear shows all rows.
func (f *filter) Clear() { *f = filter{} }

// lets says whether an entry is shown; number is its place among the texts.
func (f *filter) lets(number int, entry watch.Entry) bool {
	return f.state.lets(entry) && (f.words.none() || f.texts[number].holds(f))
}

// read takes the texts of the entries that may be shown, once for each time that stock is taken;
// what hasn't changed is kept.
func (f *filter) read(entries []watch.Entry) {
	if f.text == "" && !f.typing {
		f.known, f.texts = nil, nil
		return
	}
	if f.known == nil {
		f.known = make(map[*watch.Watched]*rowText, len(entries))
	}
	f.texts = f.texts[:0]
	for _, entry := range entries {
		row := f.known[entry.Watched]
		if row == nil {
			row = &rowText{}
			f.known[entry.Watched] = row
		}
		if facts := factsOf(entry); row.text == "" || row.of != facts {
			*row = rowText{of: facts, text: facts.text(entry)}
		}
		f.texts = append(f.texts, row)
	}
}

// lets says whether an entry stands so. What is slow is running too.
func (s stateFilter) lets(entry watch.Entry) bool {
	switch s {
	case stateNeedsYou:
		return entry.Attention == watch.AttentionNeedsYou
	case stateRunning:
		return underway(entry.Watched)
	case stateAny, stateFilterCount:
	}
	return true
}

// word returns how rows must stand, in a word or two, or "".
func (s stateFilter) word() string {
	switch s {
	case stateNeedsYou:
		return "needs you"
	case stateRunning:
		return "running"
	case stateAny, stateFilterCount:
	}
	return ""
}

// underway says whether the newest run goes through the stages.
func underway(watched *watch.Watched) bool {
	run := watched.Newest()
	if run == nil || watched.Gone {
		return false
	}
	execution, answered := run.Execution()
	return answered && execution.Status.Known() && !execution.Status.Terminal()
}

// words are what a text must hold, and what it must not.
type sought struct{ with, without []string }

// parseWords reads words apart by blanks; those after "!" must not be there. A "!" alone is a word
// being typed.
func parseWords(text string) sought {
	var w sought
	for word := range strings.FieldsSeq(strings.ToLower(text)) {
		switch unwanted, not := strings.CutPrefix(word, "!"); {
		case !not:
			w.with = append(w.with, word)
		case unwanted != "":
			w.without = append(w.without, unwanted)
		}
	}
	return w
}

func (w sought) none() bool { return len(w.with)+len(w.without) == 0 }

// in says whether a text in lower case holds all the words and none that it must not.
func (w sought) in(text string) bool {
	for _, word := range w.with {
		if !strings.Contains(text, word) {
			return false
		}
	}
	for _, word := range w.without {
		if strings.Contains(text, word) {
			return false
		}
	}
	return true
}

// rowText is what a row is found by, and the facts of which that was made; and whether it holds
// the words that it was last looked through for.
type rowText struct {
	of     rowFacts
	text   string // never ""
	sought string
	found  bool
}

// holds says whether the text holds the filter's words.
func (t *rowText) holds(f *filter) bool {
	if t.sought != f.text {
		t.sought, t.found = f.text, f.words.in(t.text)
	}
	return t.found
}

// rowFacts are what can change of a row's text. They are looked at for each row whenever anything
// has changed, so they are what costs least.
type rowFacts struct {
	run                    *watch.Run
	export                 *model.Export
	status                 model.Status
	reason                 model.Reason
	need                   watch.Need
	answered, gone, looked bool
	muted                  bool
	fault                  string
	name, account          string
}

func factsOf(entry watch.Entry) rowFacts {
	watched := entry.Watched
	run := watched.Newest()
	facts := rowFacts{
		run: run, need: entry.Need, gone: watched.Gone, looked: !watched.Looking(),
		muted: entry.Muted,
		name:  watched.Name, account: watched.Account.ID,
	}
	if run != nil {
		execution, answered := run.Execution()
		facts.export, facts.status = execution.Export, execution.Status
		facts.reason, facts.answered = execution.Reason, answered
	}
	if fault := watched.Fault(); fault != nil {
		facts.fault = words.FaultTitle(fault)
	}
	return facts
}

// text returns what a row is found by, in lower case: its name, how it stands in words and in
// AWS's codes, its account and its newest run's id, bucket and Region. Lines keep them apart.
func (f rowFacts) text(entry watch.Entry) string {
	account := entry.Watched.Account
	parts := []string{
		entry.Watched.Title(), canvas.FaceOfRow(entry, false).Word,
		words.Status(f.status), string(f.status), string(f.reason), account.ID, account.Label(),
	}
	if f.run != nil {
		parts = append(parts, f.run.Ref.ID())
	}
	if f.export != nil {
		to := f.export.Destination
		parts = append(parts, to.Bucket, to.Region)
	}
	return strings.ToLower(strings.Join(parts, "\n"))
}
