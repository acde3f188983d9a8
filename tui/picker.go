package tui

import (
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"exportwatch/model"
	"exportwatch/model/watch"
	"exportwatch/tui/cells"
	"exportwatch/tui/list"
)

// picker is the page of what can be added: the exports that are known, and the runs of one of them.
// It owns what is typed there, its lines, the cursor, which stays on what it is about, and the scroll
// position.
type picker struct {
	prompt   prompt
	offer    watch.Offer    // the export whose runs are shown
	of       *watch.Watched // the row that tells of them; nil while exports are shown
	outer    string         // what was typed among the exports then
	revision int            // of the watch list, when the lines were made
	all      []pick
	found    []pick   // those that hold what was typed
	said     string   // what is to be said below them
	notes    []string // the same, as it is drawn
	longest  int      // cells of the names
	key      string   // of the line under the cursor
	index    int      // of it
	top      int
	height   int // lines in sight
	paused   bool
}

// longestTarget is how many characters an ARN and an id may have, and more.
const longestTarget = 2400

// newPicker returns the page with the exports.
func newPicker() picker {
	p := picker{revision: -1}
	p.open("")
	return p
}

// open begins typing with a text.
func (p *picker) open(text string) {
	p.prompt.Open(text)
	p.prompt.input.CharLimit = longestTarget
}

// inRuns says whether the runs of an export are shown.
func (p *picker) inRuns() bool { return p.of != nil }

// Enter goes on to the runs of an export.
func (p *picker) Enter(offer watch.Offer, row *watch.Watched) {
	outer := p.prompt.Text()
	*p = picker{offer: offer, of: row, outer: outer, revision: -1}
	p.open("")
}

// Leave goes back to the exports; it returns false where those are shown.
func (p *picker) Leave() bool {
	if !p.inRuns() {
		return false
	}
	key, outer := p.offer.Export.ARN, p.outer
	*p = picker{revision: -1, key: key}
	p.open(outer)
	return true
}

// Key takes a key that edits what is typed.
func (p *picker) Key(press tea.KeyPressMsg) {
	p.prompt.Key(press)
	p.narrow(true)
}

// Paste puts a text in.
func (p *picker) Paste(text string) {
	p.prompt.Paste(strings.TrimSpace(text))
	p.narrow(true)
}

// Chosen returns the line under the cursor, or nil.
func (p *picker) Chosen() *pick {
	if p.index >= len(p.found) {
		return nil
	}
	return &p.found[p.index]
}

// does says in a word or two what enter does; "" if nothing.
func (p *picker) does() string {
	chosen := p.Chosen()
	if chosen == nil {
		return ""
	}
	return chosen.does()
}

// Move moves the cursor by lines.
func (p *picker) Move(lines int) { p.put(p.index + lines) }

// Page moves it by screens.
func (p *picker) Page(pages int) { p.Move(pages * max(1, p.height-1)) }

// put moves the cursor to a line.
func (p *picker) put(index int) {
	p.index = max(0, min(index, len(p.found)-1))
	p.key = ""
	if chosen := p.Chosen(); chosen != nil {
		p.key = chosen.key
	}
	p.reveal()
}

// reveal scrolls as little as it takes to see the cursor.
func (p *picker) reveal() {
	p.top = max(p.index-p.height+1, min(p.top, p.index))
	p.top = max(0, min(p.top, len(p.found)-p.height))
}

// Fit takes what is known, and how much room there is, and keeps the cursor in sight.
func (p *picker) Fit(watchlist *watch.List, paused bool, width, height int) {
	if p.revision != watchlist.Revision() || p.paused != paused {
		p.revision, p.paused = watchlist.Revision(), paused
		if p.inRuns() {
			p.all = runPicks(watchlist, p.offer, p.of)
		} else {
			p.all = exportPicks(watchlist)
		}
		p.longest = 0
		for _, line := range p.all {
			p.longest = max(p.longest, cells.Width(line.name))
		}
		p.narrow(false)
	}
	p.notes = nil
	if p.said != "" {
		p.notes = cells.Wrap(p.said, width-2)
	}
	p.height = max(0, height-overlayHeads-len(p.notes))
	p.reveal()
}

// narrow finds the lines that hold what was typed. After a key the cursor is on the first, else it
// stays on what it is about.
func (p *picker) narrow(typed bool) {
	text := strings.TrimSpace(p.prompt.Text())
	p.found, p.said = nil, ""
	if target, said, is := typedPick(text); is && !p.inRuns() {
		p.said = said
		if target != nil {
			p.found = []pick{*target}
			p.adopt()
		}
	} else {
		holds := list.Holding(text)
		for _, line := range p.all {
			if holds(line.text) {
				p.found = append(p.found, line)
			}
		}
		p.said = p.lacking(text)
	}
	at := slices.IndexFunc(p.found, func(line pick) bool { return line.key == p.key })
	if typed || at < 0 {
		at = 0
	}
	p.put(at)
}

// adopt has a target that was typed know whether it is watched already.
func (p *picker) adopt() {
	for _, line := range p.all {
		if line.kind == pickExport && line.key == p.found[0].key {
			p.found[0].note = line.note
		}
	}
}

// lacking says what isn't there, or not yet.
func (p *picker) lacking(text string) string {
	switch {
	case p.inRuns() && p.of.Off() && p.of.Asking() && p.paused:
		return "Paused: AWS isn't asked for its runs until that ends."
	case p.inRuns() && p.of.Off() && p.of.Asking():
		return "Asking AWS for its runs."
	case p.inRuns() && len(p.of.Runs()) == 0 && p.of.Fault() == nil:
		return "AWS lists no run of it yet."
	case len(p.found) > 0:
		return ""
	case text == "":
		return "No export is known. Paste its ARN, or ARN#EXECUTION-ID of a run."
	case p.inRuns():
		return "No run matches \"" + text + "\"."
	default:
		return "No export matches \"" + text + "\". Its ARN, or ARN#EXECUTION-ID, will do too."
	}
}

// typedPick reads an ARN, or ARN#EXECUTION-ID, and says what is wrong or odd about it; false if the
// text is none.
func typedPick(text string) (target *pick, said string, is bool) {
	if !strings.HasPrefix(text, "arn:") && !strings.Contains(text, "#") {
		return nil, "", false
	}
	ref := model.Ref{ExportARN: text}
	if strings.Contains(text, "#") {
		var err error
		if ref, err = model.ParseTarget(text); err != nil {
			what := strings.TrimPrefix(err.Error(), strconv.Quote(text)+" ")
			return nil, "Not a target yet: it " + what + ".", true
		}
	}
	if err := model.CheckARN(ref.ExportARN); err != nil {
		const fields = 6
		if strings.Count(ref.ExportARN, ":") < fields-1 {
			return nil, "Not an ARN yet: " + err.Error() + ".", true
		}
		said = "Odd: " + err.Error() + ". AWS has the last word."
	}
	target = &pick{kind: pickTyped, key: ref.ExportARN, ref: ref, name: "Watch " + ref.ExportName()}
	if ref.ExecutionID != "" {
		target.key = text
		target.name = "Watch the run " + ref.ID() + " of " + ref.ExportName()
	}
	if account := ref.Account(); account != "" {
		target.name += ", account " + account
	}
	return target, said, true
}
