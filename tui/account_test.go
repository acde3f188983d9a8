package tui_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
)

// The accounts of the made-up organization.
const (
	amer = "222222222222"
	emea = "444444444444"
	apac = "777777777777"
)

// noon is the instant at which the screens are looked at: no multiple of any interval.
func noon() time.Time { return time.Date(2026, 11, 24, 14, 32, 10, 0, time.UTC) }

// run is an execution as a test makes it up: what AWS answered at each look, the newest last.
type run struct {
	export  string
	account string
	created time.Duration // before noon; 0 leaves it out
	looks   []look
	change  func(*model.Execution) // what is odd about it; nil for nothing
}

// look is one answer of AWS: a status since some time before noon, or a fault.
type look struct {
	status model.Status
	reason model.Reason
	since  time.Duration
	fault  *model.Fault
	ahead  time.Duration // how far AWS's clock is ahead
}

func (r run) ref(number int) model.Ref {
	digits := strconv.Itoa(number)
	return model.Ref{
		ExportARN: "arn:aws:bcm-data-exports:us-east-1:" + r.account + ":export/" + r.export +
			"-9f1c75f3-f982-4d9a-b994-1ecb84581400",
		ExecutionID: "4d2c0b7e-5a0b-4f6e-8a55-" + strings.Repeat("0", 12-len(digits)) + digits,
	}
}

// execution returns what AWS says at a look.
func (r run) execution(ref model.Ref, l look) model.Execution {
	e := model.Execution{
		Ref: ref, Status: l.status, Reason: l.reason, Export: export(r.export, r.account),
	}
	if r.created > 0 {
		e.CreatedAt = noon().Add(-r.created)
		e.UpdatedAt = noon().Add(-l.since)
	}
	if r.change != nil {
		r.change(&e)
	}
	return e
}

// export returns a definition of an export as people have them.
func export(name, account string) *model.Export {
	return &model.Export{
		ARN:   "arn:aws:bcm-data-exports:us-east-1:" + account + ":export/" + name,
		Name:  name,
		Query: query("COST_AND_USAGE_REPORT"),
		Tables: []model.TableConfiguration{{
			Table: "COST_AND_USAGE_REPORT",
			Properties: []model.Property{
				{
					Key:   "BILLING_VIEW_ARN",
					Value: "arn:aws:billing::" + account + ":billingview/primary",
				},
				{Key: "INCLUDE_MANUAL_DISCOUNT_COMPATIBILITY", Value: "FALSE"},
				{Key: "INCLUDE_RESOURCES", Value: "TRUE"},
				{Key: "INCLUDE_SPLIT_COST_ALLOCATION_DATA", Value: ""},
				{Key: "TIME_GRANULARITY", Value: "DAILY"},
			},
		}},
		Destination: model.Destination{
			Bucket: "acme-cur-" + account, Owner: account, Prefix: "cur2", Region: "us-east-1",
			OutputType: "CUSTOM", Format: "PARQUET", Compression: "PARQUET",
			Overwrite: model.OverwriteReport,
		},
		Frequency: "SYNCHRONOUS",
	}
}

func query(table string) string {
	columns := []string{
		"bill_billing_period_start_date", "bill_payer_account_id", "bill_invoice_id",
		"line_item_usage_account_id AS account_id", "line_item_usage_account_name AS account",
		"line_item_usage_start_date AS usage_start", "line_item_line_item_type",
		"line_item_usage_amount", "line_item_unblended_cost AS cost",
		"product.region AS region", "CONCAT(pricing_term, ', ', pricing_unit) AS pricing",
		"split_line_item_split_cost",
	}
	return "SELECT " + strings.Join(columns, ", ") + " FROM " + table +
		" WHERE line_item_line_item_type != 'Tax, and more' AND bill_billing_entity = 'AWS'"
}

// longQuery is the longest query that AWS takes: 36,000 characters.
func longQuery() string {
	const size = 36_000
	var out strings.Builder
	out.WriteString("SELECT column_000000_of_many")
	for i := 1; out.Len() < size-100; i++ {
		fmt.Fprintf(&out, ", column_%06d_of_many AS alias_%06d", i, i)
	}
	out.WriteString(" FROM COST_AND_USAGE_REPORT")
	return out.String() + strings.Repeat(" ", size-out.Len())
}

// watching returns a watch list in which AWS has answered all that the runs say.
func watching(tb testing.TB, runs ...run) *watch.List {
	tb.Helper()
	watchlist := watch.NewList(15*time.Second, 1)
	began := noon().Add(-14 * 24 * time.Hour)
	for i, r := range runs {
		watchlist.Pin(r.ref(i), began)
	}
	for i, r := range runs {
		for j, l := range r.looks {
			at := noon().Add(-time.Duration(len(r.looks)-1-j) * time.Second)
			if j < len(r.looks)-1 && l.since > 0 {
				at = noon().Add(-l.since)
			}
			tell(watchlist, question(tb, watchlist, r.ref(i), at), r, l, at)
		}
	}
	return watchlist
}

// tell lets AWS answer a question about a run.
func tell(watchlist *watch.List, ask model.Ask, r run, l look, at time.Time) {
	if l.fault != nil {
		watchlist.Take(model.Reply{Ask: ask, Result: l.fault}, at)
		return
	}
	answer := model.Answer{Execution: r.execution(ask.Ref, l), ServerTime: at.Add(l.ahead)}
	watchlist.Take(model.Reply{Ask: ask, Result: answer}, at)
}

// question asks for one run and nothing else.
func question(tb testing.TB, watchlist *watch.List, ref model.Ref, at time.Time) model.Ask {
	tb.Helper()
	watchlist.AskNow(ref, at)
	for wait := time.Duration(0); wait < time.Minute; wait += 10 * time.Millisecond {
		asks := watchlist.Due(at.Add(wait))
		if len(asks) == 0 {
			continue
		}
		if len(asks) > 1 || asks[0].Ref != ref {
			tb.Fatalf("asked %v instead of %v alone", asks, ref)
		}
		return asks[0]
	}
	tb.Fatalf("the turn of %v never came", ref)
	return model.Ask{}
}
