package cli

import (
	"maps"
	"slices"
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
	"exportwatch/model/words"
)

// heard is what was learned from replies beside what the watch list keeps.
type heard struct {
	names map[string]bool // of all exports that were listed, watched or not
	fault *model.Fault    // the last, nil if there was none
}

func newHeard() heard { return heard{names: map[string]bool{}} }

// hear notes a reply.
func (h *heard) hear(reply model.Reply) {
	if fault := reply.Fault(); fault != nil && fault.Kind != model.FaultCanceled {
		h.fault = fault
	}
	if list, ok := reply.Result.(model.ExportList); ok {
		for _, export := range list.Exports {
			h.names[export.Name] = true
		}
	}
}

// exports returns the names of all exports that were listed, sorted.
func (h *heard) exports() []string { return slices.Sorted(maps.Keys(h.names)) }

// silenceOf says in a few words why an account hasn't answered.
func silenceOf(account *watch.Account) string {
	_, _, fault := account.Waiting(time.Now())
	switch {
	case fault != nil && fault.Kind == model.FaultThrottled:
		return words.FaultSentence(fault)
	case fault != nil:
		return words.FaultPhrase(fault)
	case account.Refused != nil:
		return words.FaultPhrase(account.Refused)
	default:
		return "no answer yet"
	}
}
