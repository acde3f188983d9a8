package tui_test

import (
	"slices"
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
)

const day = 24 * hour

func threePayers() []profile {
	return []profile{
		{name: "payer-amer", account: amer},
		{name: "payer-emea", account: emea},
		{name: "payer-apac", account: apac},
	}
}

// expired is the fault of a login that ran out.
func expired() *model.Fault {
	return &model.Fault{
		Kind: model.FaultLogin, Profile: "payer-apac", Message: "the SSO session has expired",
	}
}

// restless are exports of which each is another case: failed three times, overdue, slow, under way.
func restless() []*plan {
	failing := every(8*hour, 9, 17*minute, 31*hour+minute)
	for _, ago := range []time.Duration{1229 * minute, 746 * minute, 268 * minute} {
		failing = append(failing, trip{
			ago: ago, took: 17*minute + 28*time.Second,
			ends: model.DeliveryFailure, reason: model.InsufficientPermission,
		})
	}
	running := func(took, ago time.Duration, runs []trip) []trip {
		return append(runs, trip{ago: ago, took: took, ends: model.DeliverySuccess})
	}
	return []*plan{
		{name: "cur2-daily", account: amer, runs: failing},
		{name: "focus-1-2", account: emea, runs: every(8*hour, 12, 6*minute, 15*hour+10*minute)},
		{
			name: "cur2-resources", account: amer,
			runs: running(2*hour, 41*minute, every(8*hour, 12, 12*minute, 9*hour)),
		},
		{
			name: "cur2-hourly", account: amer,
			runs: running(6*minute, 4*minute+18*time.Second, every(8*hour, 12, 5*minute, 8*hour)),
		},
		{
			name: "cur2-hourly", account: emea,
			runs: running(18*minute, 17*minute+2*time.Second, every(8*hour, 12, 20*minute, 8*hour)),
		},
		{
			name: "cur2-hourly", account: apac,
			runs: running(2*hour, 15*minute, every(8*hour, 12, 20*minute, 7*hour)),
		},
	}
}

// content are exports that deliver as they should.
func content() []*plan {
	return []*plan{
		{name: "focus-1-2", account: amer, runs: every(8*hour, 12, 6*minute, 389*time.Second)},
		{name: "recommendations", account: emea, runs: every(day, 12, 2*minute, 38*minute)},
		{name: "cid-cur2", account: emea, runs: every(12*hour, 12, 12*minute, 71*minute)},
		{name: "cur2-chargeback", account: apac, runs: every(12*hour, 12, 9*minute, 100*minute)},
		{name: "focus-1-2", account: apac, runs: every(8*hour, 12, 6*minute, 2*hour)},
		{name: "cur2-split-cost", account: emea, runs: every(day, 12, 33*minute, 2*hour+minute)},
		{name: "recommendations", account: amer, runs: every(day, 12, 2*minute, 3*hour)},
		{name: "focus-1-0", account: apac, runs: every(8*hour, 12, 5*minute, 3*hour+minute)},
		{name: "recommendations", account: apac, runs: every(day, 12, 2*minute, 4*hour)},
		{name: "cost-dashboard", account: emea, runs: every(day, 12, 4*minute, 5*hour)},
		{name: "cost-dashboard", account: apac, runs: every(day, 12, 4*minute, 6*hour)},
		{name: "carbon-monthly", account: amer, runs: every(30*day, 6, minute, 4*day)},
		{name: "carbon-monthly", account: emea, runs: every(30*day, 6, minute, 4*day+hour)},
		{name: "carbon-monthly", account: apac, runs: every(30*day, 6, minute, 5*day)},
	}
}

// organization is three accounts at work; the login to one expired at 14:20.
func organization() *cloud {
	c := &cloud{profiles: threePayers(), exports: append(restless(), content()...)}
	c.profiles[2].fault, c.profiles[2].from = expired(), 12*minute+5*time.Second
	return c
}

// configured is the organization with rules: some exports are in their muted hours, of others
// deliveries are expected sooner than they came before.
func configured() *cloud {
	c := organization()
	afternoon := []watch.Hours{{From: 12 * hour, To: 16*hour + 30*minute, In: time.UTC}}
	c.rules = []watch.Rule{
		{Pattern: "cur2-daily", Muted: afternoon},
		{Pattern: "cur2-resources", Muted: []watch.Hours{{To: 24 * hour, In: time.UTC}}},
		{Pattern: "recommendations", Gap: 3 * hour},
	}
	return c
}

// quiet is three accounts in which all is delivered.
func quiet() *cloud { return &cloud{profiles: threePayers(), exports: content()} }

// single is one account of the organization, by the default profile.
func single() *cloud {
	exports := slices.DeleteFunc(append(restless(), content()...), func(p *plan) bool {
		return p.account != amer
	})
	return &cloud{profiles: []profile{{account: amer}}, exports: exports}
}

// heldBack is an account that ended all questions with a fault from 14:20 on.
func heldBack(fault *model.Fault) func() *cloud {
	return func() *cloud {
		c := single()
		c.profiles[0].fault, c.profiles[0].from, c.profiles[0].all = fault, 12*minute, true
		return c
	}
}

// cutOff is an account whose export's runs may no longer be listed since 14:20.
func cutOff() *cloud {
	c := single()
	c.profiles[0].fault, c.profiles[0].from = &model.Fault{
		Kind: model.FaultDenied, Code: "AccessDeniedException",
		Action: "bcm-data-exports:ListExecutions",
	}, 12*minute
	c.profiles[0].action = model.AskExecutions
	return c
}

// freshHeldBack is the account of new exports, throttled from 14:20 on.
func freshHeldBack() *cloud {
	c := fresh()
	c.profiles = heldBack(&model.Fault{Kind: model.FaultThrottled})().profiles
	return c
}

// cutOffInPart is the same for two of its exports alone.
func cutOffInPart() *cloud {
	refusal := cutOff().profiles[0].fault
	c := single()
	for _, p := range c.exports[len(c.exports)-2:] {
		p.refused, p.since = refusal, 12*minute
	}
	return c
}

// endless is an account whose lists are cut.
func endless() *cloud {
	c := single()
	c.endless = true
	return c
}

// fresh are exports of which nothing was delivered yet.
func fresh() *cloud {
	return &cloud{
		profiles: []profile{{account: amer}},
		exports: []*plan{
			{name: "made-3h-ago", account: amer, made: 3 * hour},
			{name: "made-30h-ago", account: amer, made: 30 * hour},
			{
				name: "first-run", account: amer, made: 5 * hour,
				runs: []trip{{ago: 10 * minute, took: hour, ends: model.DeliverySuccess}},
			},
			{
				name: "first-run-overdue", account: amer, made: 30 * hour,
				runs: []trip{{ago: 28 * hour, took: 40 * hour, ends: model.DeliverySuccess}},
			},
		},
	}
}

// firstAnswers is three accounts of which one refuses and two haven't answered yet.
func firstAnswers() *cloud {
	c := &cloud{profiles: threePayers()}
	c.profiles[0].fault = &model.Fault{
		Kind: model.FaultDenied, Code: "AccessDeniedException",
		Message: "User: arn:aws:sts::222222222222:assumed-role/BillingReadOnly/ana is not " +
			"authorized to perform: bcm-data-exports:ListExports",
		RequestID: "0a1b2c3d-1111-2222-3333-444455556666",
		Action:    "bcm-data-exports:ListExports",
		Principal: "arn:aws:sts::222222222222:assumed-role/BillingReadOnly/ana",
		Profile:   "payer-amer",
	}
	c.profiles[0].from, c.profiles[0].action = day, model.AskExports
	c.profiles[1].silent, c.profiles[2].silent = true, true
	return c
}

// barren is an account without exports.
func barren() *cloud { return &cloud{profiles: []profile{{account: amer}}} }

// odd is an account whose exports have no runs, are deleted, or keep their runs to themselves.
func odd() *cloud {
	refusal := firstAnswers().profiles[0].fault
	refusal.Action = "bcm-data-exports:ListExecutions"
	return &cloud{
		profiles: []profile{{account: amer}},
		exports: []*plan{
			{name: "brand-new", account: amer},
			{
				name: "left", account: amer, deleted: 15 * minute,
				runs: every(8*hour, 3, 5*minute, hour),
			},
			{name: "locked", account: amer, refused: refusal},
			{name: "focus-1-2", account: amer, runs: every(8*hour, 12, 6*minute, 6*minute)},
		},
	}
}

// misnamed is the organization's exports by names of which two are of none.
func misnamed() *cloud {
	c := quiet()
	c.patterns = []string{"focus-*", "cur9-daily", "cid-cur2", "recomendations*"}
	return c
}

// reseller is an account with exports whose names are told apart by their ends or by their middles
// alone. The newest run of some that need somebody is fine: the run before failed, or none was
// delivered for too long.
func reseller() *cloud {
	c := &cloud{profiles: []profile{{account: amer}}}
	for i, name := range []string{
		"recommendations-team-041", "recommendations-team-042", "recommendations-team-043",
		"222222222222-3a52b3b4-0f1e-4b8e-9c2d-00000000a001",
		"222222222222-c0ffee00-0f1e-4b8e-9c2d-00000000a001",
		"cur2-of-the-western-region-by-resource", "cur2-of-the-eastern-region-by-resource",
	} {
		runs := every(8*hour, 12, 6*minute, hour+time.Duration(i)*minute)
		under := trip{ago: 4 * minute, took: 7 * minute, ends: model.DeliverySuccess}
		switch i {
		case 1, 4:
			for at := range i {
				runs[len(runs)-1-at].ends, runs[len(runs)-1-at].reason =
					model.DeliveryFailure, model.InternalFailure
			}
			runs = append(runs, under)
		case 2:
			under.ago, under.took = 9*hour, 30*hour
			runs = append(every(8*hour, 4, 6*minute, 22*hour), under)
		}
		c.exports = append(c.exports, &plan{name: name, account: amer, runs: runs})
	}
	return c
}

// ailing is one account in which AWS calls exports unhealthy: one that was delivered, and one that
// never ran.
func ailing() *cloud {
	return &cloud{
		profiles: []profile{{account: amer}},
		exports: []*plan{
			{
				name: "cur2-daily", account: amer, runs: every(8*hour, 12, 6*minute, 26*minute),
				health: model.Health{Code: "UNHEALTHY"},
			},
			{
				name: "cid-cur2", account: amer,
				health: model.Health{Code: "UNHEALTHY", Reason: model.InsufficientPermission},
			},
			{
				name: "focus-1-2", account: amer, runs: every(8*hour, 12, 6*minute, 6*minute),
				health: model.Health{Code: "HEALTHY"},
			},
		},
	}
}

// staged is an account whose runs were seen in each stage: one that now takes longer than usual, and
// one of which AWS doesn't say when it came where it is.
func staged() *cloud {
	slow := trip{ago: 24 * minute, took: 2 * hour, ends: model.DeliverySuccess}
	usual := trip{ago: 14 * minute, took: 40 * minute, ends: model.DeliverySuccess}
	return &cloud{
		profiles: []profile{{account: amer}},
		exports: []*plan{
			{
				name: "cur2-hourly", account: amer,
				runs: append(every(30*minute, 9, 8*minute, 35*minute), slow),
			},
			{
				name: "focus-1-2", account: amer, unsaid: true,
				runs: append(every(50*minute, 5, 40*minute, 16*minute), usual),
			},
		},
	}
}

// hostileCloud is the organization with whatever is odd, and with names that break careless
// screens.
func hostileCloud() *cloud {
	c := organization()
	c.exports = append(c.exports, odd().exports...)
	for _, text := range poisons() {
		c.exports = append(c.exports,
			&plan{name: model.Clean(text), account: emea, runs: every(8*hour, 4, 5*minute, hour)})
	}
	return c
}
