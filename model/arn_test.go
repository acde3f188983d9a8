package model_test

import (
	"strings"
	"testing"

	"exportwatch/model"
)

func TestParseTarget(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		text string
		want model.Ref
		err  string // part of the error
	}{
		{text: daily + "#f0cfeaf0-c552-47e7-82bc-0107fbfc7a8b", want: model.Ref{
			ExportARN: daily, ExecutionID: "f0cfeaf0-c552-47e7-82bc-0107fbfc7a8b",
		}},
		// AWS's own sample, which breaks AWS's own pattern: AWS has the last word.
		{text: "arn:aws:bcm-data-exports:::export:Example/837fcfce#x", want: model.Ref{
			ExportARN: "arn:aws:bcm-data-exports:::export:Example/837fcfce", ExecutionID: "x",
		}},
		// An id is opaque: any character may stand in it.
		{text: "arn#a#b c", want: model.Ref{ExportARN: "arn", ExecutionID: "a#b c"}},
		{text: "", err: "ARN#EXECUTION-ID"},
		{text: daily, err: "names no execution"},
		{text: "#id", err: "no export ARN"},
		{text: "arn#", err: "no execution id"},
		{text: "\x1b[31mred", err: `"�[31mred" names no execution`},
	} {
		got, err := model.ParseTarget(test.text)
		switch {
		case test.err == "" && (err != nil || got != test.want):
			t.Errorf("%q is read as %v, %v", test.text, got, err)
		case test.err != "" && (err == nil || !strings.Contains(err.Error(), test.err)):
			t.Errorf("%q: error is %v, want one about %q", test.text, err, test.err)
		}
	}
}

func TestCheckARNWarnsOfWhatIsOdd(t *testing.T) {
	t.Parallel()
	const head = "arn:aws:bcm-data-exports:us-east-1:111122223333:"
	for _, test := range []struct{ arn, odd string }{
		{daily, ""},
		{"arn:aws-cn:bcm-data-exports:cn-northwest-1:111122223333:export/daily", ""},
		{head + "export/old!name_.*'()", ""}, // names were wider until March 2026
		{head + "export/a:b/c", ""},
		{"", "isn't of the form"},
		{"daily", "isn't of the form"},
		{"arn:aws:bcm-data-exports:us-east-1", "isn't of the form"},
		{"urn:aws:bcm-data-exports:us-east-1:111122223333:export/daily", "isn't of the form"},
		{"arn::bcm-data-exports:us-east-1:111122223333:export/daily", "isn't of the form"},
		{"arn:aws:cur:us-east-1:111122223333:definition/daily", `its service is "cur"`},
		{"arn:aws:\x1b:us-east-1:111122223333:export/daily", `its service is "�"`},
		{"arn:aws:bcm-data-exports:::export/daily", "no account of 12 digits"},
		{"arn:aws:bcm-data-exports:us-east-1:11112222333x:export/daily", "no account of 12 digits"},
		{"arn:aws:bcm-data-exports:us-east-1:１１１１:export/daily", "no account of 12 digits"},
		{head + "table/daily", "no export/NAME"},
		{head + "export:daily", "no export/NAME"},
		{head + "export/", "no export/NAME"},
		{head + "export/daily ", "a character that no ARN holds"},
		{head + "export/daily\n", "a character that no ARN holds"},
		{head + "export/daily\u20139f1c", "a character that no ARN holds"},
	} {
		err := model.CheckARN(test.arn)
		switch {
		case test.odd == "" && err != nil:
			t.Errorf("%q is no odd ARN: %v", test.arn, err)
		case test.odd != "" && (err == nil || !strings.Contains(err.Error(), test.odd)):
			t.Errorf("%q: %v, want a warning that %s", test.arn, err, test.odd)
		case err != nil && unsafe(err.Error()) != "":
			t.Errorf("%q: the warning %q is not safe to show", test.arn, err)
		}
	}
}

func FuzzParseTarget(f *testing.F) {
	for _, seed := range []string{
		"arn:aws:bcm-data-exports:us-east-1:111122223333:export/daily#id", "#", "a#b#c", "\x00#\xff",
		"arn:::::#x", "arn:::::export/-9f1c75f3-f982-4d9a-b994-1ecb845814b7#x",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		ref, err := model.ParseTarget(text)
		if err != nil {
			if complaint := unsafe(err.Error()); complaint != "" {
				t.Errorf("the error %q is not safe to show: %s", err, complaint)
			}
			return
		}
		if back := ref.ExportARN + "#" + ref.ExecutionID; back != text {
			t.Errorf("%q was read as %q", text, back)
		}
		if again, err := model.ParseTarget(
			ref.String(),
		); err == nil &&
			again.String() != ref.String() {
			t.Errorf("shown as %q, which is read as %q", ref, again)
		}
		shown := []string{ref.String(), ref.ARN(), ref.ID(), ref.ExportName()}
		if err := model.CheckARN(ref.ExportARN); err != nil {
			shown = append(shown, err.Error())
		}
		for _, text := range shown {
			if complaint := unsafe(text); complaint != "" {
				t.Errorf("%q is not safe to show: %s", text, complaint)
			}
		}
		if account := ref.Account(); account != "" && len(account) != 12 {
			t.Errorf("%q is no account", account)
		}
	})
}
