package canvas

import (
	"exportwatch/model"
	"exportwatch/model/watch"
	"exportwatch/model/words"
	"exportwatch/theme"
)

// Face is how a run looks in a row: the word for its state, and the role and sign that go with it.
// A row that needs somebody for an earlier run has that one's sign, and is alarming.
type Face struct {
	Word     string
	Role     theme.Role
	Sign     func(theme.Signs) string
	alarming bool
}

// SignRole returns the role of the sign.
func (f Face) SignRole() theme.Role {
	if f.alarming {
		return theme.Bad
	}
	return f.Role
}

// FailedSign is that of what AWS reports as failed.
func FailedSign(s theme.Signs) string { return s.Failed }

// AttentionSign is that of what needs somebody without having failed.
func AttentionSign(s theme.Signs) string { return s.Attention }

// BusySign is that of what is under way.
func BusySign(s theme.Signs) string { return s.Busy }

// GoodSign is that of what was delivered or passed.
func GoodSign(s theme.Signs) string { return s.Good }

// PendingSign is that of what hasn't begun.
func PendingSign(s theme.Signs) string { return s.Pending }

// MutedSign is that of what the user muted.
func MutedSign(s theme.Signs) string { return s.Muted }

// FaceOf returns how a run looks now.
func FaceOf(run *watch.Run) Face {
	execution, answered := run.Execution()
	status := execution.Status
	switch {
	case !answered && run.Fault() != nil:
		return Face{Word: words.FaultTitle(run.Fault()), Role: theme.Warn, Sign: AttentionSign}
	case !answered:
		return Face{Word: "Loading", Role: theme.Busy, Sign: BusySign}
	case run.Superseded():
		return Face{Word: words.Status(status), Role: theme.Muted, Sign: FailedSign}
	case status.Failed():
		return Face{Word: words.Status(status), Role: theme.Bad, Sign: FailedSign}
	case !status.Known():
		return Face{Word: words.Status(status), Role: theme.Warn, Sign: AttentionSign}
	case status.Terminal():
		return Face{Word: words.Status(status), Role: theme.Good, Sign: GoodSign}
	default:
		return Face{Word: words.Status(status), Role: theme.Busy, Sign: BusySign}
	}
}

// emptyFace returns how a row looks that has no run, or whose export is gone.
func emptyFace(watched *watch.Watched) Face {
	fault := watched.Unheard()
	switch {
	case watched.Gone:
		return Face{Word: "Deleted", Role: theme.Muted, Sign: PendingSign}
	case fault != nil:
		return Face{Word: words.FaultTitle(fault), Role: theme.Warn, Sign: AttentionSign}
	case watched.Unhealthy() && !watched.Looking():
		return Face{Word: "Unhealthy", Role: theme.Warn, Sign: AttentionSign}
	case watched.Looking() && watched.Kind == watch.WatchedAccount:
		return Face{Word: "Listing exports", Role: theme.Busy, Sign: BusySign}
	case watched.Looking():
		return Face{Word: "Loading", Role: theme.Busy, Sign: BusySign}
	case watched.Kind == watch.WatchedAccount && len(watched.Account.Patterns()) > 0:
		return Face{Word: "No match", Role: theme.Muted, Sign: PendingSign}
	case watched.Kind == watch.WatchedAccount:
		return Face{Word: "No exports", Role: theme.Muted, Sign: PendingSign}
	default:
		return Face{Word: "No runs yet", Role: theme.Muted, Sign: PendingSign}
	}
}

// RoleOf returns the role of a tone.
func RoleOf(tone words.Tone) (theme.Role, func(theme.Signs) string) {
	switch tone {
	case words.ToneGood:
		return theme.Good, GoodSign
	case words.ToneBusy:
		return theme.Busy, BusySign
	case words.ToneWarn:
		return theme.Warn, AttentionSign
	case words.ToneBad:
		return theme.Bad, FailedSign
	case words.ToneNeutral:
	}
	return theme.Muted, FailedSign
}

// FaceOfRow returns how a row looks: as its newest run does, unless the row needs somebody for a
// run before that, or is muted. Where the elapsed time stands beside the word, that is short.
func FaceOfRow(entry watch.Entry, short bool) Face {
	if entry.Quieted() {
		return Face{Word: "Muted", Role: theme.Muted, Sign: MutedSign}
	}
	looks := heardFace(entry, short)
	if entry.Muted {
		looks.Sign = MutedSign
	}
	return looks
}

// heardFace returns how a row looks that isn't muted.
func heardFace(entry watch.Entry, short bool) Face {
	watched := entry.Watched
	run := watched.Newest()
	switch {
	case run == nil && entry.Need == watch.NeedOverdue:
		return Face{Word: "Overdue", Role: theme.Warn, Sign: AttentionSign}
	case run == nil || watched.Gone:
		return emptyFace(watched)
	}
	looks := FaceOf(run)
	switch last, _ := watched.Failure(); {
	case watched.Contradicted() && entry.Need == watch.NeedNone:
		looks.Role, looks.Sign, looks.Word = theme.Warn, AttentionSign, "Delivered?"
	case !entry.MutedUntil.IsZero():
		looks.Role = theme.Muted
	case last != nil && last != run:
		looks.Sign, looks.alarming = FailedSign, true
	case entry.Need == watch.NeedUnhealthy:
		looks.Role, looks.Sign = theme.Warn, AttentionSign
		if execution, _ := run.Execution(); execution.Status.Terminal() {
			looks.Word = "Unhealthy"
		}
	case entry.Need == watch.NeedOverdue:
		looks.Role, looks.Sign = theme.Warn, AttentionSign
		if execution, _ := run.Execution(); execution.Status.Terminal() {
			looks.Word = "Overdue"
		}
	case entry.Need == watch.NeedSlow:
		looks.Role, looks.Sign = theme.Warn, AttentionSign
		looks.Word += ", slow"
		if short {
			looks.Word = "Slow"
		}
	}
	return looks
}

// Track draws the stages as five cells.
func Track(out *Line, signs theme.Signs, status model.Status) {
	busy, muted := theme.Look{Role: theme.Busy, Sign: true}, theme.Look{Role: theme.Muted}
	for _, stage := range model.Stages() {
		switch {
		case stage < status.Stage():
			out.Put(busy, signs.Track)
		case stage == status.Stage():
			out.Put(busy, signs.TrackHead)
		default:
			out.Put(muted, signs.Pending)
		}
	}
}
