package words_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"exportwatch/model"
	"exportwatch/model/words"
)

// explained is what is said about the first run of an export with the status and reason.
func explained(
	t *testing.T,
	status model.Status,
	reason model.Reason,
	overwrite string,
) words.Explanation {
	t.Helper()
	answer := ago(status, 9, 5)
	answer.Execution.Reason = reason
	answer.Execution.Export = &model.Export{Name: "daily", Destination: model.Destination{
		Bucket: "acme-billing", Overwrite: overwrite,
	}}
	list := observed(t, run(1), answer)
	return words.Explain(list.Run(run(1)))
}

func joined(remarks []words.Remark) string {
	texts := make([]string, 0, len(remarks))
	for _, remark := range remarks {
		texts = append(texts, remark.Text)
	}
	return strings.Join(texts, "\n")
}

func TestExplainEachCodeAndReason(t *testing.T) {
	t.Parallel()
	const none = model.Reason("")
	for _, test := range []struct {
		status model.Status
		reason model.Reason
		tone   words.Tone
		title  string
		todo   string // part of it; "" if there is nothing to do
	}{
		{model.InitiationInProcess, none, words.ToneBusy, "Accepted, not yet queued", ""},
		{model.QueryQueued, none, words.ToneBusy, "Waiting for the query to start", ""},
		{model.QueryInProcess, none, words.ToneBusy, "The query is running", ""},
		{model.DeliveryInProcess, none, words.ToneBusy, "Files are being written to S3", ""},
		{model.DeliverySuccess, none, words.ToneGood, "Delivered", ""},
		{model.DeliverySuccess, model.InternalFailure, words.ToneGood, "Delivered", ""}, // a strange account
		{model.QueryFailure, none, words.ToneBad, "Query failed; AWS gives no reason", "table and the columns"},
		{
			model.QueryFailure, model.InsufficientPermission, words.ToneBad, "The query failed for lack of a permission",
			"acme-billing",
		},
		{
			model.QueryFailure, model.BillOwnerChanged, words.ToneBad, "The bill's owner has changed",
			"Create a new export",
		},
		{model.QueryFailure, model.InternalFailure, words.ToneBad, "AWS internal failure", "AWS Health"},
		{model.QueryFailure, model.Deprecated, words.ToneBad, "AWS reports it as deprecated", "successor"},
		{
			model.QueryFailure, "MOON_FULL", words.ToneBad, "Query failed, for a reason exportwatch doesn't know",
			"table and the columns",
		},
		{model.DeliveryFailure, none, words.ToneBad, "Delivery failed; AWS gives no reason", "bucket exists"},
		{
			model.DeliveryFailure, model.InsufficientPermission, words.ToneBad,
			"AWS could not write to the bucket", "s3:PutObject for account " + account,
		},
		{
			model.DeliveryFailure, model.BillOwnerChanged, words.ToneBad, "The bill's owner has changed",
			"Create a new export",
		},
		{model.DeliveryFailure, model.InternalFailure, words.ToneBad, "AWS internal failure", "AWS Support"},
		{model.DeliveryFailure, model.Deprecated, words.ToneBad, "AWS reports it as deprecated", "successor"},
		{
			model.DeliveryFailure, "MOON_FULL", words.ToneBad,
			"Delivery failed, for a reason exportwatch doesn't know", "bucket exists",
		},
		{"DELIVERY_PAUSED", none, words.ToneWarn, "A status that exportwatch doesn't know", "Look it up"},
	} {
		got := explained(t, test.status, test.reason, model.CreateNewReport)
		if got.Tone != test.tone || got.Title != test.title {
			t.Errorf(
				"%s %s: tone %d, %q, want %d, %q",
				test.status,
				test.reason,
				got.Tone,
				got.Title,
				test.tone,
				test.title,
			)
		}
		todo := joined(got.Todo)
		if (test.todo == "") != (todo == "") || !strings.Contains(todo, test.todo) {
			t.Errorf(
				"%s %s: to do is %q, want something about %q",
				test.status,
				test.reason,
				todo,
				test.todo,
			)
		}
		if test.status.Failed() && strings.Contains(todo, "AWS schedules the next") ==
			(test.reason == model.BillOwnerChanged) {
			t.Errorf("%s %s: what comes next is told wrong: %q", test.status, test.reason, todo)
		}
		for _, code := range []string{string(test.status), string(test.reason)} {
			if !strings.Contains(got.Codes, code) {
				t.Errorf("%s %s: the codes are %q", test.status, test.reason, got.Codes)
			}
		}
		for _, remark := range append(got.Todo, got.Read...) {
			if !strings.HasSuffix(remark.Text, ".") {
				t.Errorf("%s %s: %q is no sentence", test.status, test.reason, remark.Text)
			}
		}
	}
}

func TestExplainWhetherTheDataCanBeRead(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		status    model.Status
		overwrite string
		want      string
	}{
		{model.QueryInProcess, model.OverwriteReport, "before is unchanged"},
		{model.QueryFailure, model.OverwriteReport, "wrote nothing"},
		{model.DeliveryInProcess, model.OverwriteReport, "Wait: files are being replaced"},
		{model.DeliveryInProcess, model.CreateNewReport, "Not yet: the manifest comes after"},
		{model.DeliveryInProcess, "", "Not yet: the manifest comes after"},
		{model.DeliverySuccess, model.OverwriteReport, "The next run replaces these files"},
		{model.DeliverySuccess, model.CreateNewReport, "Yes. Read only what the manifest lists"},
		{model.DeliveryFailure, model.OverwriteReport, "may have replaced some files"},
		{model.DeliveryFailure, model.CreateNewReport, "may have written some files"},
		{"DELIVERY_PAUSED", model.OverwriteReport, "Not known"},
	} {
		if got := joined(
			explained(t, test.status, "", test.overwrite).Read,
		); !strings.Contains(
			got,
			test.want,
		) {
			t.Errorf(
				"%s with %q: %q, want something about %q",
				test.status,
				test.overwrite,
				got,
				test.want,
			)
		}
	}
}

// What rests on no document of AWS is marked.
func TestGuessesAreMarked(t *testing.T) {
	t.Parallel()
	for _, got := range []words.Explanation{
		explained(t, model.QueryFailure, model.Deprecated, ""),
		explained(t, model.DeliveryFailure, "", ""),
	} {
		if !got.Todo[0].Guess || !got.Read[0].Guess {
			t.Errorf("a guess passes for AWS's word: %+v", got)
		}
	}
	if got := explained(t, model.DeliveryFailure, model.InternalFailure, ""); got.Todo[0].Guess {
		t.Errorf("AWS's own remedy passes for a guess: %+v", got.Todo[0])
	}
}

// What to do about a failure begins with that, not with why: the JSON tells the first sentence alone.
func TestRemediesBeginWithWhatToDo(t *testing.T) {
	t.Parallel()
	for _, reason := range []model.Reason{
		"", model.InsufficientPermission, model.BillOwnerChanged, model.InternalFailure,
		model.Deprecated, "MOON_FULL",
	} {
		for _, status := range []model.Status{model.QueryFailure, model.DeliveryFailure} {
			todo := explained(t, status, reason, "").Todo[0].Text
			verb, _, _ := strings.Cut(todo, " ")
			if !slices.Contains([]string{"Check", "Create", "Look"}, verb) {
				t.Errorf("%s %s: %q", status, reason, todo)
			}
		}
	}
}

func TestExplainWhatWasMadeGood(t *testing.T) {
	t.Parallel()
	list := observed(t, run(1), ago(model.DeliveryFailure, 9, 5))
	list.Pin(run(2), start())
	tell(t, list, run(2), ago(model.DeliverySuccess, 4, 1), start())
	got := words.Explain(list.Run(run(1)))
	if got.Tone != words.ToneNeutral || !strings.HasSuffix(got.Title, ", then made good") {
		t.Errorf("tone %d, %q", got.Tone, got.Title)
	}
	if todo := joined(
		got.Todo,
	); !strings.Contains(
		todo,
		"doesn't say whether it covers the same period",
	) {
		t.Errorf("to do: %q", todo)
	}
}

func TestExplainWithoutAnythingKnown(t *testing.T) {
	t.Parallel()
	ref := model.Ref{ExportARN: "odd", ExecutionID: "1"}
	list := observed(t, ref, says(model.DeliveryFailure, time.Time{}, time.Time{}))
	if got := words.Explain(list.Run(ref)); got.Codes != "DELIVERY_FAILURE" {
		t.Errorf("codes are %q", got.Codes)
	}
	denied := says(model.DeliveryFailure, time.Time{}, time.Time{})
	denied.Execution.Reason = model.InsufficientPermission
	list = observed(t, ref, denied)
	todo := joined(words.Explain(list.Run(ref)).Todo)
	if !strings.Contains(todo, "the policy of the export's bucket") ||
		!strings.Contains(todo, "the export's account") {
		t.Errorf("to do: %q", todo)
	}
}

// AWS explains the reason by the delivery: of a query that failed so, we know nothing.
func TestRemedyOfARefusedQueryIsAGuess(t *testing.T) {
	t.Parallel()
	for _, status := range []model.Status{model.DeliveryFailure, model.QueryFailure} {
		got := explained(t, status, model.InsufficientPermission, "")
		guess := status == model.QueryFailure
		if got.Todo[0].Guess != guess || strings.Contains(got.Brief, "Inferred") != guess {
			t.Errorf("%s: %+v, in brief %q", status, got.Todo[0], got.Brief)
		}
	}
}

// What AWS's page says of the bucket's policy holds for the partition that it is about.
func TestRemedyNamesTheRegionOfItsOwnPartition(t *testing.T) {
	t.Parallel()
	for arn, want := range map[string]bool{
		"arn:aws:bcm-data-exports:us-east-1:111122223333:export/daily":         true,
		"arn:aws-cn:bcm-data-exports:cn-northwest-1:111122223333:export/daily": false,
		"daily": false,
	} {
		ref := model.Ref{ExportARN: arn, ExecutionID: "1"}
		answer := ago(model.DeliveryFailure, 9, 5)
		answer.Execution.Reason = model.InsufficientPermission
		list := observed(t, ref, answer)
		todo := joined(words.Explain(list.Run(ref)).Todo)
		if strings.Contains(todo, "us-east-1") != want {
			t.Errorf("of %s it says: %s", arn, todo)
		}
	}
}

// TestReplacedDataIsNotOffered: the files of a run that later ones have overwritten are gone.
func TestReplacedDataIsNotOffered(t *testing.T) {
	t.Parallel()
	delivered := func(created int, overwrite string) model.Answer {
		answer := ago(model.DeliverySuccess, created, created-5)
		answer.Execution.Export = &model.Export{
			Name: "daily", Destination: model.Destination{Bucket: "b", Overwrite: overwrite},
		}
		return answer
	}
	for overwrite, want := range map[string]string{
		model.OverwriteReport: "Replaced by later runs; the newest delivery is of 10 Jul 02:36 UTC.",
		model.CreateNewReport: "Yes.",
	} {
		list := observed(t, run(1), delivered(600, overwrite))
		list.Pin(run(2), start())
		tell(t, list, run(2), delivered(60, overwrite), start().Add(time.Minute))
		if got := words.Explain(list.Run(run(1))).Read[0].Text; !strings.HasPrefix(got, want) {
			t.Errorf("%s: %q, want %q", overwrite, got, want)
		}
		if got := words.Explain(list.Run(run(2))).Read[0].Text; !strings.HasPrefix(got, "Yes.") {
			t.Errorf("%s: of the newest delivery: %q", overwrite, got)
		}
	}
}

// TestWhatBeganBeforeMakesNothingGood says so of a run that was delivered beside the failed one.
func TestWhatBeganBeforeMakesNothingGood(t *testing.T) {
	t.Parallel()
	list := observed(t, run(1), ago(model.DeliveryFailure, 120, 111))
	list.Pin(run(2), start())
	tell(t, list, run(2), ago(model.DeliverySuccess, 119, 101), start().Add(time.Minute))
	if todo := joined(
		words.Explain(list.Run(run(1))).Todo,
	); !strings.Contains(
		todo,
		"makes nothing good",
	) {
		t.Errorf("to do: %q", todo)
	}
}
