package cli

import (
	"maps"
	"slices"

	"exportwatch/model"
	"exportwatch/model/watch"
	"exportwatch/model/words"
)

// heard is what was learned from replies beside what the watch list keeps.
type heard struct {
	names     map[string]bool // of all exports that were listed, watched or not
	throttled map[string]bool // by profile: AWS's last word was to slow down
	fault     *model.Fault    // the last, nil if there was none
}

func newHeard() heard {
	return heard{names: map[string]bool{}, throttled: map[string]bool{}}
}

// take notes a reply.
func (h *heard) take(reply model.Reply) {
	fault := reply.Fault()
	h.throttled[reply.Ask.Profile] = fault != nil && fault.Kind == model.FaultThrottled
	if fault != nil && fault.Kind != model.FaultCanceled {
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

// silence says in a few words why an account hasn't answered.
func (h *heard) silence(account *watch.Account) string {
	switch {
	case account.Fault != nil:
		return words.FaultPhrase(account.Fault)
	case account.Refused != nil:
		return words.FaultPhrase(account.Refused)
	case h.throttled[account.Profile]:
		return "AWS throttles"
	default:
		return "no answer yet"
	}
}
