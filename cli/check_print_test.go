package cli_test

import (
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"exportwatch/cli"
	"exportwatch/model"
	"exportwatch/model/check"
	"exportwatch/model/policy"
	"exportwatch/model/watch"
)

// checkJSON is the JSON of check as docs/json.md describes it, written down here once more.
type checkJSON struct {
	Version, Requests int
	AsOf              time.Time
	Unmatched         []struct{ Target string }
	Exports           []checkedJSON
}

type checkedJSON struct {
	Account, Profile, Name, ExportArn, ExecutionId, Status, StatusReason, Worst string

	Complete *bool
	Requests int
	Checks   []struct {
		Check, Answer, Verdict string
		LookedAt               time.Time
		Requests               int
		Details                []string
	}
	Findings []struct {
		Check, Id, Severity, Certainty, Sentence, Todo, Wants, Sends, Paste string
	}
	Unseen []struct{ Check, Why, Sentence, Action, Resource string }
	Policy *struct {
		Data, Manifest, Check, Root struct {
			Verdict string
			Likely  *bool
			Why     *string
		}
	}
	Fault *struct{ Code string }
}

// find returns what was found of an export.
func (d checkJSON) find(t *testing.T, name string) checkedJSON {
	t.Helper()
	at := slices.IndexFunc(d.Exports, func(e checkedJSON) bool { return e.Name == name })
	if at < 0 {
		t.Fatalf("no %s in %+v", name, d)
	}
	return d.Exports[at]
}

// ids are the rules that found something, sorted.
func (c checkedJSON) ids() string {
	var ids []string
	for _, finding := range c.Findings {
		ids = append(ids, finding.Id)
	}
	slices.Sort(ids)
	return strings.Join(ids, " ")
}

// parseChecks reads the document, which must be whole.
func (o outcome) parseChecks(t *testing.T) checkJSON {
	t.Helper()
	var doc checkJSON
	if err := json.Unmarshal([]byte(o.out), &doc); err != nil || doc.Version != 1 {
		t.Fatalf("version %d, %v in\n%s\n%s", doc.Version, err, o.out, o.errs)
	}
	return doc
}

// Every field is described, and no other.
func TestCheckJSONIsDescribed(t *testing.T) {
	t.Parallel()
	text := read(t, filepath.Join("..", "docs", "json.md"))
	_, text, _ = strings.Cut(text, "\n# The JSON of `exportwatch check`\n")
	text, _, _ = strings.Cut(text, "\n#")
	if described := describedFields(text); !slices.Equal(described, cli.CheckFields()) {
		t.Errorf("docs/json.md describes\n%q\nthe program prints\n%q", described, cli.CheckFields())
	}
}

// delivered is a watch list of one export with a delivered run.
func delivered(t *testing.T) *watch.List {
	t.Helper()
	now := time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)
	list := watch.NewList(time.Minute, 1)
	list.FollowARN(goodARN, now)
	for _, ask := range list.Due(now) {
		list.Take(model.Reply{Ask: ask, Result: model.ExecutionList{
			Executions: []model.Execution{{
				Ref:    model.Ref{ExportARN: goodARN, ExecutionID: "run-1"},
				Status: model.DeliverySuccess, CreatedAt: now.Add(-time.Hour),
				UpdatedAt: now.Add(-time.Minute),
			}},
			Complete: true, NewestFirst: true, ServerTime: now,
		}}, now)
	}
	return list
}

// found are sections with one of everything.
func found() []check.Section {
	looked := time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)
	return []check.Section{{
		Kind: check.KindData, LookedAt: looked, Requests: 4,
		Findings: []check.Finding{
			{
				ID: "A13", Severity: check.SeverityWarning, Certainty: check.CertaintyLikely,
				Sentence: "Files changed at 11:00, after the manifest.",
				Todo:     "Don't load; wait for the next delivery.",
				Remedy: check.Remedy{
					Kind: check.RemedyReadManifest, Bucket: "acme", Key: "p/n/metadata/m.json",
				},
			},
			{
				ID:       "A2",
				Sentence: "A manifest was written within this run; all 3 files, 1.2 GB, are there.",
			},
		},
		Details: []string{"Nothing to see."},
	}, {
		Kind: check.KindBucket, LookedAt: looked, Requests: 3,
		Findings: []check.Finding{
			{
				ID:       "B8",
				Severity: check.SeverityFailure,
				Sentence: "No statement lets Data Exports write; the nearest wants another Region.",
				Compare: &check.Compare{
					Lead:  "The nearest statement wants",
					Wants: "arn:eu",
					Sends: "arn:us",
				},
				Todo: "Use the statement that AWS asks for.",
				Remedy: check.Remedy{
					Kind:      check.RemedyStatement,
					ExportARN: goodARN,
					Account:   "111122223333",
					Bucket:    "acme",
				},
			},
		},
		Policy: &check.Policy{
			Data: policy.Judgement{Verdict: policy.VerdictNotGranted},
			Manifest: policy.Judgement{
				Verdict: policy.VerdictDenied,
				Likely:  true,
				Number:  2,
				Deny:    true,
			},
			Check: policy.Judgement{Verdict: policy.VerdictUnknown, Unreadable: "it isn't JSON"},
			Root:  policy.Judgement{Verdict: policy.VerdictGranted, Number: 1},
		},
	}, {
		Kind: check.KindDrift, LookedAt: looked, Requests: 1,
		Findings: []check.Finding{{
			ID: "C4", Severity: check.SeverityNote,
			Sentence: "The query changed since this run: columns +a, −b.",
		}},
	}, {
		Kind: check.KindColumns, LookedAt: looked, Requests: 1,
		Unseen: []check.Unseen{{
			Why: check.UnseenDenied, Action: model.ActionGetTable, Resource: "*",
			Sentence: "Whether the columns still exist can't be seen: bcm-data-exports:GetTable.",
		}},
	}}
}

// printed is what is printed of found in a form.
func printed(t *testing.T, form string, ascii bool) string {
	t.Helper()
	out := temporary(t, "")
	list := delivered(t)
	all := map[string][]check.Section{list.Watched()[0].Title(): found()}
	if err := cli.PrintChecks(out, list, all, form, ascii); err != nil {
		t.Fatal(err)
	}
	return content(t, out)
}

// The table has the worst of each check first, how sure that is in words, what to do, what to
// paste, what wasn't seen, and what it took.
func TestCheckTable(t *testing.T) {
	t.Parallel()
	want := `✗ 1 with a failure   as of 2026-11-26 12:00:00 UTC

some-export  Delivered 2026-11-26 11:59 UTC, run run-1
Is the data there?  Yes, but look at this.
  ! A13  Files changed at 11:00, after the manifest. (most likely)
         To do: Don't load; wait for the next delivery.
         $ aws s3 cp s3://acme/p/n/metadata/m.json -
  ✓ A2   A manifest was written within this run; all 3 files, 1.2 GB, are there. (as read)
Can AWS write?  No.
  ✗ B8   The nearest statement wants (as read)
         policy  arn:eu
         sent    arn:us
         To do: Use the statement that AWS asks for.
         {
`
	got := printed(t, "table", false)
	if !strings.HasPrefix(got, want) {
		t.Errorf("got\n%s\nwant\n%s…", got, want)
	}
	want = `         }
Did the export change since this run?  A little.
  · C4   The query changed since this run: columns +a, −b. (as read)
Does the query fit the table?  That can't be seen.
  ?      Whether the columns still exist can't be seen: bcm-data-exports:GetTable.

9 requests for the checks, 7 of them to S3
`
	if !strings.HasSuffix(got, want) {
		t.Errorf("got\n%s\nwant …\n%s", got, want)
	}
	for _, r := range printed(t, "table", true) {
		if r > '~' {
			t.Errorf("--ascii prints %q", r)
		}
	}
}

// The document says the same.
func TestCheckJSON(t *testing.T) {
	t.Parallel()
	text := printed(t, "json", false)
	doc := outcome{out: text}.parseChecks(t)
	e := doc.find(t, "some-export")
	if doc.Requests != 9 || e.Requests != 9 || e.Worst != "failure" || e.ExecutionId != "run-1" ||
		e.Status != "DELIVERY_SUCCESS" || e.ids() != "A13 A2 B8 C4" || !*e.Complete {
		t.Errorf("%+v", e)
	}
	first := e.Findings[0]
	if first.Check != "data" || first.Severity != "warning" || first.Certainty != "likely" ||
		first.Todo != "Don't load; wait for the next delivery." ||
		first.Paste != "aws s3 cp s3://acme/p/n/metadata/m.json -" {
		t.Errorf("%+v", first)
	}
	if b8 := e.Findings[2]; b8.Wants != "arn:eu" || b8.Sends != "arn:us" ||
		!strings.Contains(b8.Paste, "bcm-data-exports.amazonaws.com") {
		t.Errorf("%+v", b8)
	}
	p := e.Policy
	verdicts := []string{
		p.Data.Verdict, p.Manifest.Verdict, p.Check.Verdict, p.Root.Verdict,
	}
	if strings.Join(verdicts, ", ") != "not granted, denied, can't tell, granted" ||
		*p.Data.Likely || !*p.Manifest.Likely || *p.Check.Why != "it isn't JSON" ||
		*p.Root.Why != "statement 1 allows it" {
		t.Errorf("%s", text)
	}
	if u := e.Unseen; len(u) != 1 || u[0].Check != "columns" || u[0].Why != "permission" ||
		u[0].Action != "bcm-data-exports:GetTable" || u[0].Resource != "*" {
		t.Errorf("%+v", u)
	}
	if c := e.Checks; len(c) != 4 || c[0].Answer != "partly" || c[3].Answer != "unseen" ||
		c[1].Verdict != "No." || c[0].LookedAt.IsZero() || c[0].Requests != 4 {
		t.Errorf("%+v", c)
	}
}

// How the exit code comes to be.
func TestCheckOutcome(t *testing.T) {
	t.Parallel()
	list := delivered(t)
	name := list.Watched()[0].Title()
	data := func(findings []check.Finding, unseen ...check.Unseen) check.Section {
		return check.Section{Kind: check.KindData, Findings: findings, Unseen: unseen}
	}
	with := func(severity check.Severity) []check.Finding {
		return []check.Finding{{ID: "A2"}, {ID: "A0", Severity: severity}}
	}
	denied := check.Unseen{Why: check.UnseenDenied}
	columns := check.Section{Kind: check.KindColumns, Unseen: []check.Unseen{denied}}
	for _, test := range []struct {
		name   string
		found  []check.Section
		only   string
		failAt string
		code   int
	}{
		{"fine", []check.Section{data(with(check.SeverityNote))}, "", "failure", 0},
		{"a warning", []check.Section{data(with(check.SeverityWarning))}, "", "failure", 0},
		{"a warning that fails", []check.Section{data(with(check.SeverityWarning))}, "", "warning", 1},
		{"a note", []check.Section{data(with(check.SeverityNote))}, "", "warning", 0},
		{"a failure", []check.Section{data(with(check.SeverityFailure))}, "", "failure", 1},
		{"a failure, warnings fail", []check.Section{data(with(check.SeverityFailure))}, "", "warning", 1},
		{
			"no answer",
			[]check.Section{data(with(check.SeverityOK), check.Unseen{Why: check.UnseenFailed})},
			"", "failure", 3,
		},
		{
			"a failure and no answer",
			[]check.Section{data(with(check.SeverityFailure), check.Unseen{Why: check.UnseenFailed})},
			"", "failure", 1,
		},
		{
			"more than is looked at",
			[]check.Section{data(with(check.SeverityOK), check.Unseen{Why: check.UnseenCapped})},
			"", "failure", 0,
		},
		{"one of two denied", []check.Section{data(with(check.SeverityOK)), columns}, "", "failure", 0},
		{
			"one of two named denied",
			[]check.Section{data(with(check.SeverityOK)), columns},
			"data columns", "failure", 3,
		},
		{"all denied", []check.Section{data(nil, denied), columns}, "", "failure", 3},
		{"never looked at", nil, "", "failure", 3},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			all := map[string][]check.Section{name: test.found}
			code := cli.CheckOutcome(list, all, strings.Fields(test.only), test.failAt)
			if code != test.code {
				t.Errorf("exit code %d, want %d", code, test.code)
			}
		})
	}
}
