package watch

import (
	"path"
	"time"
)

// Rule is what somebody who knows better has said of exports.
type Rule struct {
	Pattern string        // their name, or a glob
	Gap     time.Duration // they are delivered at least so often; zero: by what was observed
	Muted   []Hours       // in which they need nobody
}

// WithRules has exports judged by rules: each by the first whose pattern matches its name.
func WithRules(rules []Rule) Option { return func(w *List) { w.rules = rules } }

// ruleFor returns the rule for an export of a name; nil if there is none.
func (w *List) ruleFor(name string) *Rule {
	for i := range w.rules {
		if matches, err := path.Match(w.rules[i].Pattern, name); err == nil && matches {
			return &w.rules[i]
		}
	}
	return nil
}

// MutedHours says whether an instant of AWS's clock is in the hours in which the row's export needs
// nobody, and when they end: two weeks ahead or later if they never do, for they repeat every week.
func (w *Watched) MutedHours(at time.Time) (until time.Time, muted bool) {
	if w.facts == nil || w.facts.rule == nil {
		return time.Time{}, false
	}
	const farthest = 14 * 24 * time.Hour
	until = at
	for further := true; further && until.Sub(at) < farthest; { // hours that end where others begin are one
		further = false
		for _, hours := range w.facts.rule.Muted {
			if end, in := hours.until(until); in {
				until, muted, further = end, true, true
			}
		}
	}
	if !muted {
		return time.Time{}, false
	}
	return until, true
}

// nextHours returns when muted hours begin or end next after an instant; zero for never.
func (w *Watched) nextHours(at time.Time) time.Time {
	if w.facts == nil || w.facts.rule == nil {
		return time.Time{}
	}
	if until, muted := w.MutedHours(at); muted {
		return until
	}
	var next time.Time
	for _, hours := range w.facts.rule.Muted {
		if from := hours.next(at); next.IsZero() || !from.IsZero() && from.Before(next) {
			next = from
		}
	}
	return next
}

// keepHours takes away what the row needs somebody for in muted hours, unless AWS says nothing of it,
// or nothing that we know.
func (e Entry) keepHours(at time.Time) Entry {
	if e.Need == NeedNone || e.Need == NeedFault || e.Need == NeedUnknown {
		return e
	}
	until, muted := e.Watched.MutedHours(at)
	if !muted {
		return e
	}
	e.MutedUntil, e.Attention, e.Need = until, AttentionFinished, NeedNone
	if run := e.Watched.Newest(); run != nil {
		if attention, need := run.attention(); need == NeedNone {
			e.Attention = attention
		}
	}
	return e
}

// configured replaces what was observed of the time between deliveries by what a rule says.
func (f Forecast) configured(rule *Rule) Forecast {
	if rule == nil || rule.Gap == 0 {
		return f
	}
	f.Configured, f.ByDocuments = true, false
	f.Gap, f.LateAfter = rule.Gap, rule.Gap
	return f
}
