package tui

import (
	"exportwatch/model"
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
func faceOf(run *model.Run) face {
	execution, answered := run.Execution()
	status := execution.Status
	switch {
	case !answered && run.Fault() != nil:
		return face{word: model.FaultTitle(run.Fault()), role: theme.Warn, sign: attentionSign}
	case !answered:
		return face{word: "Asking", role: theme.Busy, sign: busySign}
	case run.Superseded():
		return face{word: model.StatusWord(status), role: theme.Muted, sign: failedSign}
	case status.Failed():
		return face{word: model.StatusWord(status), role: theme.Bad, sign: failedSign}
	case !status.Known():
		return face{word: model.StatusWord(status), role: theme.Warn, sign: attentionSign}
	case status.Terminal():
		return face{word: model.StatusWord(status), role: theme.Good, sign: goodSign}
	default:
		return face{word: model.StatusWord(status), role: theme.Busy, sign: busySign}
	}
}

// emptyFace returns how a row looks that has no run, or whose export is gone.
func emptyFace(watched *model.Watched) face {
	fault := watched.Fault()
	switch {
	case watched.Gone:
		return face{word: "Deleted", role: theme.Muted, sign: pendingSign}
	case fault != nil:
		return face{word: model.FaultTitle(fault), role: theme.Warn, sign: attentionSign}
	case watched.Looking() && watched.Kind == model.WatchedAccount:
		return face{word: "Listing exports", role: theme.Busy, sign: busySign}
	case watched.Looking():
		return face{word: "Asking", role: theme.Busy, sign: busySign}
	case watched.Kind == model.WatchedAccount && len(watched.Account.Patterns()) > 0:
		return face{word: "No match", role: theme.Muted, sign: pendingSign}
	case watched.Kind == model.WatchedAccount:
		return face{word: "No exports", role: theme.Muted, sign: pendingSign}
	default:
		return face{word: "No runs yet", role: theme.Muted, sign: pendingSign}
	}
}

// roleOf returns the role of a tone.
func roleOf(tone model.Tone) (theme.Role, func(theme.Signs) string) {
	switch tone {
	case model.Good:
		return theme.Good, goodSign
	case model.Busy:
		return theme.Busy, busySign
	case model.Warn:
		return theme.Warn, attentionSign
	case model.Bad:
		return theme.Bad, failedSign
	case model.Neutral:
	}
	return theme.Muted, failedSign
}

// faceOfRow returns how a row looks: as its newest run does, unless the row needs somebody for a
// run before that. Where the elapsed time stands beside the word, that is short.
func faceOfRow(entry model.Entry, short bool) face {
	watched := entry.Watched
	run := watched.Newest()
	if run == nil || watched.Gone {
		return emptyFace(watched)
	}
	looks := faceOf(run)
	switch last, _ := watched.Failure(); {
	case last != nil && last != run:
		looks.sign, looks.alarming = failedSign, true
	case entry.Need == model.NeedOverdue:
		looks.role, looks.sign = theme.Warn, attentionSign
		if execution, _ := run.Execution(); execution.Status.Terminal() {
			looks.word = "Overdue"
		}
	case entry.Need == model.NeedSlow:
		looks.role, looks.sign = theme.Warn, attentionSign
		looks.word += ", slow"
		if short {
			looks.word = "Slow"
		}
	}
	return looks
}

// Face returns the sign and the word for how a row stands.
func Face(entry model.Entry, signs theme.Signs) (sign, word string) {
	f := faceOfRow(entry, false)
	return f.sign(signs), f.word
}
