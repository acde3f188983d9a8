package tui

import (
	"exportwatch/model"
	"exportwatch/theme"
)

// face is how a run looks in a row: the word for its state, and the role and sign that go with it.
type face struct {
	word string
	role theme.Role
	sign func(theme.Signs) string
}

func failedSign(s theme.Signs) string    { return s.Failed }
func attentionSign(s theme.Signs) string { return s.Attention }
func busySign(s theme.Signs) string      { return s.Busy }
func goodSign(s theme.Signs) string      { return s.Good }

// faceOf returns how a run looks now.
func faceOf(watch *model.Watchlist, run *model.Run) face {
	execution, answered := run.Execution()
	status := execution.Status
	switch {
	case !answered && run.Fault() != nil:
		return face{run.Fault().Title(), theme.Warn, attentionSign}
	case !answered:
		return face{"Asking", theme.Busy, busySign}
	case watch.Superseded(run):
		return face{status.Word(), theme.Muted, failedSign}
	case status.Failed():
		return face{status.Word(), theme.Bad, failedSign}
	case !status.Known():
		return face{status.Word(), theme.Warn, attentionSign}
	case status.Terminal():
		return face{status.Word(), theme.Good, goodSign}
	default:
		return face{status.Word(), theme.Busy, busySign}
	}
}

// emptyFace returns how a row looks that has no run, or whose export is gone.
func emptyFace(watched *model.Watched) face {
	fault := watched.Fault()
	switch {
	case watched.Gone:
		return face{"Deleted", theme.Muted, func(s theme.Signs) string { return s.Pending }}
	case fault != nil:
		return face{fault.Title(), theme.Warn, attentionSign}
	case watched.Looking():
		return face{"Asking", theme.Busy, busySign}
	case watched.Kind == model.WatchedAccount:
		return face{"No exports", theme.Muted, func(s theme.Signs) string { return s.Pending }}
	default:
		return face{"No runs yet", theme.Muted, func(s theme.Signs) string { return s.Pending }}
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

// Face returns the sign and the word for how a row stands.
func Face(watch *model.Watchlist, watched *model.Watched, signs theme.Signs) (sign, word string) {
	f := row{watch: watch, entry: model.Entry{Watched: watched}}.face(watched.Newest())
	return f.sign(signs), f.word
}
