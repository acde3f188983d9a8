package tui

import (
	"exportwatch/model"
	"exportwatch/model/watch"
	"exportwatch/model/words"
	"exportwatch/theme"
)

// face is how a run looks in a row: the word for its state, and the role and sign that go with it.
// A row that needs somebody for an earlier run has that one's sign, and is alarming.
type face struct {
	word     string
	role     theme.Role
	sign     func(theme.Signs) string
	alarming bool
}

// signRole returns the role of the sign.
func (f face) signRole() theme.Role {
	if f.alarming {
		return theme.Bad
	}
	return f.role
}

func failedSign(s theme.Signs) string    { return s.Failed }
func attentionSign(s theme.Signs) string { return s.Attention }
func busySign(s theme.Signs) string      { return s.Busy }
func goodSign(s theme.Signs) string      { return s.Good }
func pendingSign(s theme.Signs) string   { return s.Pending }

// faceOf returns how a run looks now.
func faceOf(run *watch.Run) face {
	execution, answered := run.Execution()
	status := execution.Status
	switch {
	case !answered && run.Fault() != nil:
		return face{word: words.FaultTitle(run.Fault()), role: theme.Warn, sign: attentionSign}
	case !answered:
		return face{word: "Asking", role: theme.Busy, sign: busySign}
	case run.Superseded():
		return face{word: words.Status(status), role: theme.Muted, sign: failedSign}
	case status.Failed():
		return face{word: words.Status(status), role: theme.Bad, sign: failedSign}
	case !status.Known():
		return face{word: words.Status(status), role: theme.Warn, sign: attentionSign}
	case status.Terminal():
		return face{word: words.Status(status), role: theme.Good, sign: goodSign}
	default:
		return face{word: words.Status(status), role: theme.Busy, sign: busySign}
	}
}

// emptyFace returns how a row looks that has no run, or whose export is gone.
func emptyFace(watched *watch.Watched) face {
	fault := watched.Fault()
	switch {
	case watched.Gone:
		return face{word: "Deleted", role: theme.Muted, sign: pendingSign}
	case fault != nil:
		return face{word: words.FaultTitle(fault), role: theme.Warn, sign: attentionSign}
	case watched.Looking() && watched.Kind == watch.WatchedAccount:
		return face{word: "Listing exports", role: theme.Busy, sign: busySign}
	case watched.Looking():
		return face{word: "Asking", role: theme.Busy, sign: busySign}
	case watched.Kind == watch.WatchedAccount && len(watched.Account.Patterns()) > 0:
		return face{word: "No match", role: theme.Muted, sign: pendingSign}
	case watched.Kind == watch.WatchedAccount:
		return face{word: "No exports", role: theme.Muted, sign: pendingSign}
	default:
		return face{word: "No runs yet", role: theme.Muted, sign: pendingSign}
	}
}

// roleOf returns the role of a tone.
func roleOf(tone words.Tone) (theme.Role, func(theme.Signs) string) {
	switch tone {
	case words.ToneGood:
		return theme.Good, goodSign
	case words.ToneBusy:
		return theme.Busy, busySign
	case words.ToneWarn:
		return theme.Warn, attentionSign
	case words.ToneBad:
		return theme.Bad, failedSign
	case words.ToneNeutral:
	}
	return theme.Muted, failedSign
}

// faceOfRow returns how a row looks: as its newest run does, unless the row needs somebody for a
// run before that. Where the elapsed time stands beside the word, that is short.
func faceOfRow(entry watch.Entry, short bool) face {
	watched := entry.Watched
	run := watched.Newest()
	if run == nil || watched.Gone {
		return emptyFace(watched)
	}
	looks := faceOf(run)
	switch last, _ := watched.Failure(); {
	case last != nil && last != run:
		looks.sign, looks.alarming = failedSign, true
	case entry.Need == watch.NeedOverdue:
		looks.role, looks.sign = theme.Warn, attentionSign
		if execution, _ := run.Execution(); execution.Status.Terminal() {
			looks.word = "Overdue"
		}
	case entry.Need == watch.NeedSlow:
		looks.role, looks.sign = theme.Warn, attentionSign
		looks.word += ", slow"
		if short {
			looks.word = "Slow"
		}
	}
	return looks
}

// track draws the stations as five cells.
func track(out *line, signs theme.Signs, status model.Status) {
	busy, muted := theme.Look{Role: theme.Busy, Sign: true}, theme.Look{Role: theme.Muted}
	for _, station := range model.Stages() {
		switch {
		case station < status.Stage():
			out.put(busy, signs.Track)
		case station == status.Stage():
			out.put(busy, signs.TrackHead)
		default:
			out.put(muted, signs.Pending)
		}
	}
}
