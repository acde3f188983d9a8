package check_test

import (
	"strings"
	"testing"

	"exportwatch/model"
	"exportwatch/model/check"
)

// TestDrift holds C1 to C10.
func TestDrift(t *testing.T) {
	t.Parallel()
	const (
		c1    = "C1 ok, fact: The export is as it was for this run."
		c4    = "C4 note, fact: The query changed since this run"
		c5    = "C5 note, fact: The settings differ: "
		apart = ": the two aren't told at the same time."
	)
	type story struct {
		check.Case
		facts model.CurrentExport
	}
	set := func(s *story, key, value string) {
		s.facts.Export.Tables[0].Properties = append(
			s.facts.Export.Tables[0].Properties, model.Property{Key: key, Value: value})
	}
	for name, tt := range map[string]struct {
		change func(s *story)
		want   []string
	}{
		"C1": {func(*story) {}, []string{c1}},
		"C1, other white space": {func(s *story) {
			s.facts.Export.Query = "  " + strings.ReplaceAll(s.facts.Export.Query, " ", "\n\t") + ";"
		}, []string{c1}},
		"C1, the owner added": {func(s *story) { s.Run.Export.Destination.Owner = "" }, []string{c1}},
		"C2, prefix": {func(s *story) { s.facts.Export.Destination.Prefix = "new" }, []string{
			"C2 warning, fact: Since this run the export delivers to s3://acme-cur-daily/new/cur2-daily/; " +
				"this run's files are under s3://acme-cur-daily/cur2/cur2-daily/.",
		}},
		"C2, Region": {func(s *story) { s.facts.Export.Destination.Region = "us-east-1" }, []string{
			"C2 warning, fact: Since this run the export says that its bucket is in us-east-1; it was " +
				"eu-west-1.",
		}},
		"C2, owner": {func(s *story) { s.facts.Export.Destination.Owner = "999999999999" }, []string{
			"C2 warning, fact: Since this run the export expects 999999999999 as its bucket's owner; it " +
				"was 111122223333.",
		}},
		"C3": {func(s *story) {
			s.facts.Export.Destination.Format, s.facts.Export.Destination.Compression = "TEXT_OR_CSV", "GZIP"
			s.facts.Export.Destination.Overwrite = model.CreateNewReport
		}, []string{
			"C3 warning, fact: Since this run the export writes CSV with gzip instead of Parquet and " +
				"new files each time instead of over the files before.",
		}},
		"C4, columns": {func(s *story) {
			s.facts.Export.Query = strings.Replace(s.facts.Export.Query, "bill_bill_type", "added", 1)
		}, []string{c4 + ": columns +added, −bill_bill_type."}},
		"C4, order": {func(s *story) {
			s.Run.Export.Query, s.facts.Export.Query = "SELECT a, b FROM t", "SELECT b, a FROM t"
		}, []string{c4 + ": the columns' order."}},
		"C4, condition": {func(s *story) { s.facts.Export.Query += " AND a = 'x  y'" }, []string{
			c4 + ": the condition or the limit.",
		}},
		"C4, white space in a text": {func(s *story) {
			s.Run.Export.Query = "SELECT a FROM t WHERE b = 'x  y'"
			s.facts.Export.Query = "SELECT a FROM t WHERE b = 'x y'"
		}, []string{c4 + ": the condition or the limit."}},
		"C4, not of the usual form": {func(s *story) { s.facts.Export.Query = "WITH x" }, []string{c4 + "."}},
		"C1, not of the usual form": {func(s *story) {
			s.Run.Export.Query, s.facts.Export.Query = "WITH  x", "WITH x"
		}, []string{c1}},
		"C5, added": {func(s *story) { set(s, "BILLING_VIEW_ARN", "arn") }, []string{
			c5 + "BILLING_VIEW_ARN is arn, was not there. AWS adds settings by itself.", c1,
		}},
		"C5, gone": {func(s *story) { s.facts.Export.Tables = nil }, []string{
			c5 + "INCLUDE_RESOURCES is not there, was FALSE. AWS adds settings by itself.",
			c5 + "TIME_GRANULARITY is not there, was DAILY. AWS adds settings by itself.", c1,
		}},
		"C5, changed": {func(s *story) { s.facts.Export.Tables[0].Properties[0].Value = "TRUE" }, []string{
			c5 + "INCLUDE_RESOURCES is TRUE, was FALSE. AWS adds settings by itself.",
		}},
		"C6": {func(s *story) { s.facts.Export.Description = "new" }, []string{
			"C6 note, fact: The description changed.",
		}},
		"C7": {func(s *story) {
			s.facts = model.CurrentExport{Gone: true, Probe: faulty(model.FaultNotFound)}
		}, []string{"C7 warning, fact: The export doesn't exist any more."}},
		"C8": {func(s *story) {
			s.facts.Health = model.Health{Code: "UNHEALTHY", Reason: model.BillOwnerChanged}
			s.Newest.Status = model.DeliveryFailure
		}, []string{"C8 failure, fact: AWS calls the export unhealthy: BILL_OWNER_CHANGED.", c1}},
		"C9, unhealthy": {func(s *story) { s.facts.Health.Code = "UNHEALTHY" }, []string{
			"C8 failure, fact: AWS calls the export unhealthy: no reason given.",
			"C9 note, fact: AWS calls the export unhealthy, though its newest run was delivered" + apart, c1,
		}},
		"C9, healthy": {func(s *story) { s.Newest.Status = model.QueryFailure }, []string{
			"C9 note, fact: AWS calls the export healthy, though its newest run failed" + apart, c1,
		}},
		"C10": {func(s *story) { s.facts.Health.RefreshedAt = clock("24 04:31") }, []string{
			"C10 note, guess: AWS's \"last refreshed\" (24 Nov 04:31 UTC) isn't the newest delivery's end " +
				"(24 Nov 04:20 UTC).", c1,
		}},
		"no C10 within minutes": {func(s *story) { s.facts.Health.RefreshedAt = clock("24 04:10") }, []string{c1}},
		"no permission": {func(s *story) { s.facts = model.CurrentExport{Probe: denied(model.ActionGetExport)} }, []string{
			"unseen, permission: Whether the export changed can't be seen: bcm-data-exports:GetExport.",
		}},
		"no answer": {func(s *story) { s.facts = model.CurrentExport{Probe: faulty(model.FaultTimeout)} }, []string{
			"unseen, no answer: Whether the export changed can't be seen (no answer in time: m).",
		}},
		"no run": {func(s *story) { s.Run = model.Execution{} }, []string{
			"unseen, limit: No snapshot of a run is known to compare the export with.",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			delivered := run(runID, model.DeliverySuccess, "24 04:00", "24 04:20")
			s := &story{
				Case: check.Case{
					Sought: model.SoughtOfExport(exportARN, export()), Now: clock("26 15:00"),
					Run: delivered, Newest: delivered, Delivered: delivered,
				},
				facts: model.CurrentExport{
					Probe:  model.Probe{Action: model.ActionGetExport, Requests: 1},
					Export: export(), Health: model.Health{Code: "HEALTHY"},
				},
			}
			tt.change(s)
			checkLines(t, s.Drift(s.facts), tt.want...)
		})
	}
}
