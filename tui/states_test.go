package tui_test

import (
	"strings"
	"time"

	"exportwatch/model"
)

const (
	minute = time.Minute
	hour   = time.Hour
)

// through returns the looks of a run that was seen in each state up to its last.
func through(last model.Status, reason model.Reason, since ...time.Duration) []look {
	states := []model.Status{
		model.InitiationInProcess, model.QueryQueued, model.QueryInProcess,
		model.DeliveryInProcess, model.DeliverySuccess,
	}
	looks := make([]look, 0, len(since))
	for i, ago := range since {
		looks = append(looks, look{status: states[i], since: ago})
	}
	looks[len(looks)-1].status, looks[len(looks)-1].reason = last, reason
	return looks
}

func delivered(name, account string, took, ago time.Duration) run {
	return run{
		export: name, account: account, created: ago + took,
		looks: []look{{status: model.DeliverySuccess, since: ago}},
	}
}

// failed is a delivery that failed for want of a permission, seen at every stage.
func failed() run {
	return run{
		export: "cur2-daily", account: amer, created: 4*hour + 28*minute,
		looks: through(model.DeliveryFailure, model.InsufficientPermission,
			4*hour+27*minute+58*time.Second, 4*hour+27*minute+49*time.Second,
			4*hour+27*minute+4*time.Second, 4*hour+11*minute+15*time.Second,
			4*hour+10*minute+30*time.Second),
	}
}

func querying() run {
	return run{
		export: "cur2-hourly", account: amer, created: 4*minute + 18*time.Second,
		looks: through(model.QueryInProcess, "",
			4*minute+17*time.Second, 4*minute+9*time.Second, 3*minute+40*time.Second),
	}
}

func delivering() run {
	return run{
		export:  "cur2-hourly",
		account: emea,
		created: 17*minute + 2*time.Second,
		looks: through(
			model.DeliveryInProcess,
			"",
			17*minute,
			16*minute,
			15*minute,
			80*time.Second,
		),
	}
}

func queued() run {
	return run{
		export: "cur2-hourly-with-resources-and-split-cost-allocation", account: apac,
		created: 31 * time.Second,
		looks:   through(model.QueryQueued, "", 30*time.Second, 9*time.Second),
	}
}

// settled are runs that were delivered some time ago.
func settled() []run {
	return []run{
		delivered("focus-1-2", amer, 6*minute, 6*minute),
		delivered("recommendations", emea, 2*minute, 38*minute),
		delivered("cid-cur2", emea, 12*minute, hour),
		delivered("cur2-chargeback", apac, 9*minute, 100*minute),
		delivered("cur2-split-cost", emea, 33*minute, 2*hour),
		delivered("focus-1-0", apac, 5*minute, 3*hour),
		delivered("cost-dashboard", emea, 4*minute, 5*hour),
		delivered("carbon-monthly", amer, minute, 4*24*hour),
		delivered("carbon-monthly", emea, minute, 5*24*hour),
	}
}

func superseded() []run {
	return []run{
		{
			export: "focus-1-2", account: emea, created: 9 * hour,
			looks: []look{
				{
					status: model.QueryFailure,
					reason: model.InternalFailure,
					since:  8*hour + 50*minute,
				},
			},
		},
		delivered("focus-1-2", emea, 7*minute, 50*minute),
	}
}

func unknown() run {
	return run{
		export: "cur2-resources", account: amer, created: 41 * minute,
		looks: []look{{status: "DELIVERY_PAUSED", reason: "QUOTA_REACHED", since: 40 * minute}},
	}
}

func refused(kind model.FaultKind) run {
	fault := &model.Fault{
		Kind: kind, Code: "AccessDeniedException",
		Message: "User: arn:aws:sts::222222222222:assumed-role/BillingReadOnly/ana is not " +
			"authorized to perform: bcm-data-exports:GetExecution",
		RequestID: "0a1b2c3d-1111-2222-3333-444455556666",
		Action:    "bcm-data-exports:GetExecution",
		Principal: "arn:aws:sts::222222222222:assumed-role/BillingReadOnly/ana",
		Profile:   "payer-amer",
	}
	if kind == model.FaultNotFound {
		fault.Code, fault.Message = "ResourceNotFoundException", "Execution not found"
		fault.Principal = ""
	}
	return run{export: "finance-focus", account: amer, looks: []look{{fault: fault}}}
}

// mixed is a day at work: something of everything.
func mixed() []run {
	runs := append([]run{failed(), querying(), delivering(), queued(), unknown()}, superseded()...)
	runs = append(runs, refused(model.FaultDenied))
	return append(runs, settled()...)
}

// loggedOut are runs in three accounts, of which one can't be asked any more: after answers, or
// from the first question on.
func loggedOut(after bool) []run {
	login := look{fault: &model.Fault{
		Kind: model.FaultLogin, Profile: "payer-apac", Message: "the SSO session has expired",
	}}
	if !after {
		return []run{
			{export: "focus-1-2", account: apac},
			{export: "cur2-hourly", account: apac, looks: []look{login}},
		}
	}
	stale := queued()
	stale.created += 2 * minute // more than two rounds ago
	for i := range stale.looks {
		stale.looks[i].since += 2 * minute
	}
	stale.looks = append(stale.looks, login)
	return append(append([]run{querying()}, settled()...), stale)
}

// empty is an execution of which AWS says nothing but a status.
func empty(status model.Status) run {
	return run{
		export: "cur2-daily", account: amer, looks: []look{{status: status}},
		change: func(e *model.Execution) { e.Export = nil },
	}
}

// bare is one whose snapshot holds nothing.
func bare(status model.Status) run {
	return run{
		export: "cur2-bare", account: amer, looks: []look{{status: status}},
		change: func(e *model.Execution) { e.Export = &model.Export{} },
	}
}

// hostile is an execution that tries to take the terminal over in every field; as awsclient does,
// each is cleaned where it enters.
func hostile(text string) run {
	return run{
		export: "evil", account: amer, created: hour,
		looks:  []look{{status: model.Status(model.Clean(text)), since: minute}},
		change: func(e *model.Execution) { poison(e, text) },
	}
}

func poison(e *model.Execution, text string) {
	clean := model.Clean(text)
	e.Reason = model.Reason(clean)
	e.Export = &model.Export{
		ARN: clean, Name: clean, Description: clean, Query: model.CleanLines(text),
		Tables: []model.TableConfiguration{
			{Table: clean, Properties: []model.Property{{Key: clean, Value: clean}}},
		},
		Destination: model.Destination{
			Bucket: clean, Owner: clean, Prefix: clean, Region: clean,
			OutputType: clean, Format: clean, Compression: clean, Overwrite: clean,
		},
		Frequency: clean,
	}
}

// poisons are texts that break careless screens.
func poisons() []string {
	return []string{
		"\x1b[2J\x1b[31mred\x1b]0;title\a\x1bP1;1|\x9b31m\r\n\x00\x7f",
		"right\u202eto\u2066left\u200b\u200d\ufeff",
		"日本語の輸出日本語の輸出日本語の輸出日本語の輸出",
		"e\u0301\u0302\u0303\u0304" + strings.Repeat("\u0301", 40),
		"👩‍👩‍👧‍👦👍🏽🇩🇪❤️",
		strings.Repeat("no-blank-anywhere", 40),
		"\xff\xfe\xc3\x28broken",
		"SELECT a, 'unclosed, (b FROM",
	}
}
