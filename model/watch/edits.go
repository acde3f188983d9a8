package watch

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"exportwatch/model"
)

// EditKind says how the user changed the watch list.
type EditKind int

// The kinds. Unmuted is undone and never remembered: it leaves nothing behind.
const (
	EditAdded EditKind = iota
	EditRemoved
	EditMuted
	EditUnmuted
)

// String returns the kind in a word, which ParseEditKind reads.
func (k EditKind) String() string {
	return [...]string{
		EditAdded:   "added",
		EditRemoved: "removed",
		EditMuted:   "muted",
		EditUnmuted: "unmuted",
	}[k]
}

// ParseEditKind reads what String writes. The error names the text that is no kind.
func ParseEditKind(text string) (EditKind, error) {
	for kind := EditAdded; kind <= EditUnmuted; kind++ {
		if kind.String() == text {
			return kind, nil
		}
	}
	return 0, fmt.Errorf("%q is no way to edit the watch list", model.Clean(text))
}

// Edit is a change of the watch list by its user that lasts: what Edits returns and Restore takes.
type Edit struct {
	Kind EditKind
	// Target is an export's ARN, an execution as ARN#EXECUTION-ID, or an account as profile:NAME.
	Target string
	At     time.Time // when it was made, this machine's clock
	// Mark is the profile by which what was added is asked for, "" for the default, or the state in
	// which something was muted: in another one it no longer is.
	Mark string
}

const accountTarget = "profile:"

// edited is what the user changed.
type edited struct {
	added    map[string]Edit // by target
	removed  map[string]removal
	muted    map[string]*mute
	off      map[string]*Watched // exports of which something is known that aren't watched, by ARN
	accounts []*Watched          // rows of accounts that were removed
	steps    []step              // what Undo undoes, the last one last
	revision int

	said         []Edit // what held when it was last handed out,
	saidRevision int    // at this revision
}

// removal is an export or an account that the user doesn't want to see.
type removal struct {
	Edit

	remembered bool // it was removed before the start: what is named since then is shown
}

func newEdited() edited {
	return edited{
		added: map[string]Edit{}, removed: map[string]removal{}, muted: map[string]*mute{},
		off: map[string]*Watched{},
	}
}

// target names what a row is about, as Edit has it.
func (w *Watched) target() string {
	switch w.Kind {
	case WatchedPin:
		return targetOf(w.pin.Ref)
	case WatchedExport:
		return w.ExportARN
	case WatchedAccount:
	}
	return accountTarget + w.Account.Profile
}

// is says whether the row is about a target, without making texts for thousands of rows.
func (w *Watched) is(target string) bool {
	switch w.Kind {
	case WatchedPin:
		return strings.HasSuffix(target, w.pin.Ref.ExecutionID) && refOf(target) == w.pin.Ref
	case WatchedExport:
		return w.ExportARN == target
	case WatchedAccount:
	}
	return w.target() == target
}

// targetOf names an execution, or an export if there is no execution id.
func targetOf(ref model.Ref) string {
	if ref.ExecutionID == "" {
		return ref.ExportARN
	}
	return ref.ExportARN + "#" + ref.ExecutionID
}

// Edits returns what the user changed and still holds, oldest first: it is what must be remembered.
// What the arguments named isn't in it.
func (w *List) Edits() []Edit {
	var edits []Edit
	for _, edit := range w.edited.added {
		edits = append(edits, edit)
	}
	for _, removed := range w.edited.removed {
		edits = append(edits, removed.Edit)
	}
	for _, muted := range w.edited.muted {
		edits = append(edits, muted.Edit)
	}
	slices.SortFunc(edits, func(a, b Edit) int {
		return cmp.Or(a.At.Compare(b.At), strings.Compare(a.Target, b.Target),
			cmp.Compare(a.Kind, b.Kind))
	})
	return edits
}

// Restore applies what was remembered, once the arguments' targets are on the list, before or after
// the first answers. What they name is shown though it was removed: an export by its ARN or whole
// name, and the accounts of the profiles in named. The removal of an account counts before its first
// answer alone. An addition whose profile isn't asked now, and the removal of the last row, stay
// remembered without effect. Nothing of it can be undone.
func (w *List) Restore(edits []Edit, now time.Time, named ...string) {
	w.start(now)
	for _, edit := range edits {
		switch edit.Kind {
		case EditAdded:
			w.edited.added[edit.Target] = edit
			w.watchAdded(edit, now)
		case EditRemoved:
			w.edited.removed[edit.Target] = removal{edit, true}
			if row := w.rowOf(edit.Target); row != nil && !w.keeps(row, named) {
				w.takeOff(row)
			}
		case EditMuted:
			muted := &mute{Edit: edit}
			w.edited.muted[edit.Target] = muted
			if row := w.rowOf(edit.Target); row != nil {
				muted.begin(row)
			}
		case EditUnmuted:
		}
	}
	w.edited.said = slices.Clone(edits)
	w.endMutes()
	w.revision++
	w.edited.revision++
}

// handOut returns what the user changed since it was last called, and what holds no longer.
func (e *edited) handOut(holding func() []Edit) (made, undone []Edit) {
	if e.saidRevision == e.revision {
		return nil, nil
	}
	e.saidRevision = e.revision
	before, now := e.said, holding()
	e.said = now
	made = slices.DeleteFunc(slices.Clone(now), func(edit Edit) bool {
		return slices.Contains(before, edit)
	})
	undone = slices.DeleteFunc(slices.Clone(before), func(edit Edit) bool {
		return slices.ContainsFunc(now, func(other Edit) bool {
			return other.Target == edit.Target && other.Kind == edit.Kind
		})
	})
	return made, undone
}

// keeps says whether a row stays that was removed before the start: what is named does, and the last.
func (w *List) keeps(row *Watched, named []string) bool {
	switch {
	case len(w.watched) == 1 || row.named:
		return true
	case row.Kind == WatchedAccount:
		return slices.Contains(named, row.Account.Profile)
	default:
		return !w.leftOut(row.Account, model.ListedExport{ARN: row.ExportARN, Name: row.Name})
	}
}

// watchAdded watches what was added before the start, if its profile is asked.
func (w *List) watchAdded(edit Edit, now time.Time) {
	ref := refOf(edit.Target)
	asked := edit.Mark == "" || slices.ContainsFunc(w.accounts, func(account *Account) bool {
		return account.Profile == edit.Mark
	})
	follows := slices.ContainsFunc(
		w.accounts,
		func(account *Account) bool { return account.follows },
	)
	if w.rowOf(edit.Target) != nil || !asked && follows {
		return
	}
	account := w.accountOf(ref)
	if asked && account.ID != "" && account.AnsweredAt.IsZero() && !account.follows {
		account.Profile = edit.Mark
	}
	w.put(ref, account, now)
}

// refOf reads a target that is an export or an execution.
func refOf(target string) model.Ref {
	arn, id, _ := strings.Cut(target, "#")
	return model.Ref{ExportARN: arn, ExecutionID: id}
}

// rowOf returns the row about a target, or nil.
func (w *List) rowOf(target string) *Watched {
	at := slices.IndexFunc(w.watched, func(row *Watched) bool { return row.is(target) })
	if at < 0 {
		return nil
	}
	return w.watched[at]
}

// marks are what is remembered of one target.
type marks struct {
	added   *Edit
	removed *removal
	muted   *Edit
}

// marks returns what is remembered of a target.
func (e *edited) marks(target string) marks {
	var m marks
	if edit, ok := e.added[target]; ok {
		m.added = &edit
	}
	if removed, ok := e.removed[target]; ok {
		m.removed = &removed
	}
	if muted, ok := e.muted[target]; ok {
		m.muted = &muted.Edit
	}
	return m
}

// mark has that remembered of a target, and nothing else.
func (e *edited) mark(target string, m marks) {
	delete(e.added, target)
	delete(e.removed, target)
	if muted := e.muted[target]; muted != nil {
		muted.end()
		delete(e.muted, target)
	}
	if m.added != nil {
		e.added[target] = *m.added
	}
	if m.removed != nil {
		e.removed[target] = *m.removed
	}
	if m.muted != nil {
		e.muted[target] = &mute{Edit: *m.muted}
	}
	e.revision++
}
