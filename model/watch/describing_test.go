package watch_test

import (
	"testing"
	"time"

	"exportwatch/model"
)

// unborn is an export without runs that was made so long before the story began.
func unborn(table string, made time.Duration) *export {
	return &export{name: "daily", table: table, made: start().Add(-made)}
}

// An export without runs is called overdue only once its table is known: its name tells nothing, and
// carbon emissions come monthly. It is asked for once, when it would be overdue by the documents.
func TestTableIsKnownBeforeAnExportWithoutRunsIsOverdue(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		table         string
		made          time.Duration
		asked         int
		overdue, late bool // at the start, and a day later
	}{
		{"COST_AND_USAGE_REPORT", 30 * time.Hour, 1, true, true},
		{"CARBON_EMISSIONS", 30 * time.Hour, 1, false, false},
		{"CARBON_EMISSIONS", 3 * time.Hour, 1, false, false},
		{"COST_AND_USAGE_REPORT", 3 * time.Hour, 1, false, true},
	} {
		s := newCloud(t, unborn(test.table, test.made)).follow()
		for range 30 {
			s.pass(time.Second)
			row := s.row("daily")
			if row == nil {
				continue
			}
			if _, overdue := row.Overdue(); overdue &&
				len(s.asked(model.AskCurrent, "daily")) == 0 {
				t.Fatalf("%s: overdue before its table is known", test.table)
			}
		}
		if _, overdue := s.row("daily").Overdue(); overdue != test.overdue {
			t.Errorf("%s, made %v ago: overdue is %v", test.table, test.made, overdue)
		}
		s.pass(25 * time.Hour)
		s.list.AskAllNow(s.now)
		s.pass(time.Minute)
		if _, overdue := s.row("daily").Overdue(); overdue != test.late {
			t.Errorf("%s, a day later: overdue is %v", test.table, overdue)
		}
		if s.row("daily").Undescribed() {
			t.Errorf("%s: its table isn't known", test.table)
		}
		if n := len(s.asked(model.AskCurrent, "daily")); n != test.asked {
			t.Errorf("%s: asked %d times", test.table, n)
		}
	}
}

// Where AWS doesn't tell, its documents count: at once where the refusal lasts, after some tries else.
func TestWhereAWSDoesNotDescribeAnExportDocumentsCount(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		kind model.FaultKind
		want int
	}{{model.FaultDenied, 1}, {model.FaultService, 3}} {
		kind, want := test.kind, test.want
		s := newCloud(t, unborn("CARBON_EMISSIONS", 30*time.Hour))
		s.cloud.refuse = func(ask model.Ask) *model.Fault {
			if ask.Kind == model.AskCurrent {
				return &model.Fault{Kind: kind}
			}
			return nil
		}
		s.follow().pass(10 * time.Minute)
		row := s.row("daily")
		if _, overdue := row.Overdue(); !overdue || row.Fault() != nil {
			t.Errorf("kind %d: overdue is %v, fault %v", kind, overdue, row.Fault())
		}
		s.pass(5 * time.Hour)
		if n := len(s.asked(model.AskCurrent, "daily")); n != want {
			t.Errorf("kind %d: asked %d times, want %d", kind, n, want)
		}
	}
}

// A row that is taken off the list is asked for no more.
func TestDescriptionOfARowThatGoes(t *testing.T) {
	t.Parallel()
	s := newCloud(t, unborn("CARBON_EMISSIONS", 30*time.Hour))
	s.cloud.refuse = func(ask model.Ask) *model.Fault {
		if ask.Kind == model.AskCurrent {
			return &model.Fault{Kind: model.FaultService}
		}
		return nil
	}
	s.follow().pass(time.Second)
	asked := len(s.asked(model.AskCurrent, "daily"))
	s.list.Remove(s.row("daily"), s.now)
	s.pass(time.Hour)
	if n := len(s.asked(model.AskCurrent, "daily")); n != asked {
		t.Errorf("asked %d times after it was removed", n-asked)
	}
}
