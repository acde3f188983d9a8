package watch_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
	"exportwatch/model/words"
)

// titles returns the titles of all rows in the order in which they were added.
func titles(list *watch.List) string {
	var said []string
	for _, watched := range list.Watched() {
		said = append(said, watched.Title())
	}
	return strings.Join(said, " ")
}

func TestRowsAppearAndTheAccountsOwnGoes(t *testing.T) {
	t.Parallel()
	s := newCloud(
		t,
		delivers("daily", 9, day, 9*time.Hour),
		delivers("hourly", 9, time.Hour, 3*time.Hour),
	).follow()
	if got := titles(s.list); got != "default profile" || !s.list.Accounts()[0].HasRow() {
		t.Errorf("before any answer the rows are %q", got)
	}
	if entry := s.list.Survey(s.now).Entries[0]; entry.Attention != watch.AttentionAsking {
		t.Errorf("what was never asked is in section %d", entry.Attention)
	}
	s.pass(time.Second)
	if got := titles(s.list); got != "daily hourly" || s.list.Accounts()[0].HasRow() {
		t.Errorf("the rows are %q", got)
	}
	for _, watched := range s.list.Watched() {
		if len(watched.Runs()) != 9 || watched.Newest() != watched.Runs()[0] ||
			watched.Delivered() != watched.Newest() || watched.Looking() {
			t.Errorf("%s has %d runs", watched.Title(), len(watched.Runs()))
		}
		if watched.Newest().Sketchy() || watched.Newest().Lacks() {
			t.Errorf("%s: the details of the newest run aren't known", watched.Title())
		}
		if older := watched.Runs()[1]; !older.Sketchy() || !older.Lacks() {
			t.Errorf("%s: the details of an older run were asked for", watched.Title())
		}
	}
	if id := s.list.Accounts()[0].ID; id != account {
		t.Errorf("the account's number is %q", id)
	}
}

func TestAnAccountWithoutExportsKeepsItsRow(t *testing.T) {
	t.Parallel()
	s := newCloud(t).follow()
	s.pass(time.Minute)
	entry := s.list.Survey(s.now).Entries[0]
	if entry.Attention != watch.AttentionFinished || entry.Watched.Looking() ||
		entry.Watched.Fault() != nil {
		t.Errorf("its row is %+v", entry)
	}
}

func TestPatternsNarrow(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		patterns []string
		want     string
	}{
		{nil, "cur-daily cur-hourly focus"},
		{[]string{"cur-*"}, "cur-daily cur-hourly"},
		{[]string{"focus", "*-hourly"}, "cur-hourly focus"},
		{[]string{arn("focus")}, "focus"},
		{[]string{"[", "focus"}, "focus"},
		{[]string{"nothing"}, account},
	} {
		s := newCloud(t, delivers("cur-daily", 1, 0, day), delivers("cur-hourly", 1, 0, day),
			delivers("focus", 1, 0, day)).follow(test.patterns...)
		s.pass(time.Minute)
		if got := titles(s.list); got != test.want {
			t.Errorf("%q: the rows are %q, want %q", test.patterns, got, test.want)
		}
	}
}

func TestNewRunsAndNewExportsAppear(t *testing.T) {
	t.Parallel()
	fresh := delivers("fresh", 1, 0, time.Hour)
	fresh.away = outage{0, 5 * time.Minute}
	s := newCloud(t, delivers("daily", 9, day, 9*time.Hour).
		then(3*time.Minute, 4*time.Minute, model.DeliverySuccess), fresh).follow()
	s.pass(3 * time.Minute)
	if s.row("fresh") != nil || s.row("daily").Newest().Ref != run("daily", 8) {
		t.Fatal("something is known before it is so")
	}
	s.pass(2*time.Minute + time.Second)
	if e, _ := s.row("daily").
		Newest().
		Execution(); e.Ref != run("daily", 9) ||
		e.Status.Terminal() {
		t.Errorf("a run of four minutes isn't seen while it runs: %v %v", e.Ref.ID(), e.Status)
	}
	s.pass(5*time.Minute + time.Second)
	if s.row("fresh") == nil {
		t.Error("a new export isn't seen within ten minutes")
	}
	if e, _ := s.row("daily").Newest().Execution(); e.Status != model.DeliverySuccess {
		t.Errorf("the run is %v, though it was delivered", e.Status)
	}
}

func TestAnExportThatIsDeletedSaysSoAndMayComeBack(t *testing.T) {
	t.Parallel()
	passing := delivers("passing", 9, day, 9*time.Hour).then(0, 3*time.Hour, model.DeliverySuccess)
	passing.away = outage{5 * time.Minute, time.Hour}
	s := newCloud(t, passing).follow().pin(run("passing", 9), run("passing", 1))
	s.pass(12 * time.Minute)
	row := s.row("passing")
	entry := s.entry(row)
	if !row.Gone || entry.Attention != watch.AttentionFinished || s.list.Survey(s.now).Idle != 1 {
		t.Errorf("gone: %v, in section %d", row.Gone, entry.Attention)
	}
	if len(row.Runs()) != 10 {
		t.Errorf("%d runs are still known", len(row.Runs()))
	}
	before := len(s.asked(model.AskExecutions, "passing"))
	s.list.AskAllNow(s.now)
	s.pass(20 * time.Minute)
	if asked := len(s.asked(model.AskExecutions, "passing")); asked != before {
		t.Errorf("the runs of an export that is gone were looked for %d times", asked-before)
	}
	s.pass(41 * time.Minute)
	if row.Gone || row.Refused != nil || s.entry(row).Need != watch.NeedSlow {
		t.Errorf("it is back, yet gone %v, refused %v", row.Gone, row.Refused)
	}
	asked := len(s.asked(model.AskExecution, ""))
	s.pass(10 * time.Minute)
	if got := len(s.asked(model.AskExecution, "")) - asked; got < 39 {
		t.Errorf("the run that is still under way was asked for %d times in ten minutes", got)
	}
}

func TestAnAnswerThatComesAfterAnExportIsGoneDoesNotAskOn(t *testing.T) {
	t.Parallel()
	list := watch.NewList(interval, 8)
	list.Follow("", nil, start())
	both := model.ExportList{
		Complete: true,
		Exports:  []model.ListedExport{{ARN: arn("a")}, {ARN: arn("b")}},
	}
	list.Take(model.Reply{Ask: list.Due(start())[0], Result: both}, start())
	late := list.Due(start())
	now := start().Add(time.Hour)
	both.Exports = both.Exports[1:]
	list.Take(model.Reply{Ask: list.Due(now)[0], Result: both}, now)
	for _, ask := range late {
		list.Take(
			model.Reply{
				Ask: ask,
				Result: model.ExecutionList{Complete: true, Executions: []model.Execution{
					{
						Ref: model.Ref{
							ExecutionID: "1",
						},
						Status:    model.QueryInProcess,
						CreatedAt: start(),
					},
				}},
			},
			now,
		)
	}
	now = now.Add(5 * time.Minute)
	for _, ask := range list.Due(now) {
		if ask.Ref.ExportARN == arn("a") {
			t.Errorf("of an export that is gone is asked: kind %d", ask.Kind)
		}
	}
}

func TestAListThatIsNotWholeMakesNothingGone(t *testing.T) {
	t.Parallel()
	s := newCloud(t, delivers("daily", 1, 0, day)).follow()
	s.pass(time.Second)
	now := s.now.Add(time.Hour)
	due := s.list.Due(now)
	i := slices.IndexFunc(due, func(ask model.Ask) bool { return ask.Kind == model.AskExports })
	s.list.Take(model.Reply{Ask: due[i], Result: model.ExportList{}}, now)
	if s.row("daily").Gone {
		t.Error("it is gone")
	}
}

func TestFinishedRunsAreNotAskedFor(t *testing.T) {
	t.Parallel()
	daily := delivers("daily", 20, day, 9*time.Hour)
	daily.runs[5].ends = model.DeliveryFailure
	s := newCloud(t, daily.then(-5*time.Minute, 20*time.Minute, model.DeliverySuccess)).follow()
	s.pass(14 * time.Minute)
	for _, c := range s.calls {
		if c.kind == model.AskExecution && c.ref != run("daily", 20) {
			t.Fatalf("%v was asked for, though it has ended", c.ref.ID())
		}
	}
	s.pass(10 * time.Minute)
	before := len(s.asked(model.AskExecution, ""))
	s.pass(time.Hour)
	// Every 15 s for a quarter of an hour, and once more when it had ended.
	if asked := len(s.asked(model.AskExecution, "")); asked != before || asked < 58 || asked > 63 {
		t.Errorf("the run under way was asked for %d times, then %d", before, asked-before)
	}
}

// all returns after how many minutes a list was read whole.
func (s *stage) all(name string) []int {
	var whole []int
	for _, c := range s.calls {
		if c.all && c.ref.ExportARN == arn(name) {
			whole = append(whole, int(c.at.Sub(start()).Round(time.Minute).Minutes()))
		}
	}
	return whole
}

func TestListsAreReadWholeAtTheStartAndHourly(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name                  string
		unordered, incomplete bool
		pageSize              int
		want                  int // whole readings in three hours
	}{
		{"one page", false, false, 0, 3},
		{"one page, oldest first", true, false, 0, 3},
		{"many pages", false, false, 4, 3},
		{"many pages, oldest first", true, false, 4, 90},
		{"no end", false, true, 4, 3},
		{"no end, oldest first", true, true, 4, 3},
	} {
		daily := delivers("daily", 20, day, 9*time.Hour)
		daily.unordered, daily.pageSize, daily.incomplete = test.unordered, test.pageSize, test.incomplete
		s := newCloud(t, daily).follow()
		s.pass(3*time.Hour - time.Minute)
		whole := s.all("daily")
		if got := len(whole); got < test.want-2 || got > test.want || whole[0] != 0 {
			t.Errorf("%s: read whole %d times, want %d: %v", test.name, got, test.want, whole)
		}
	}
}

func TestAnUnorderedListOfManyPagesGivesTheSame(t *testing.T) {
	t.Parallel()
	shown := func(unordered bool) string {
		daily := delivers("daily", 20, day, 9*time.Hour).
			then(3*time.Minute, 4*time.Minute, model.DeliveryFailure).
			then(50*time.Minute, 4*time.Minute, model.DeliverySuccess)
		daily.unordered, daily.pageSize = unordered, 4
		s := newCloud(t, daily).follow()
		var lines []string
		for range 30 {
			s.pass(2 * time.Minute)
			for _, watched := range s.row("daily").Runs() {
				e, _ := watched.Execution()
				lines = append(lines, e.Ref.ID()+" "+words.Status(e.Status))
			}
		}
		return strings.Join(lines, "\n")
	}
	if shown(true) != shown(false) {
		t.Error("the order in which AWS lists shows")
	}
}

func TestRunsAreLookedForEveryMinuteNearTheirUsualStart(t *testing.T) {
	t.Parallel()
	s := newCloud(t, delivers("daily", 9, day, day-2*time.Hour)).follow()
	s.pass(3 * time.Hour)
	times := s.asked(model.AskExecutions, "daily")
	for i := 1; i < len(times); i++ {
		gap := (times[i] - times[i-1]).Round(time.Second)
		near := (times[i-1] - 2*time.Hour).Abs() < 10*time.Minute-time.Second
		if want := 2 * time.Minute; !near && gap != want || near && gap != want/2 {
			t.Errorf("%v before its usual start it waits %v", 2*time.Hour-times[i-1], gap)
		}
	}
}

func TestTwoProfilesOfOneAccountShareItsRows(t *testing.T) {
	t.Parallel()
	s := newCloud(
		t,
		delivers("daily", 2, day, 9*time.Hour),
		delivers("hourly", 2, day, 9*time.Hour),
	).follow()
	s.list.Follow("second", nil, s.now)
	s.pass(30 * time.Minute)
	if got := titles(s.list); got != "daily hourly" {
		t.Errorf("the rows are %q", got)
	}
	for _, c := range s.calls {
		if c.kind == model.AskExecutions && c.profile != "" {
			t.Fatalf("%v is asked with profile %q, though the first owns it", c.ref, c.profile)
		}
	}
}

func TestPinsGoOverToTheAccountThatTurnsOutToBeTheirs(t *testing.T) {
	t.Parallel()
	for _, pattern := range []string{"*", "nothing"} {
		s := newCloud(t, delivers("daily", 2, day, 9*time.Hour)).pin(run("daily", 0))
		s.list.Follow("mine", []string{pattern}, s.now)
		s.pass(time.Minute)
		accounts := s.list.Accounts()
		if len(accounts) != 1 || accounts[0].Profile != "mine" || accounts[0].ID != account {
			t.Fatalf("%d accounts are known", len(accounts))
		}
		if accounts[0].HasRow() || s.list.Watched()[0].Account != accounts[0] ||
			s.list.Run(run("daily", 0)).Account != accounts[0] {
			t.Errorf("%s: the rows are %q", pattern, titles(s.list))
		}
		s.list.AskNow(run("daily", 0), s.now)
		s.pass(time.Minute)
		if last := s.calls[len(s.calls)-1]; last.profile != "mine" && pattern == "nothing" {
			t.Errorf("asked with profile %q", last.profile)
		}
	}
}

func TestAnAccountThatMayNotListItsExports(t *testing.T) {
	t.Parallel()
	s := newCloud(t, delivers("daily", 2, day, 9*time.Hour)).follow()
	s.list.FollowARN(arn("daily"), s.now)
	s.cloud.refuse = func(ask model.Ask) *model.Fault {
		if ask.Kind == model.AskExports {
			return &model.Fault{Kind: model.FaultDenied}
		}
		return nil
	}
	s.pass(time.Hour)
	own := s.list.Watched()[0]
	if entry := s.entry(own); entry.Need != watch.NeedFault || own.Account.Refused == nil {
		t.Errorf("its row is %+v", entry)
	}
	if len(s.row("daily").Runs()) != 2 || s.entry(s.row("daily")).Need != watch.NeedNone {
		t.Error("what is known by its ARN doesn't work")
	}
	if asked := s.asked(model.AskExports, ""); len(asked) != 6 {
		t.Errorf("asked to list exports after %v", asked)
	}
	s.cloud.refuse = nil
	s.pass(10 * time.Minute)
	if own.Account.Refused != nil || titles(s.list) != "daily" {
		t.Errorf("the right was given, yet the rows are %q", titles(s.list))
	}
}

func TestAnExportWhoseRunsMayNotBeListed(t *testing.T) {
	t.Parallel()
	s := newCloud(t, delivers("open", 2, day, 9*time.Hour), delivers("closed", 2, day, 9*time.Hour),
		delivers("stumbles", 2, day, 9*time.Hour)).follow()
	closed := map[string]model.FaultKind{
		arn("closed"):   model.FaultDenied,
		arn("stumbles"): model.FaultService,
	}
	s.cloud.refuse = func(ask model.Ask) *model.Fault {
		if kind, ok := closed[ask.Ref.ExportARN]; ok && ask.Kind == model.AskExecutions {
			return &model.Fault{Kind: kind}
		}
		return nil
	}
	s.pass(10*time.Minute - time.Second)
	for name, want := range map[string]watch.Need{
		"open": watch.NeedNone, "closed": watch.NeedFault, "stumbles": watch.NeedFault,
	} {
		row := s.row(name)
		if got := s.entry(
			row,
		).Need; got != want ||
			(row.Fault() != nil) != (want == watch.NeedFault) {
			t.Errorf("%s needs %d, want %d", name, got, want)
		}
	}
	if asked := s.asked(model.AskExecutions, "closed"); len(asked) != 2 {
		t.Errorf("refused, and asked again after %v", asked)
	}
	if asked := s.asked(model.AskExecutions, "stumbles"); len(asked) != 6 {
		t.Errorf("not answered, and asked again after %v", asked)
	}
	delete(closed, arn("closed"))
	s.pass(10 * time.Minute)
	if row := s.row("closed"); row.Refused != nil || len(row.Runs()) != 2 {
		t.Errorf("the right was given, yet refused is %v", row.Refused)
	}
}

// What was known stays when the right to list is lost, but it must not pass for fresh.
func TestAnExportWhoseRunsMayNoLongerBeListed(t *testing.T) {
	t.Parallel()
	s := newCloud(t, delivers("daily", 2, day, 9*time.Hour)).follow()
	s.pass(time.Minute)
	s.cloud.refuse = func(ask model.Ask) *model.Fault {
		if ask.Kind == model.AskExecutions {
			return &model.Fault{Kind: model.FaultDenied}
		}
		return nil
	}
	s.pass(10 * time.Minute)
	row := s.row("daily")
	entry := s.entry(row)
	if entry.Attention != watch.AttentionFinished || !entry.Stale || row.Fault() == nil ||
		len(row.Runs()) != 2 {
		t.Errorf("it is %+v, its fault is %v", entry, row.Fault())
	}
}

func TestAnOlderListNeverReplacesANewerAnswer(t *testing.T) {
	t.Parallel()
	list := watch.NewList(interval, 8)
	list.FollowARN(arn("daily"), start())
	running := model.Execution{
		Ref:       run("daily", 1),
		Status:    model.QueryInProcess,
		CreatedAt: minute(-9),
	}
	seen := model.ExecutionList{Executions: []model.Execution{running}, Complete: true}
	list.Take(model.Reply{Ask: list.Due(start())[0], Result: seen}, start())
	row := list.Watched()[0]
	list.AskRowNow(row, minute(1))
	asks := list.Due(minute(1))
	i := slices.IndexFunc(asks, func(ask model.Ask) bool { return ask.Kind == model.AskExecutions })
	for j, ask := range asks {
		if j != i {
			list.Take(
				model.Reply{Ask: ask, Result: &model.Fault{Kind: model.FaultCanceled}},
				minute(1),
			)
		}
	}
	list.AskNow(run("daily", 1), minute(2))
	list.Take(
		model.Reply{
			Ask:    list.Due(minute(2))[0],
			Result: says(model.DeliverySuccess, minute(-9), minute(1)),
		},
		minute(2),
	)
	list.Take(model.Reply{Ask: asks[i], Result: seen}, minute(3))
	if e, _ := row.Newest().Execution(); e.Status != model.DeliverySuccess {
		t.Errorf("what was asked before says %v", e.Status)
	}
}

func TestFailuresInARow(t *testing.T) {
	t.Parallel()
	const ok, bad, query = model.DeliverySuccess, model.DeliveryFailure, model.QueryFailure
	for _, test := range []struct {
		ends    []model.Status // oldest first; "" is under way
		failed  int            // number of the run that failed last, -1 if none counts
		inARow  int
		need    watch.Need
		section watch.Attention
	}{
		{[]model.Status{ok, ok}, -1, 0, watch.NeedNone, watch.AttentionFinished},
		{[]model.Status{ok, bad}, 1, 1, watch.NeedFailed, watch.AttentionNeedsYou},
		{[]model.Status{bad, bad, query}, 2, 3, watch.NeedFailed, watch.AttentionNeedsYou},
		{[]model.Status{bad, ok, bad, query, ""}, 3, 2, watch.NeedFailed, watch.AttentionNeedsYou},
		{[]model.Status{bad, bad, ok}, -1, 0, watch.NeedNone, watch.AttentionFinished},
		{[]model.Status{bad, ok, ""}, -1, 0, watch.NeedNone, watch.AttentionUnderway},
		{[]model.Status{""}, -1, 0, watch.NeedNone, watch.AttentionUnderway},
	} {
		daily := &export{name: "daily"}
		for n, ends := range test.ends {
			daily.then(time.Duration(n-len(test.ends))*time.Hour, 10*time.Minute, ends)
			if ends == "" {
				daily.runs[n].took = day
			}
		}
		s := newCloud(t, daily).follow()
		s.pass(time.Minute)
		last, inARow := s.row("daily").Failure()
		got := -1
		if last != nil {
			got = slices.IndexFunc(
				test.ends,
				func(model.Status) bool { got++; return last.Ref == run("daily", got) },
			)
		}
		entry := s.entry(s.row("daily"))
		if got != test.failed || inARow != test.inARow || entry.Need != test.need ||
			entry.Attention != test.section {
			t.Errorf("%q: run %d, %d in a row, need %d in section %d", test.ends, got, inARow,
				entry.Need, entry.Attention)
		}
	}
}

// TestCallsOfFifteenExports counts what following costs.
func TestCallsOfFifteenExports(t *testing.T) {
	t.Parallel()
	const exports, busy = 15, 5
	all := make([]*export, exports)
	for n := range all {
		all[n] = delivers(fmt.Sprintf("export-%02d", n), 130, 8*time.Hour, 4*time.Hour)
	}
	s := newCloud(t, all...).follow()
	s.pass(time.Second)
	began := len(s.calls)
	s.pass(10 * time.Minute)
	idle := len(s.calls) - began
	for _, e := range all[:busy] {
		e.then(s.now.Sub(start()), time.Hour, model.DeliverySuccess)
	}
	s.pass(2*time.Minute + time.Second) // all are seen
	seen := len(s.calls)
	s.pass(10 * time.Minute)
	working := len(s.calls) - seen
	t.Logf("%d exports of 130 executions: %d calls at the start, %d in ten idle minutes, "+
		"%d in ten minutes with %d runs under way", exports, began, idle, working, busy)
	// At the start one list of exports and for each one of executions and its newest run, which tells
	// its table. Then the list of executions of each every two minutes, and once that of exports.
	// With runs under way these every 15 s too.
	lists, first := 1+exports*10/2, 1+exports+exports
	if began != first || idle != lists || working < lists+busy*40-busy ||
		working > lists+busy*40 {
		t.Errorf("%d, %d, %d calls, want %d, %d, %d", began, idle, working, first, lists,
			lists+busy*40)
	}
}

// Where only lists may be read, they tell how runs stand, and nothing passes for unanswered.
func TestRunsOfWhichOnlyListsMayTell(t *testing.T) {
	t.Parallel()
	s := newCloud(t, delivers("daily", 2, day, 9*time.Hour).
		then(time.Minute, 10*time.Minute, model.DeliverySuccess)).follow()
	s.cloud.refuse = func(ask model.Ask) *model.Fault {
		if ask.Kind == model.AskExecution {
			return &model.Fault{Kind: model.FaultDenied}
		}
		return nil
	}
	s.pass(5 * time.Minute)
	row := s.row("daily")
	entry, newest := s.entry(row), row.Newest()
	if newest.Ref != run("daily", 2) || entry.Attention != watch.AttentionUnderway ||
		entry.Need != watch.NeedNone || newest.Stale(s.now) || !newest.Listed() {
		t.Errorf("under way: %v is %+v, stale: %t", newest.Ref, entry, newest.Stale(s.now))
	}
	s.pass(7 * time.Minute)
	if entry = s.entry(row); entry.Attention != watch.AttentionFinished {
		t.Errorf("a minute after its end: %+v", entry)
	}
	row.Refused = &model.Fault{Kind: model.FaultDenied}
	if newest.Listed() {
		t.Error("it is listed, although the list is refused")
	}
}

// A list of many pages is as many calls: those who ask next wait for them.
func TestPagesCountAsCalls(t *testing.T) {
	t.Parallel()
	list := watch.NewList(interval, 8)
	list.FollowARN(arn("daily"), start())
	asks := list.Due(start())
	list.Take(
		model.Reply{Ask: asks[0], Result: model.ExecutionList{Calls: 30, Complete: true}},
		start(),
	)
	if calls, _ := list.CallsLastHour(start()); calls != 30 {
		t.Errorf("%d calls are counted, want 30", calls)
	}
	list.AskAllNow(start())
	if asks = list.Due(start()); len(asks) != 0 {
		t.Errorf("asked at once for %v", asks)
	}
	if asks = list.Due(start().Add(time.Second)); len(asks) == 0 {
		t.Error("nothing is asked a second later")
	}
}

// A list that has suddenly lost most of its exports, or all, is confirmed by a second question
// before anything is called deleted.
func TestALostListIsConfirmed(t *testing.T) {
	t.Parallel()
	const deleted = 5 * time.Minute
	for _, test := range []struct {
		name       string
		all, lost  int
		doubted    bool
		comesAgain bool // by the second question
	}{
		{"the only one", 1, 1, true, false},
		{"all", 5, 5, true, false},
		{"all, and back again", 5, 5, true, true},
		{"most", 5, 3, true, false},
		{"most, and back again", 5, 3, true, true},
		{"half", 4, 2, false, false},
		{"one of several", 5, 1, false, false},
		{"one of two", 2, 1, false, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var exports []*export
			for n := range test.all {
				e := delivers(fmt.Sprintf("export-%d", n), 3, day, 9*time.Hour)
				if n < test.lost {
					e.away = outage{deleted, day}
				}
				if n < test.lost && test.comesAgain {
					e.away.to = 10*time.Minute + time.Second
				}
				exports = append(exports, e)
			}
			s := newCloud(t, exports...).follow()
			s.pass(10*time.Minute + 2*time.Second)
			gone := func() int {
				count := 0
				for _, watched := range s.list.Watched() {
					if watched.Gone {
						count++
					}
				}
				return count
			}
			if first := gone(); first > 0 == test.doubted {
				t.Errorf("%d are gone by the first list, doubted: %v", first, test.doubted)
			}
			s.pass(time.Minute)
			want := test.lost
			if test.comesAgain {
				want = 0
			}
			if confirmed := gone(); confirmed != want {
				t.Errorf("%d are gone by the second list, want %d", confirmed, want)
			}
			asked := len(s.asked(model.AskExports, ""))
			if most := 2; test.doubted && asked != most+1 || !test.doubted && asked != most {
				t.Errorf("exports were listed %d times", asked)
			}
		})
	}
}

// Of a list of several pages that comes oldest first, the newest run is on the last: every look must
// read them all, from the second on, too.
func TestTheNewestRunIsFoundWhereverItIsListed(t *testing.T) {
	t.Parallel()
	daily := delivers("daily", 20, day, 9*time.Hour).
		then(time.Minute, 10*time.Minute, model.DeliverySuccess)
	daily.unordered, daily.pageSize = true, 4
	s := newCloud(t, daily).follow()
	s.pass(time.Second)
	if newest := s.row("daily").Newest(); newest == nil || newest.Ref != run("daily", 19) {
		t.Errorf("at first the newest is %v", newest)
	}
	s.pass(2 * time.Minute)
	if newest := s.row("daily").Newest(); newest.Ref != run("daily", 20) {
		t.Errorf("by the second look the newest is %v", newest.Ref)
	}
}

func TestListsThatAreCutSaySo(t *testing.T) {
	t.Parallel()
	for _, unordered := range []bool{false, true} {
		daily := delivers("daily", 20, day, 9*day)
		daily.unordered, daily.incomplete, daily.pageSize = unordered, true, 4
		s := newCloud(t, daily, delivers("whole", 3, day, 9*time.Hour)).follow()
		s.cloud.incomplete = true
		s.pass(10 * time.Minute)
		count, newer := s.row("daily").Cut()
		if count != 20 || newer != unordered {
			t.Errorf("cut after %d, newer may be missing: %v", count, newer)
		}
		if _, overdue := s.row("daily").Overdue(); overdue == unordered {
			t.Errorf("newer ones may be missing: %v, overdue: %v", unordered, overdue)
		}
		if count, _ := s.row("whole").Cut(); count != 0 {
			t.Errorf("a whole list is cut after %d", count)
		}
		if count := s.list.Accounts()[0].Cut(); count != 2 {
			t.Errorf("the list of exports is cut after %d", count)
		}
		s.cloud.incomplete, daily.incomplete = false, false
		s.pass(time.Hour)
		if count, _ := s.row("daily").Cut(); count != 0 || s.list.Accounts()[0].Cut() != 0 {
			t.Errorf("whole again, yet cut after %d", count)
		}
	}
}
