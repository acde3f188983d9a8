package awsclient_test

import (
	"slices"
	"testing"
	"time"

	"exportwatch/model"
	"exportwatch/model/check"
)

// checked judges all that is answered about the newest run of an export in a state.
func (s *stories) checked(name, status string) map[check.Kind]check.Section {
	s.t.Helper()
	run := s.run(name, status)
	sought, ok := model.SoughtOf(run)
	if !ok {
		s.t.Fatalf("%s has no snapshot", name)
	}
	sought.Switches = []string{"INCLUDE_RESOURCES", "INCLUDE_SPLIT_COST_ALLOCATION_DATA"}
	c := check.Case{
		Sought: sought, Now: s.now, Run: run, Newest: run,
		Underway: run.Status.Outcome() == model.OutcomeUnderway,
	}
	if run.Status.Delivered() {
		c.Delivered = run
	}
	now, _ := s.answer(model.AskCurrent, sought).(model.CurrentExport)
	table, _ := s.answer(model.AskTable, sought).(model.TableFacts)
	return map[check.Kind]check.Section{
		check.KindData:    c.Data(s.data(sought), nil),
		check.KindBucket:  c.Bucket(s.bucket(sought), "", ""),
		check.KindDrift:   c.Drift(now),
		check.KindColumns: c.Columns(run.Export, table),
	}
}

// TestStoriesAreFound has each story of the demo come to the finding that it is there for.
func TestStoriesAreFound(t *testing.T) {
	t.Parallel()
	december := func(day int) time.Time { return time.Date(2026, 12, day, 15, 0, 0, 0, time.UTC) }
	for name, tt := range map[string]struct {
		epoch          time.Time
		account        int
		export, status string
		kind           check.Kind
		id             string // of the worst finding
		verdict        string
	}{
		"policy with another Region": {
			midday(), 0, "cur2-daily", "DELIVERY_FAILURE", check.KindBucket, "B8", "No.",
		},
		"all is there": {
			midday(), 0, "cur2-hourly", "DELIVERY_SUCCESS", check.KindData, "A1",
			"Yes, as far as can be seen.",
		},
		"being replaced": {
			midday(), 0, "focus-1-2", "DELIVERY_IN_PROCESS", check.KindData, "A12", "Not for certain.",
		},
		"stopped half-way": {
			midday(), 1, "focus-1-2", "DELIVERY_FAILURE", check.KindData, "A13", "Not for certain.",
		},
		"no manifest may be written": {
			midday(), 1, "focus-1-2", "DELIVERY_FAILURE", check.KindBucket, "B11", "No.",
		},
		"archived": {
			midday(), 0, "recommendations", "DELIVERY_SUCCESS", check.KindData, "A9", "No.",
		},
		"shrunk": {
			midday(), 0, "focus-1-2-chargeback", "DELIVERY_SUCCESS", check.KindData, "A14",
			"Yes, but look at this.",
		},
		"another account's bucket": {
			midday(), 0, "cid-cur2", "DELIVERY_SUCCESS", check.KindBucket, "B15", "That can't be told.",
		},
		"a customer's key": {
			midday(), 0, "cur2-split-cost", "DELIVERY_SUCCESS", check.KindBucket, "B16",
			"The policy lets it.",
		},
		"bucket elsewhere": {
			midday(), 0, "cost-dashboard", "DELIVERY_SUCCESS", check.KindBucket, "B3",
			"Something may hinder it.",
		},
		"moved": {
			midday(), 0, "carbon-monthly", "DELIVERY_SUCCESS", check.KindDrift, "C2", "Yes.",
		},
		"a slip in the query": {
			midday(), 0, "focus-1-0", "QUERY_FAILURE", check.KindColumns, "D3", "No.",
		},
		"month's first day": {
			december(1), 0, "cid-cur2", "DELIVERY_SUCCESS", check.KindData, "A17",
			"Yes, but nothing of this month.",
		},
		"month's second day": {
			december(2), 0, "cid-cur2", "DELIVERY_SUCCESS", check.KindData, "A19",
			"Yes, but next to nothing.",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			found := tell(t, tt.epoch, 0, tt.account).checked(tt.export, tt.status)[tt.kind]
			if len(found.Findings) == 0 || found.Findings[0].ID != tt.id {
				t.Fatalf(
					"found %+v, want %s first; unseen %+v",
					found.Findings,
					tt.id,
					found.Unseen,
				)
			}
			if got := found.Verdict(); got != tt.verdict {
				t.Errorf("says %q, want %q", got, tt.verdict)
			}
		})
	}
}

// TestWithoutPermissionsNothingIsClaimed has an account without permissions told what it lacks, and
// nothing found wrong by that.
func TestWithoutPermissionsNothingIsClaimed(t *testing.T) {
	t.Parallel()
	sections := tell(t, midday(), 0, 2).checked("cur2-hourly", "DELIVERY_SUCCESS")
	for kind, section := range sections {
		denied := slices.ContainsFunc(section.Unseen, func(u check.Unseen) bool {
			return u.Why == check.UnseenDenied && u.Action != "" && u.Resource != ""
		})
		if !denied || section.Failed(check.SeverityWarning) || section.Blind() ||
			section.Verdict() != "That can't be seen." {
			t.Errorf("%v: %q, %+v, %+v", kind, section.Verdict(), section.Findings, section.Unseen)
		}
	}
}
