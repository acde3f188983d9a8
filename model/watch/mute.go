package watch

import (
	"strings"
	"time"
)

// faultState begins the states of rows of which AWS never told.
const faultState = "fault "

// mute is a row that is quiet until it changes.
type mute struct {
	Edit

	row *Watched // nil until it is watched
}

// begin mutes a row.
func (m *mute) begin(row *Watched) { m.row, row.mute = row, m.Mark }

// end lets the row be heard again.
func (m *mute) end() {
	if m.row != nil {
		m.row.mute = ""
	}
}

// Muted says whether the user muted the row, and nothing has changed about it since: no new status,
// run or delivery.
func (w *Watched) Muted() bool { return w.mute != "" && w.mute == w.state() }

// state tells the states of a row apart that AWS's answers make; "" while nothing is known.
func (w *Watched) state() string {
	fault := w.Fault()
	run := w.Newest()
	switch {
	case run != nil && !run.answered.IsZero():
		state := run.Ref.ExecutionID + " " + string(run.execution.Status)
		if delivered := w.Delivered(); delivered != nil && delivered != run {
			state += " " + delivered.Ref.ExecutionID
		}
		return state
	case fault != nil && (run != nil || w.Unheard() != nil):
		return faultState + fault.Kind.String()
	case run != nil || w.Looking():
		return ""
	default:
		return "no run " + w.Health.Code + " " + string(w.Health.Reason)
	}
}

// muteAgain mutes a row that was muted before it came to the list.
func (w *List) muteAgain(row *Watched) {
	if muted := w.edited.muted[row.target()]; muted != nil {
		muted.begin(row)
	}
}

// Mute has a row keep quiet until the next change that AWS tells of: it needs nobody until then. It
// returns false where nothing is known of the row yet, or it is muted already.
func (w *List) Mute(row *Watched, now time.Time) bool {
	state := row.state()
	if state == "" || row.Muted() {
		return false
	}
	target := row.target()
	before := w.edited.marks(target)
	w.edited.mark(target, marks{
		added: before.added, removed: before.removed,
		muted: &Edit{Kind: EditMuted, Target: target, At: now, Mark: state},
	})
	w.edited.muted[target].begin(row)
	w.did(step{kind: EditMuted, row: row, before: before})
	return true
}

// Unmute ends that. It returns false if the row isn't muted.
func (w *List) Unmute(row *Watched) bool {
	if !row.Muted() {
		return false
	}
	target := row.target()
	before := w.edited.marks(target)
	w.edited.mark(target, marks{added: before.added, removed: before.removed})
	w.did(step{kind: EditUnmuted, row: row, before: before})
	return true
}

// endMutes ends the mutes of rows that have changed.
func (w *List) endMutes() {
	for target, muted := range w.edited.muted {
		if muted.row == nil {
			continue
		}
		state := muted.row.state()
		silent := strings.HasPrefix(state, faultState) && !strings.HasPrefix(muted.Mark, faultState)
		if state != "" && state != muted.Mark && !silent { // silence is no change
			muted.end()
			delete(w.edited.muted, target)
			w.edited.revision++
		}
	}
}

// muted returns an entry that needs nobody.
func (e Entry) muted() Entry {
	e.Mutes = e.Need
	if e.Attention == AttentionNeedsYou {
		e.Attention, e.Need = AttentionFinished, NeedNone
	}
	return e
}

// Quieted says whether the entry would need somebody, were it not muted.
func (e Entry) Quieted() bool { return e.Muted && e.Mutes != NeedNone }
