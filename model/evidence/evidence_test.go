package evidence_test

import (
	"slices"
	"testing"
	"time"

	"exportwatch/model"
	"exportwatch/model/check"
	"exportwatch/model/evidence"
	"exportwatch/model/watch"
)

const arn = "arn:aws:bcm-data-exports:us-east-1:111122223333:export/daily-9f1c75f3-f982-4d9a-b994-1ecb845814b7"

func noon() time.Time { return time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC) }

// watched is a list with an export of one run, which is answered for.
func watched(t *testing.T, status model.Status) (*watch.List, *watch.Watched) {
	t.Helper()
	list := watch.NewList(15*time.Second, 8, evidence.Checks(false))
	ref := model.Ref{ExportARN: arn, ExecutionID: "run-1"}
	list.Pin(ref, noon())
	said := model.Execution{
		Ref:       ref,
		Status:    status,
		CreatedAt: noon().Add(-time.Hour),
		UpdatedAt: noon().Add(-50 * time.Minute),
		Export: &model.Export{
			ARN: arn, Name: "daily", Query: "SELECT a, b FROM COST_AND_USAGE_REPORT",
			Destination: model.Destination{
				Bucket:    "acme",
				Prefix:    "cur",
				Region:    "us-east-1",
				Overwrite: model.OverwriteReport,
			},
		},
	}
	for _, ask := range list.Due(noon()) {
		list.Take(
			model.Reply{Ask: ask, Result: model.Answer{Execution: said, ServerTime: noon()}},
			noon(),
		)
	}
	return list, list.Watched()[0]
}

// answered is with what a kind of question is answered.
type answered struct {
	kind model.AskKind
	with model.Result
}

// answer looks at evidence and answers each question with what is given for its kind.
func answer(
	t *testing.T, list *watch.List, row *watch.Watched, results []answered,
) *evidence.Report {
	t.Helper()
	kinds := make([]model.AskKind, 0, len(results))
	for _, result := range results {
		kinds = append(kinds, result.kind)
	}
	list.Seek(row, row.Newest(), noon(), kinds...)
	for _, ask := range list.Due(noon()) {
		for _, result := range results {
			if result.kind == ask.Kind {
				list.Take(model.Reply{Ask: ask, Result: result.with}, noon())
			}
		}
	}
	return evidence.Of(row, row.Newest())
}

func probe() model.Probe { return model.Probe{Action: "an action", At: noon(), Requests: 1} }

// TestReportFollowsTheReplies holds that sections stand in order, that a fault takes its own section only,
// and that what is found is remembered for the next look.
func TestReportFollowsTheReplies(t *testing.T) {
	t.Parallel()
	list, row := watched(t, model.DeliverySuccess)
	if evidence.Of(row, row.Newest()) != nil || evidence.Of(nil, nil) != nil {
		t.Fatal("something was judged before anything came")
	}
	report := answer(t, list, row, []answered{
		{model.AskData, model.DataFacts{Metadata: model.ObjectList{Probe: probe(), Whole: true}}},
		{model.AskTable, model.TableFacts{Table: "COST_AND_USAGE_REPORT", Own: model.Schema{
			Probe: probe(), Columns: []model.Column{{Name: "a"}, {Name: "c"}},
		}}},
		{model.AskBucket, &model.Fault{Kind: model.FaultNoCredentials}},
	})
	var kinds []check.Kind
	for _, section := range report.Sections {
		kinds = append(kinds, section.Kind)
	}
	if !slices.Equal(kinds, []check.Kind{check.KindData, check.KindBucket, check.KindColumns}) {
		t.Errorf("sections %v", kinds)
	}
	data, _ := report.Section(check.KindData)
	if !data.Contradicts() || !row.Contradicted() || data.Findings[0].ID != "A3" {
		t.Errorf("a delivery without a manifest contradicts nothing: %+v", data)
	}
	if bucket, _ := report.Section(check.KindBucket); !bucket.Blind() || bucket.LookedAt.IsZero() {
		t.Errorf("bucket %+v", bucket)
	}
	if _, looked := report.Section(check.KindDrift); looked {
		t.Error("what nobody looked at has a section")
	}
	if len(report.Marks) != 1 || report.Marks[0].Column != "b" {
		t.Errorf("marks %+v", report.Marks)
	}
	if !slices.Equal(row.TableColumns(), []string{"a", "c"}) {
		t.Errorf("remembered %v", row.TableColumns())
	}
	if worst, found := report.Worst(); !found || worst.Severity != check.SeverityFailure {
		t.Errorf("worst %+v", worst)
	}
}

// TestCaseIsOfTheRow holds what a check is told of a row.
func TestCaseIsOfTheRow(t *testing.T) {
	t.Parallel()
	list, row := watched(t, model.QueryInProcess)
	c := evidence.CaseOf(list, row, row.Newest(), nil, noon())
	if !c.Underway || c.Run.Ref.ExecutionID != "run-1" || c.Newest.Ref != c.Run.Ref ||
		c.Delivered.Ref.ExecutionID != "" || c.Sought.ExportARN != arn {
		t.Errorf("case %+v", c)
	}
	if asSuch := evidence.CaseOf(list, row, nil, nil, noon()); asSuch.Run.Ref.ExecutionID != "" ||
		asSuch.Run.Ref.ExportARN != arn {
		t.Errorf("case of the export as such %+v", asSuch)
	}
}

// TestQuestionsBelongToChecks holds that each check has a question of its own, and that all are asked.
func TestQuestionsBelongToChecks(t *testing.T) {
	t.Parallel()
	var asked []model.AskKind
	for _, kind := range check.Kinds() {
		asked = append(asked, evidence.QuestionOf(kind))
	}
	if want := evidence.Questions(); !slices.Equal(asked, want) {
		t.Errorf("the checks ask %v, of all %v", asked, want)
	}
}
