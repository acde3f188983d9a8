package cli

import (
	"strings"
	"time"

	"exportwatch/model/watch"
	"exportwatch/model/words"
)

// told is what the log of a service was told of its watching.
type told struct {
	silent    map[*watch.Account]string // why an account doesn't answer; "" or none if it does
	unmatched bool                      // which targets match no export
}

// logAccounts logs which accounts don't answer any more, why, and which do again: each change once.
func (s *service) logAccounts() {
	now := time.Now()
	for _, account := range s.watch.Accounts() {
		_, _, fault := account.Waiting(now)
		if fault == nil {
			fault = account.Refused
		}
		why := ""
		if fault != nil {
			why = words.FaultSentence(fault)
		}
		switch why {
		case s.told.silent[account]:
			continue
		case "":
			s.log.Info("AWS answers again", "account", account.Label())
		default:
			s.log.Warn("AWS doesn't answer", "account", account.Label(), "why", why,
				"message", fault.Message)
		}
		s.told.silent[account] = why
	}
}

// logUnmatched logs, once that is known, which targets no export matches: they are watched for, and
// nothing else would tell whoever started the service of a slip.
func (s *service) logUnmatched() {
	none := s.unmatched()
	if s.told.unmatched || len(none) == 0 {
		return
	}
	s.told.unmatched = true
	for _, target := range none {
		s.log.Warn("no export is called so", "target", target.Target,
			"near", strings.Join(target.Near, ", "))
	}
}
