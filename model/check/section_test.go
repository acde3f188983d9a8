package check_test

import (
	"reflect"
	"testing"

	"exportwatch/model"
	"exportwatch/model/check"
)

// TestVerdicts holds the line that answers a section's title.
func TestVerdicts(t *testing.T) {
	t.Parallel()
	found := func(id string, severity check.Severity, certainty check.Certainty) check.Finding {
		return check.Finding{ID: id, Severity: severity, Certainty: certainty}
	}
	ok := found("x1", check.SeverityOK, check.CertaintyFact)
	opened := found("A28", check.SeverityOK, check.CertaintyFact)
	note := found("x2", check.SeverityNote, check.CertaintyFact)
	warning := found("x3", check.SeverityWarning, check.CertaintyFact)
	failure := found("x4", check.SeverityFailure, check.CertaintyFact)
	likely := found("x5", check.SeverityFailure, check.CertaintyLikely)
	drift := func(id string, severity check.Severity, fine ...string) check.Section {
		s := check.Section{Kind: check.KindDrift, Findings: []check.Finding{found(id, severity, 0)}}
		for _, id := range fine {
			s.Findings = append(s.Findings, found(id, check.SeverityOK, 0))
		}
		return s
	}
	unseen := []check.Unseen{{Why: check.UnseenDenied}}
	judged := func(name string) *check.Policy {
		s := newBucketStory(t)
		s.says(t, name)
		return s.judged().Policy
	}
	for name, tt := range map[string]struct {
		section check.Section
		want    string
		answer  check.Answer
	}{
		"data": {check.Section{Findings: []check.Finding{note, ok}}, "Yes, as far as can be seen.", check.AnswerYes},
		"data, warning beside it": {
			check.Section{Findings: []check.Finding{warning, ok}},
			"Yes, but look at this.",
			check.AnswerPartly,
		},
		"data, warning alone": {
			check.Section{Findings: []check.Finding{warning}}, "Not for certain.", check.AnswerPartly,
		},
		"data, failure": {check.Section{Findings: []check.Finding{failure, likely}}, "No.", check.AnswerNo},
		"data, likely": {
			check.Section{Findings: []check.Finding{likely, ok}}, "Most likely not.", check.AnswerNo,
		},
		"data, not yet": {
			check.Section{Findings: []check.Finding{found("A4", check.SeverityNote, 0)}},
			"Not yet.",
			check.AnswerCantTell,
		},
		"data, replaced": {
			check.Section{Findings: []check.Finding{found("A6", check.SeverityNote, 0)}},
			"That can't be told any more.", check.AnswerCantTell,
		},
		"data, nothing of this month": {
			check.Section{Findings: []check.Finding{found("A17", check.SeverityNote, 0), ok}},
			"Yes, but nothing of this month.", check.AnswerYes,
		},
		"data, next to nothing": {
			check.Section{Findings: []check.Finding{found("A19", check.SeverityNote, 0), ok}},
			"Yes, but next to nothing.", check.AnswerYes,
		},
		"data, no files": {
			check.Section{Findings: []check.Finding{found("A19", check.SeverityNote, 0)}},
			"Next to nothing.", check.AnswerCantTell,
		},
		"data, note": {check.Section{Findings: []check.Finding{note}}, "That can't be told.", check.AnswerCantTell},
		"data, a file was opened": {
			check.Section{Findings: []check.Finding{opened}, Unseen: unseen},
			"That can't be seen.", check.AnswerUnseen,
		},
		"data, warning and a file opened": {
			check.Section{Findings: []check.Finding{warning, opened}},
			"Not for certain.", check.AnswerPartly,
		},
		"data, unseen":    {check.Section{Unseen: unseen}, "That can't be seen.", check.AnswerUnseen},
		"data, not asked": {check.Section{}, "That can't be seen.", check.AnswerUnseen},
		"bucket": {
			check.Section{Kind: check.KindBucket, Findings: []check.Finding{ok}, Policy: judged("01-aws-today")},
			"The policy lets it.", check.AnswerYes,
		},
		"bucket, likely": {
			check.Section{Kind: check.KindBucket, Policy: judged("20-star-principal")},
			"The policy most likely lets it.", check.AnswerYes,
		},
		"bucket, can't tell": {
			check.Section{
				Kind: check.KindBucket, Findings: []check.Finding{note, ok},
				Policy: judged("08-deny-unless-kms"),
			}, "That can't be told.", check.AnswerCantTell,
		},
		"bucket, policy unseen": {
			check.Section{Kind: check.KindBucket, Findings: []check.Finding{ok}, Unseen: unseen},
			"That can't be seen.", check.AnswerUnseen,
		},
		"bucket, warning": {
			check.Section{
				Kind: check.KindBucket, Findings: []check.Finding{warning}, Policy: judged("01-aws-today"),
			}, "Something may hinder it.", check.AnswerPartly,
		},
		"bucket, likely denied": {
			check.Section{Kind: check.KindBucket, Findings: []check.Finding{likely}},
			"Most likely not.",
			check.AnswerNo,
		},
		"drift": {drift("C1", check.SeverityOK), "No.", check.AnswerYes},
		"drift, settings added": {
			drift("C5", check.SeverityNote, "C1"), "No.", check.AnswerYes,
		},
		"drift, changed":   {drift("C3", check.SeverityWarning), "Yes.", check.AnswerPartly},
		"drift, a note":    {drift("C6", check.SeverityNote), "A little.", check.AnswerCantTell},
		"drift, unhealthy": {drift("C8", check.SeverityFailure, "C1"), "No; AWS calls it unhealthy.", check.AnswerNo},
		"drift, unhealthy, no run": {
			drift("C8", check.SeverityFailure), "That can't be seen; AWS calls it unhealthy.",
			check.AnswerNo,
		},
		"columns": {check.Section{Kind: check.KindColumns, Findings: []check.Finding{ok}}, "Yes.", check.AnswerYes},
		"columns, warning": {
			check.Section{Kind: check.KindColumns, Findings: []check.Finding{warning, ok}},
			"Yes, but look at this.", check.AnswerPartly,
		},
		"columns, failure": {check.Section{Kind: check.KindColumns, Findings: []check.Finding{failure}}, "No.", check.AnswerNo},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got, answer := tt.section.Verdict(), tt.section.Answer(); got != tt.want ||
				answer != tt.answer {
				t.Errorf("says %q (%v), want %q (%v)", got, answer, tt.want, tt.answer)
			}
		})
	}
}

// TestReadable: that the data is there is no answer to whom it was refused.
func TestReadable(t *testing.T) {
	t.Parallel()
	refused := &model.SampleFacts{Probe: denied(model.ActionGetObject)}
	for name, tt := range map[string]struct {
		change func(*story)
		want   string
		answer check.Answer
	}{
		"there":   {func(*story) {}, "Yes, as far as can be seen.", check.AnswerYes},
		"refused": {func(s *story) { s.sample = refused }, "Not with your permissions.", check.AnswerPartly},
		"gone": {func(s *story) {
			s.sample, s.facts.Data.Objects = refused, s.facts.Data.Objects[:1]
		}, "No.", check.AnswerNo},
	} {
		s := newStory()
		tt.change(s)
		if answer, said := s.judged().Readable(); said != tt.want || answer != tt.answer {
			t.Errorf("%s: says %q (%v), want %q (%v)", name, said, answer, tt.want, tt.answer)
		}
	}
}

// TestSection holds what the list, the exit code and the order hang on.
func TestSection(t *testing.T) {
	t.Parallel()
	s := newStory()
	s.facts.Data.Objects[0].Class = "GLACIER"
	s.facts.Data.Objects[1].Size = 0
	got := s.judged()
	if got.Worst() != check.SeverityFailure || !got.Failed(check.SeverityWarning) ||
		!got.Contradicts() {
		t.Errorf("worst %v", got.Worst())
	}
	if got.Complete() || got.LookAgain() {
		t.Error("archived files are complete, or will pass")
	}
	if whole := newStory().judged(); !whole.Complete() || whole.LookAgain() {
		t.Errorf("not complete: %v", lines(whole))
	}
	moving := newStory()
	moving.facts.Moved = true
	if found := moving.judged(); found.Complete() || !found.LookAgain() {
		t.Errorf("complete: %v", lines(found))
	}
	first := newStory()
	first.facts.Metadata.Objects = nil
	if found := first.judged(); found.Complete() || !found.LookAgain() {
		t.Errorf("no first manifest, which may come: %v", lines(found))
	}
	if got.Requests != 3 || !got.LookedAt.Equal(clock("26 15:00")) || got.Blind() {
		t.Errorf("%d requests at %v", got.Requests, got.LookedAt)
	}
	fault := &model.Fault{Kind: model.FaultTimeout}
	if blind := check.Unanswered(check.KindData, fault); !blind.Blind() || blind.Contradicts() {
		t.Errorf("not blind: %v", lines(blind))
	}
	refused := &model.Fault{Kind: model.FaultDenied, Action: model.ActionGetTable}
	got = check.Unanswered(check.KindColumns, refused)
	if got.Blind() || got.Unseen[0].Action != model.ActionGetTable {
		t.Errorf("blind: %+v", got.Unseen)
	}
}

// TestSee holds what is worth remembering.
func TestSee(t *testing.T) {
	t.Parallel()
	s := newStory()
	s.judged()
	body := []byte(
		`{"executionId":"` + runID + `","columns":["a"],"dataFiles":["` + dataKey + `"]}`,
	)
	s.facts.Manifest.Body = body
	got, ok := s.See(s.facts)
	want := check.Seen{
		Key: manifestKey, DataKey: dataKey, ETag: `"1"`, Written: clock("24 04:19"),
		Partition: november, Bytes: 400 * MB, Columns: []string{"a"}, Matched: true,
	}
	if !ok || !reflect.DeepEqual(got, want) {
		t.Errorf("saw %+v, want %+v", got, want)
	}
	s.facts.Data.Objects = nil
	if got, _ := s.See(s.facts); got.Bytes != -1 || got.DataKey != "" {
		t.Errorf("saw %+v of files that aren't there", got)
	}
	s.facts.Manifest.Body = nil
	if _, ok := s.See(s.facts); ok {
		t.Error("saw a manifest that wasn't read")
	}
}

// TestPartitions holds what really lies in the bucket.
func TestPartitions(t *testing.T) {
	t.Parallel()
	s := newStory()
	s.before(october, 7)
	s.facts.Metadata.Objects = append([]model.Object{
		object(
			metadata+"BILLING_PERIOD=2026-09/run/cur2-daily-Manifest.json",
			1,
			month(9, "2 04:00"),
		),
		object(metadata+"BILLING_PERIOD=2026-09/cur2-daily-Manifest.json", 1, month(9, "3 04:00")),
	}, s.facts.Metadata.Objects...)
	s.judged()
	got := s.Partitions(s.facts)
	if len(got) != 3 || got[0].Name != "BILLING_PERIOD=2026-09" || got[0].Listed ||
		!got[0].Manifest.Modified.Equal(month(9, "3 04:00")) {
		t.Fatalf("found %+v", got)
	}
	if got[1].Name != october || got[1].Bytes != 7 || !got[1].Listed ||
		got[2].Name != november || got[2].Files != 3 || got[2].Bytes != 1200*MB || !got[2].Whole {
		t.Errorf("found %+v", got)
	}
}

// TestSureness: how sure a finding is, is said once.
func TestSureness(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		certainty check.Certainty
		text      string
		want      string
	}{
		{check.CertaintyFact, "It is there.", "as read"},
		{check.CertaintyFact, "It differs. (Our guess: that may hinder.)", ""},
		{check.CertaintyLikely, "Files are gone.", "most likely"},
		{check.CertaintyLikely, "Most likely files are gone.", ""},
		{check.CertaintyGuess, "It grows.", "our guess"},
	} {
		if got := (check.Finding{Certainty: tt.certainty}).Sureness(tt.text); got != tt.want {
			t.Errorf("%q: %q, want %q", tt.text, got, tt.want)
		}
	}
}
