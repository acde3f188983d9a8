package simulator

import (
	"slices"
	"strings"
	"time"
)

// demoTurn is an export that takes turns in the demo, and how it stands at the epoch.
type demoTurn struct {
	name   string
	age    time.Duration // since its last run before the epoch started
	ended  outcome       // how that run ended
	opened []step        // its run under way at the epoch, if that is not the rota's
	last   []step        // that last run in full, if its times matter
}

// demoTurns lists the exports in the order of their turns; the first three run at the epoch.
func demoTurns() []demoTurn {
	failed := outcome{code: queryFailure, reason: internalFailureReason}
	return []demoTurn{
		{name: "cur2-resources", age: 5 * time.Hour, ended: delivered()},
		{name: "cur2-split-cost", age: 3 * time.Hour, ended: delivered()},
		{name: "cid-cur2", age: 130 * time.Minute, ended: delivered()},
		{name: "recommendations", age: 14 * time.Minute, ended: delivered()},
		{name: "cost-dashboard", age: 26 * time.Minute, ended: delivered()},
		{name: "focus-1-0", age: 50 * time.Minute, ended: failed},
		{
			name: "cur2-hourly", age: 7 * time.Hour, ended: delivered(),
			opened: seconds(delivered(), -268, -259, -214, -75, 8),
		},
		{
			name: "cur2-daily", age: 11 * time.Minute,
			opened: seconds(delivered(), -205, -196, -150, 58, 80),
			last:   seconds(refused(), -660, -650, -610, -420, -376),
		},
		{
			name: "focus-1-2", age: 6 * time.Hour, ended: delivered(),
			opened: seconds(refused(), -239, -228, -181, -52, 35),
		},
	}
}

func refused() outcome {
	return outcome{code: deliveryFailure, reason: insufficientPermission}
}

// seconds is a run that enters its five stages at the given seconds after the epoch.
func seconds(end outcome, at ...int) []step {
	codes := []string{
		initiationInProcess, queryQueued, queryInProcess, deliveryInProcess, end.code,
	}
	steps := make([]step, len(codes))
	for i := range steps {
		steps[i] = step{at: time.Duration(at[i]) * time.Second, code: codes[i]}
	}
	steps[len(steps)-1].reason = end.reason
	return steps
}

// demoAccount is the account of the demo: nine exports that take turns, and three that ran hours
// and days ago and keep AWS's usual distances.
func demoAccount(seed uint64) *account {
	chance := newStream(seed, "demo")
	a := &account{id: digits(chance.at(0, "account"))}
	for turn, d := range demoTurns() {
		a.exports = append(a.exports, d.build(a.id, named(d.name), chance, turn))
	}
	for _, name := range []string{"recommendations-all", "focus-1-2-chargeback", "carbon-monthly"} {
		a.exports = append(a.exports, resting(named(name), a.id, chance))
	}
	for _, e := range a.exports {
		e.tell()
	}
	return a
}

// tell makes of an export what its story in the demo needs beside its runs.
func (e *export) tell() {
	switch e.name {
	case "focus-1-0": // the run that failed asked for a column by a misspelt name
		slip := *e.current
		slip.DataQuery.QueryStatement = strings.Replace(
			slip.DataQuery.QueryStatement, "BilledCost", "billedcost", 1)
		e.slips = map[int]*wireExport{-1: &slip}
	case "carbon-monthly": // since its last run it is delivered elsewhere
		moved := *e.current
		moved.DestinationConfigurations.S3Destination.S3Prefix = "sustainability/carbon"
		e.former, e.formerUntil, e.current = e.current, 1, &moved
		e.changed = -2 * day
	}
}

// build is an export that takes the given turn.
func (d demoTurn) build(account string, t template, chance stream, turn int) *export {
	own := newStream(uint64(chance), d.name)
	e := t.build(account, own)
	e.keep = demoKeep
	e.runs = d.rota(own, chance, turn)
	return e.aged()
}

// resting is an export of a template that ran hours or days ago.
func resting(t template, account string, chance stream) *export {
	own := newStream(uint64(chance), t.name)
	e := t.build(account, own)
	t.period = max(t.period, day)
	t.resting = max(t.resting, time.Duration(4+len(t.name))*time.Hour/2)
	e.runs = t.cadence(own, demoPast, 0, 0)
	return e.aged()
}

// aged is the export created the evening before its first run.
func (e *export) aged() *export {
	e.created = e.runs.start(e.runs.oldest()) - 19*time.Hour
	return e
}

// named is the catalogue's template of a name.
func named(name string) template {
	templates := catalogue()
	i := slices.IndexFunc(templates, func(t template) bool { return t.name == name })
	return templates[i]
}

func (d demoTurn) rota(own, chance stream, turn int) *rota {
	broken := refused()
	if turn%2 == 1 {
		broken.reason = internalFailureReason
	}
	return &rota{
		ids:    ids{own},
		chance: chance,
		turn:   turn,
		opened: d.opened,
		last:   d.last,
		broken: broken,
		past: &cadence{
			ids:    ids{own},
			count:  demoPast,
			anchor: shed - d.age,
			period: shed,
			jitter: min(d.age/4, 25*time.Minute),
			took:   285 * time.Second,
			ends:   map[int]outcome{-1: d.ended},
		},
	}
}
