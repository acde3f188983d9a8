package watch_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
)

// listener hears the news of a stage.
type listener struct {
	*stage

	told watch.Told
	step time.Duration
}

// hears lets time pass and returns the news of it, a line each: what, about what, why now and why
// before.
func (l *listener) hears(d time.Duration) []string {
	l.t.Helper()
	var lines []string
	for end := l.now.Add(d); l.now.Before(end); {
		l.pass(l.step)
		for _, news := range l.told.News(l.list, l.list.Survey(l.now), l.now) {
			lines = append(lines, describeNews(news))
		}
	}
	return lines
}

func describeNews(n watch.News) string {
	about := "account"
	if n.Entry.Watched != nil {
		about = n.Entry.Watched.Title()
	}
	if n.Rows > 0 {
		about += fmt.Sprintf(" of %d", n.Rows)
	}
	return fmt.Sprintf("%s %s, %v before %v", about, n.Kind, n.Need, n.Before)
}

func (l *listener) want(d time.Duration, want ...string) {
	l.t.Helper()
	if got := l.hears(d); !slices.Equal(got, want) {
		l.t.Errorf("news of %v are\n%s\nwant\n%s", d, strings.Join(got, "\n"),
			strings.Join(want, "\n"))
	}
}

func listening(s *stage) *listener { return &listener{stage: s, step: time.Second} }

// calm are exports of which nothing is to be told for days.
func calm(names ...string) []*export {
	var all []*export
	for _, name := range names {
		all = append(all, delivers(name, 12, 8*time.Hour, time.Hour))
	}
	return all
}

func TestRunsAreNewsOnce(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name string
		runs func(e *export)
		want []string
	}{
		{"nothing happens", func(*export) {}, nil},
		{
			"delivered",
			func(e *export) { e.then(time.Hour, 10*time.Minute, model.DeliverySuccess) },
			[]string{"a started, none before none", "a delivered, none before none"},
		},
		{
			"failed: the run and that it needs somebody are one",
			func(e *export) { e.then(time.Hour, 10*time.Minute, model.DeliveryFailure) },
			[]string{"a started, none before none", "a failed, failed before none"},
		},
		{
			"failed, again, and made good",
			func(e *export) {
				e.then(time.Hour, 10*time.Minute, model.QueryFailure)
				e.then(2*time.Hour, 10*time.Minute, model.QueryFailure)
				e.then(3*time.Hour, 10*time.Minute, model.DeliverySuccess)
			},
			[]string{
				"a started, none before none", "a failed, failed before none",
				"a started, failed before failed", "a failed, failed before failed",
				"a started, failed before failed", "a delivered, none before failed",
			},
		},
		{
			"over before AWS is asked: told by its end",
			func(e *export) { e.then(time.Hour, time.Second, model.DeliverySuccess) },
			[]string{"a delivered, none before none"},
		},
		{
			"made good before AWS is asked: quiet",
			func(e *export) {
				e.then(time.Hour+30*time.Second, time.Second, model.QueryFailure)
				e.then(time.Hour+32*time.Second, time.Second, model.DeliverySuccess)
			},
			[]string{"a delivered, none before none"},
		},
		{
			"an unknown status",
			func(e *export) { e.then(time.Hour, 10*time.Minute, "PAUSED") },
			[]string{"a started, none before none", "a needs you, unknown before none"},
		},
	} {
		e := calm("a")[0]
		test.runs(e)
		l := listening(newCloud(t, e).follow())
		if got := l.hears(4 * time.Hour); !slices.Equal(got, test.want) {
			t.Errorf("%s: news are\n%s\nwant\n%s", test.name, strings.Join(got, "\n"),
				strings.Join(test.want, "\n"))
		}
	}
}

// What the first answers tell was so before, and isn't told; that it is over, is.
func TestFirstAnswersAreNoNews(t *testing.T) {
	t.Parallel()
	failed := delivers("failed", 6, 8*time.Hour, 9*time.Hour).
		then(-time.Hour, time.Minute, model.QueryFailure).
		then(2*time.Hour, 10*time.Minute, model.DeliverySuccess)
	late := delivers("late", 12, 8*time.Hour, 20*time.Hour)
	late.table = "COST_AND_USAGE_REPORT" // so that it is overdue once its newest run was asked for
	under := delivers("under way", 6, 8*time.Hour, 9*time.Hour).
		then(-time.Minute, 4*time.Minute, model.DeliverySuccess)
	s := newCloud(t, failed, late, under).follow()
	s.latency = 3 * time.Second
	l := listening(s)
	l.want(time.Minute)
	l.want(3*time.Hour, "under way delivered, none before none",
		"failed started, failed before failed", "failed delivered, none before failed")
}

// An account that answers late, as after a login, tells of what was so before it did.
func TestAnAccountThatComesLateTellsNothing(t *testing.T) {
	t.Parallel()
	s := newCloud(t, delivers("failed", 1, 0, 2*time.Hour).
		then(-time.Hour, time.Minute, model.QueryFailure)).follow()
	refused := true
	s.cloud.refuse = func(model.Ask) *model.Fault {
		if refused {
			return &model.Fault{Kind: model.FaultLogin}
		}
		return nil
	}
	l := listening(s)
	l.want(time.Hour)
	refused = false
	l.want(time.Hour)
	s.cloud.exports = append(s.cloud.exports,
		(&export{name: "new"}).then(time.Hour, time.Minute, model.QueryFailure))
	l.want(time.Hour, "new needs you, failed before none") // it appeared while it was watched
}

func TestNeedsBeginAndEnd(t *testing.T) {
	t.Parallel()
	slow := delivers("slow", 12, 8*time.Hour, 9*time.Hour).
		then(-time.Minute, time.Hour, model.DeliverySuccess)
	late := delivers("late", 12, 8*time.Hour, 8*time.Hour).
		then(5*time.Hour, 10*time.Minute, model.DeliverySuccess)
	ill := calm("ill")[0]
	ill.health = func(now time.Time) model.Health {
		if since := now.Sub(start()); since > time.Hour && since < 2*time.Hour {
			return model.Health{Code: "UNHEALTHY"}
		}
		return model.Health{Code: "HEALTHY"}
	}
	l := listening(newCloud(t, slow, late, ill).follow())
	l.want(30*time.Minute, "slow needs you, slow before none")
	l.want(time.Hour, "slow delivered, none before slow", "ill needs you, unhealthy before none")
	l.want(time.Hour, "ill needs nobody, none before unhealthy",
		"late needs you, overdue before none")
	l.want(4*time.Hour, "late started, none before overdue", "late delivered, none before none")
}

// A run that two rows watch is told once.
func TestAPinnedRunOfAWatchedExportIsToldOnce(t *testing.T) {
	t.Parallel()
	e := delivers("a", 12, 8*time.Hour, 9*time.Hour).
		then(-time.Minute, 9*time.Minute, model.DeliveryFailure)
	s := newCloud(t, e).follow()
	s.pin(run("a", 12))
	listening(s).want(time.Hour, "a failed, failed before none")
	alone := newCloud(t, e).pin(run("a", 12))
	listening(alone).want(time.Hour, "a failed, failed before none")
}

// An account's silence is one piece of news, however many rows it has, and comes when it lasts.
func TestAFloodIsToldOnce(t *testing.T) {
	t.Parallel()
	const many = 500
	account := fmt.Sprint("account of ", many)
	for _, kind := range []model.FaultKind{model.FaultLogin, model.FaultNetwork} {
		exports := make([]*export, many)
		for i := range exports {
			exports[i] = calm(fmt.Sprintf("export-%05d", i))[0]
		}
		s := newCloud(t, exports...).follow()
		s.latency = time.Millisecond
		l := &listener{stage: s, step: 30 * time.Second}
		s.pass(20 * time.Minute)
		l.hears(time.Minute)
		s.cloud.refuse = func(model.Ask) *model.Fault { return &model.Fault{Kind: kind} }
		l.want(20*time.Minute, account+" needs you, no answer before none")
		s.cloud.refuse = nil
		l.want(5*time.Minute, account+" needs nobody, none before no answer")
	}
}

// Thousands of rows are one piece of news, too.
func TestThousandsOfRowsAreToldOnce(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("asks for thousands of rows: not in -short")
	}
	const many = 3_000
	s := newStage(t, 64, func(model.Ref, time.Time) model.Answer {
		return says(model.DeliverySuccess, start().Add(-9*time.Hour), start().Add(-8*time.Hour))
	})
	s.latency = time.Millisecond
	for i := range many {
		s.pin(run("export", i))
	}
	s.pass(20 * time.Minute)
	l := &listener{stage: s, step: 5 * time.Second}
	l.want(time.Minute)
	s.aws = func(model.Ref, time.Time) (model.Answer, *model.Fault) {
		return model.Answer{}, &model.Fault{Kind: model.FaultNetwork}
	}
	s.list.AskNow(run("export", 0), s.now)
	l.want(10*time.Minute, fmt.Sprintf("account of %d needs you, no answer before none", many))
}

// Rows that AWS refuses one by one for the same reason are told with the first.
func TestRowsRefusedOneByOneAreToldOnce(t *testing.T) {
	t.Parallel()
	var names []string
	for i := range 100 {
		names = append(names, fmt.Sprintf("export-%03d", i))
	}
	s := newCloud(t, calm(names...)...).follow()
	l := listening(s)
	l.want(5 * time.Minute)
	s.cloud.refuse = func(ask model.Ask) *model.Fault {
		if ask.Kind != model.AskExecutions {
			return nil
		}
		return &model.Fault{Kind: model.FaultDenied, Action: "bcm-data-exports:ListExecutions"}
	}
	got := l.hears(2 * time.Hour)
	if len(got) != 1 || !strings.HasSuffix(got[0], "needs you, no answer before none") {
		t.Errorf("news are %q", got)
	}
	s.cloud.refuse = nil
	got = l.hears(2 * time.Hour)
	if len(got) != 1 || !strings.HasSuffix(got[0], "needs nobody, none before no answer") {
		t.Errorf("news are %q", got)
	}
}

// What passes by the next tries is no news, whatever it is, nor is what lies behind it.
func TestAShortTroubleIsNoNews(t *testing.T) {
	t.Parallel()
	for name, fault := range faults() {
		if fault.Lasting() {
			continue
		}
		s := worked(t)
		l := listening(s)
		l.hears(time.Minute)
		s.cloud.refuse = func(model.Ask) *model.Fault { return fault }
		began := s.now
		got := l.hears(10 * time.Second)
		s.cloud.refuse = nil
		got = slices.DeleteFunc(append(got, l.hears(4*time.Minute)...), func(line string) bool {
			return line == "running needs you, slow before none" // it is
		})
		if len(got) > 0 {
			t.Errorf("%s: news since %v are %q", name, began, got)
		}
	}
}

// While AWS doesn't answer, what needed somebody goes on to.
func TestSilenceEndsNoNeed(t *testing.T) {
	t.Parallel()
	for name, fault := range faults() {
		s := worked(t)
		l := listening(s)
		l.hears(time.Minute)
		s.cloud.refuse = func(model.Ask) *model.Fault { return fault }
		got := l.hears(3 * time.Hour)
		if len(got) != 1 || !strings.Contains(got[0], "needs you, no answer before none") {
			t.Errorf("%s: news are %q", name, got)
		}
		s.cloud.refuse = nil
		got = l.hears(20 * time.Minute)
		over := slices.DeleteFunc(slices.Clone(got), func(line string) bool {
			return !strings.Contains(line, "needs nobody, none before no answer")
		})
		if len(over) != 1 {
			t.Errorf("%s: afterwards news are %q", name, got)
		}
	}
}

func TestNewsSaySinceWhen(t *testing.T) {
	t.Parallel()
	e := calm("a")[0].then(time.Hour, 10*time.Minute, model.DeliveryFailure)
	s := newCloud(t, e).follow()
	var told watch.Told
	var heard []watch.News
	for range 2 * 3600 {
		s.pass(time.Second)
		heard = append(heard, told.News(s.list, s.list.Survey(s.now), s.now)...)
	}
	if len(heard) != 2 {
		t.Fatalf("%d news", len(heard))
	}
	started, failed := heard[0], heard[1]
	if !started.Since.Equal(start().Add(time.Hour)) ||
		!failed.Since.Equal(start().Add(time.Hour+10*time.Minute)) || started.Run != failed.Run ||
		failed.At.Before(failed.Since) || failed.Entry.Need != watch.NeedFailed ||
		started.Calls() || !failed.Calls() || failed.Account != s.row("a").Account {
		t.Errorf("news are %+v and %+v", started, failed)
	}
}
