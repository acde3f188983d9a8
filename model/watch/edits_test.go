package watch_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
)

// failing is an export whose newest run failed two hours ago.
func failing() *export {
	return delivers("daily", 8, day, day).then(-2*time.Hour, 10*time.Minute, model.DeliveryFailure)
}

// targets names what edits are about, with their kinds.
func targets(edits []watch.Edit) string {
	var said []string
	for _, edit := range edits {
		target := strings.ReplaceAll(edit.Target, arn("daily"), "daily")
		target = strings.ReplaceAll(target, arn("hourly"), "hourly")
		said = append(said, edit.Kind.String()+" "+target)
	}
	return strings.Join(said, ", ")
}

func (s *stage) wantEdits(want string) {
	s.t.Helper()
	if got := targets(s.list.Edits()); got != want {
		s.t.Errorf("the edits are %q, want %q", got, want)
	}
}

func (s *stage) wantRows(want string) {
	s.t.Helper()
	if got := titles(s.list); got != want {
		s.t.Errorf("the rows are %q, want %q", got, want)
	}
}

func TestWhatIsRemovedIsAskedForNoMore(t *testing.T) {
	t.Parallel()
	s := newCloud(
		t,
		failing(),
		delivers(
			"hourly",
			5,
			day,
			time.Hour,
		).then(-time.Minute, 50*time.Minute, model.DeliverySuccess),
	)
	s.follow().pass(time.Minute)
	s.list.Remove(s.row("hourly"), s.now)
	s.wantRows("daily")
	s.wantEdits("removed hourly")
	before := len(
		s.asked(model.AskExecutions, "hourly"),
	) + len(
		s.asked(model.AskExecution, "hourly"),
	)
	s.list.AskAllNow(s.now)
	s.pass(day)
	after := len(
		s.asked(model.AskExecutions, "hourly"),
	) + len(
		s.asked(model.AskExecution, "hourly"),
	)
	if after != before {
		t.Errorf("%d questions about an export that was removed", after-before)
	}
	s.wantRows("daily")
	if _, _, ok := s.list.Undo(s.now); !ok {
		t.Fatal("nothing to undo")
	}
	if row := s.row("hourly"); row == nil || row.Newest() == nil {
		t.Fatal("the row didn't come back with what is known")
	}
	s.pass(time.Minute)
	if e, _ := s.row("hourly").Newest().Execution(); e.Status != model.DeliverySuccess {
		t.Errorf("what came back is %s", e.Status)
	}
	s.wantEdits("")
	for _, change := range s.list.Changes(s.now.Add(-time.Hour)) {
		if change.Kind == watch.ChangeStarted {
			t.Error("a run that began while nobody watched counts as news")
		}
	}
}

func TestAnAnswerAboutWhatWasRemovedIsDropped(t *testing.T) {
	t.Parallel()
	list := watch.NewList(interval, 2)
	list.Pin(run("daily", 1), start())
	list.Pin(run("daily", 2), start())
	asks := list.Due(start())
	list.Remove(list.Watched()[0], start())
	revision := list.Revision()
	if list.Take(model.Reply{Ask: asks[0], Result: ago(model.DeliverySuccess, 9, 5)}, start()) ||
		list.Revision() != revision {
		t.Error("the answer about a run that was removed was taken")
	}
	if !list.Take(model.Reply{Ask: asks[1], Result: ago(model.DeliverySuccess, 9, 5)}, start()) {
		t.Error("the answer about the other was dropped")
	}
	list.Pin(run("daily", 3), start())
	list.Pin(run("daily", 4), start())
	if got := len(list.Due(start().Add(time.Second))); got != 2 {
		t.Errorf("%d questions may be in flight, want 2: what was dropped is counted still", got)
	}
}

func TestAPinOutlivesItsExport(t *testing.T) {
	t.Parallel()
	s := newCloud(
		t,
		delivers("daily", 3, day, time.Hour).then(-time.Minute, time.Hour, model.DeliverySuccess),
	)
	s.pin(run("daily", 3)).follow().pass(time.Minute)
	s.list.Remove(s.row("daily"), s.now)
	asked := len(s.asked(model.AskExecution, "daily"))
	s.pass(10 * time.Minute)
	if got := len(s.asked(model.AskExecution, "daily")); got < asked+30 {
		t.Errorf("the pinned run was asked for %d times in ten minutes", got-asked)
	}
	s.list.Remove(s.list.Watched()[0], s.now)
	asked = len(s.asked(model.AskExecution, "daily"))
	s.pass(10 * time.Minute)
	if got := len(s.asked(model.AskExecution, "daily")); got != asked {
		t.Errorf("it was asked for %d times after it was removed", got-asked)
	}
	s.wantEdits("removed daily")
	s.list.Undo(s.now)
	s.list.Undo(s.now)
	s.pass(time.Minute)
	s.wantRows("daily daily")
	s.wantEdits("")
}

func TestAccountsLeaveTheList(t *testing.T) {
	t.Parallel()
	s := newStage(t, 8, nil)
	s.cloud = &cloud{
		refuse: func(model.Ask) *model.Fault { return &model.Fault{Kind: model.FaultLogin} },
	}
	s.list.Follow("payer", nil, s.now)
	s.list.Follow("other", nil, s.now)
	s.pass(time.Minute)
	s.list.Remove(s.list.Watched()[0], s.now)
	s.wantEdits("removed profile:payer")
	if accounts := s.list.Accounts(); len(accounts) != 1 || accounts[0].Profile != "other" {
		t.Errorf("accounts are %v", accounts)
	}
	if n := len(s.list.Survey(s.now).Silences); n != 1 {
		t.Errorf("%d accounts are silent, want 1", n)
	}
	s.calls = nil
	s.pass(time.Hour)
	if slices.ContainsFunc(s.calls, func(c call) bool { return c.profile == "payer" }) {
		t.Error("the account was asked")
	}
	rows := s.list.RemovedAccounts()
	if len(rows) != 1 {
		t.Fatalf("%d accounts were removed", len(rows))
	}
	s.list.Return(rows[0], s.now)
	s.wantEdits("")
	s.pass(2 * time.Minute)
	if !slices.ContainsFunc(s.calls, func(c call) bool { return c.profile == "payer" }) {
		t.Error("the account that came back wasn't asked")
	}
	s.list.Undo(s.now)
	s.wantEdits("removed profile:payer")
}

func TestTheRemovalOfAllExportsLeavesNoRowThatSaysNone(t *testing.T) {
	t.Parallel()
	s := newCloud(t, delivers("daily", 3, day, time.Hour))
	s.list.Follow("", nil, s.now)
	s.list.Pin(run("hourly", 1), s.now)
	s.list.Restore([]watch.Edit{{Kind: watch.EditRemoved, Target: arn("daily")}}, s.now)
	s.pass(time.Minute)
	s.wantRows("hourly")
	offers := s.list.Offers()
	if len(offers) != 2 || !offers[0].Removed || offers[0].Watched || offers[1].Watched {
		t.Errorf("offers are %+v", offers)
	}
}

func TestAdding(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, edits, rows string
		watched           string // before
		ref               model.Ref
	}{
		{"an export beside a pattern", "added hourly", "daily hourly", "daily", ref("hourly")},
		{"an export that is watched", "", "daily", "daily", ref("daily")},
		{"a run", "added daily#run-00001", "daily daily", "daily", run("daily", 1)},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := newCloud(
				t,
				delivers("daily", 3, day, time.Hour),
				delivers("hourly", 3, day, 2*time.Hour),
			)
			s.follow(test.watched).pass(time.Minute)
			rows := titles(s.list)
			row, added := s.list.Add(test.ref, nil, s.now)
			if again, twice := s.list.Add(test.ref, nil, s.now); again != row || twice {
				t.Error("it was added twice")
			}
			s.pass(time.Minute)
			s.wantEdits(test.edits)
			s.wantRows(test.rows)
			if e, answered := row.Newest().
				Execution(); !answered ||
				e.Status != model.DeliverySuccess {
				t.Errorf("what was added wasn't asked for: %v", e.Status)
			}
			if kind, undone, ok := s.list.Undo(
				s.now,
			); ok != added ||
				ok && (undone != row || kind != watch.EditAdded) {
				t.Errorf("undone is %v of %v: %v", kind, undone, ok)
			}
			s.wantRows(rows)
			s.wantEdits("")
		})
	}
}

// ref names an export.
func ref(name string) model.Ref { return model.Ref{ExportARN: arn(name)} }

func TestAddingWhatWasRemoved(t *testing.T) {
	t.Parallel()
	s := newCloud(t, delivers("daily", 3, day, time.Hour), delivers("hourly", 3, day, 2*time.Hour))
	s.follow().pass(time.Minute)
	s.list.Remove(s.row("daily"), s.now)
	if row, added := s.list.Add(ref("daily"), nil, s.now); !added || row.Newest() == nil {
		t.Error("it came back without what is known of it")
	}
	s.wantEdits("") // the account's list brings it by itself
	s.list.Undo(s.now)
	s.wantEdits("removed daily")
	s.list.Undo(s.now)
	s.wantEdits("")
	s.wantRows("hourly daily")
	if _, _, ok := s.list.Undo(s.now); ok {
		t.Error("something was undone that never was done")
	}
}

func TestLookingWatchesNothing(t *testing.T) {
	t.Parallel()
	s := newCloud(
		t,
		delivers("daily", 3, day, time.Hour),
		delivers(
			"hourly",
			3,
			day,
			2*time.Hour,
		).then(-time.Minute, time.Hour, model.DeliverySuccess),
	)
	s.follow("daily").pass(time.Minute)
	row := s.list.Look(arn("hourly"), s.list.Accounts()[0], s.now)
	if !row.Off() || !row.Asking() {
		t.Error("an export that isn't watched isn't asked for")
	}
	s.pass(time.Minute)
	if len(row.Runs()) != 4 || row.Asking() || row.Looking() {
		t.Errorf("%d runs are listed, asking is %v", len(row.Runs()), row.Asking())
	}
	s.wantRows("daily")
	s.calls = nil
	s.pass(day)
	if n := len(
		s.asked(model.AskExecutions, "hourly"),
	) + len(
		s.asked(model.AskExecution, "hourly"),
	); n > 0 {
		t.Errorf("%d questions about an export that was only looked at", n)
	}
	if s.list.Look(arn("daily"), nil, s.now) != s.row("daily") {
		t.Error("looking at what is watched leads elsewhere")
	}
	if added, _ := s.list.Add(ref("hourly"), nil, s.now); added != row || row.Off() {
		t.Error("what was looked at was added anew")
	}
	s.pass(10 * time.Minute)
	if n := len(s.list.Changes(s.now.Add(-time.Hour))); n > 0 {
		t.Errorf("%d changes of the time before it was watched", n)
	}
}

func TestOffersOfAnAccountThatIsNotFollowed(t *testing.T) {
	t.Parallel()
	s := newCloud(t, delivers("daily", 3, day, time.Hour), delivers("hourly", 3, day, 2*time.Hour))
	s.pin(run("daily", 1)).pass(day)
	if n := len(s.asked(model.AskExports, "")); n > 0 {
		t.Fatalf("exports were listed %d times unasked", n)
	}
	account := s.list.Accounts()[0]
	s.list.AskOffers(account, s.now)
	if !account.ListingExports() {
		t.Error("the exports aren't asked for")
	}
	s.pass(day)
	if n := len(s.asked(model.AskExports, "")); n != 1 || account.ListingExports() {
		t.Errorf("exports were listed %d times, want once", n)
	}
	s.wantRows("daily")
	if offers := s.list.Offers(); len(offers) != 2 || offers[0].Watched ||
		offers[1].Export.Name != "hourly" {
		t.Errorf("offers are %+v", offers)
	}
	s.cloud.refuse = func(model.Ask) *model.Fault { return &model.Fault{Kind: model.FaultDenied} }
	s.list.AskOffers(account, s.now)
	s.pass(time.Minute)
	if account.OffersFault() == nil || account.Refused != nil ||
		len(s.list.Survey(s.now).Silences) > 0 {
		t.Error("a refusal counts as more than what it is")
	}
}

func TestRestoring(t *testing.T) {
	t.Parallel()
	daily := watch.Edit{Kind: watch.EditRemoved, Target: arn("daily")}
	for _, test := range []struct {
		name  string
		watch func(*stage)
		edits []watch.Edit
		named []string
		rows  string
	}{
		{"a removal", func(s *stage) { s.follow() }, []watch.Edit{daily}, nil, "hourly"},
		{
			"a removal, and a glob", func(s *stage) { s.follow("*") },
			[]watch.Edit{daily},
			nil, "hourly",
		},
		{
			"a removal, and the name", func(s *stage) { s.follow("daily") },
			[]watch.Edit{daily},
			nil, "daily",
		},
		{
			"a removal, and the ARN", func(s *stage) { s.list.FollowARN(arn("daily"), s.now) },
			[]watch.Edit{daily},
			nil, "daily",
		},
		{
			"an addition", func(s *stage) { s.follow("daily") },
			[]watch.Edit{{Kind: watch.EditAdded, Target: arn("hourly")}},
			nil, "daily, hourly",
		},
		{
			"a pin", func(s *stage) { s.follow("hourly") },
			[]watch.Edit{{Kind: watch.EditAdded, Target: arn("daily") + "#run-00001"}},
			nil,
			"daily, hourly",
		},
		{
			"an addition by a profile that isn't asked", func(s *stage) { s.follow("daily") },
			[]watch.Edit{{Kind: watch.EditAdded, Target: arn("hourly"), Mark: "other"}},
			nil,
			"daily",
		},
		{
			"the only account", func(s *stage) { s.follow() },
			[]watch.Edit{{Kind: watch.EditRemoved, Target: "profile:"}},
			nil, "daily, hourly",
		},
		{
			"an account that is named",
			func(s *stage) { s.follow(); s.list.FollowARN(arn("weekly"), s.now) },
			[]watch.Edit{{Kind: watch.EditRemoved, Target: "profile:"}},
			[]string{""},
			"daily, hourly, weekly",
		},
		{
			"an account",
			func(s *stage) { s.follow(); s.list.FollowARN(arn("weekly"), s.now) },
			[]watch.Edit{{Kind: watch.EditRemoved, Target: "profile:"}},
			nil, "weekly",
		},
	} {
		for _, late := range []bool{false, true} {
			if late && test.edits[0].Target == "profile:" {
				continue // an account that has answered has no row of its own
			}
			name := test.name
			if late {
				name += ", after the first answers"
			}
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				s := newCloud(t, delivers("daily", 3, day, time.Hour),
					delivers("hourly", 3, day, 2*time.Hour))
				test.watch(s)
				if late {
					s.pass(time.Minute)
				}
				s.list.Restore(test.edits, s.now, test.named...)
				s.pass(time.Minute)
				rows := strings.Fields(titles(s.list))
				slices.Sort(rows)
				if got := strings.Join(rows, ", "); got != test.rows {
					t.Errorf("the rows are %q, want %q", got, test.rows)
				}
				if got := s.list.Edits(); !slices.Equal(got, test.edits) {
					t.Errorf("remembered are %v, want %v", got, test.edits)
				}
				if _, _, ok := s.list.Undo(s.now); ok {
					t.Error("what was remembered can be undone")
				}
			})
		}
	}
}

func TestMutesLastUntilTheNextChange(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		export *export
		until  time.Duration // 0: it stays muted
	}{
		{"nothing happens", failing(), 0},
		{
			"a new run", failing().then(30*time.Minute, time.Hour, model.DeliveryFailure),
			30 * time.Minute,
		},
		{
			"a run ends", delivers("daily", 8, day, day).
				then(-3*time.Hour, 10*time.Minute, model.DeliveryFailure).
				then(-time.Minute, 20*time.Minute, model.DeliveryFailure), 20 * time.Minute,
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := newCloud(t, test.export)
			s.follow().pass(5 * time.Minute)
			row := s.row("daily")
			if need := s.entry(row).Need; need != watch.NeedFailed {
				t.Fatalf("it needs %v", need)
			}
			if !s.list.Mute(row, s.now) || s.list.Mute(row, s.now) {
				t.Error("it isn't muted once")
			}
			survey := s.list.Survey(s.now)
			entry := survey.Entries[0]
			if !entry.Muted || entry.Attention != watch.AttentionFinished ||
				entry.Need != watch.NeedNone || entry.Mutes != watch.NeedFailed ||
				survey.Failed != 0 || survey.Muted != 1 {
				t.Errorf("muted it stands as %+v", entry)
			}
			s.wantEdits("muted daily")
			if got := targets(s.list.Observed().Edits); got != "muted daily" {
				t.Errorf("handed out is %q", got)
			}
			if test.until == 0 {
				s.pass(6 * time.Hour)
				if !row.Muted() || len(s.list.Observed().Undone) > 0 {
					t.Error("the mute ended without a change")
				}
				return
			}
			s.pass(test.until - s.now.Sub(start()) - time.Minute)
			if !row.Muted() {
				t.Error("the mute ended before the change")
			}
			s.pass(4 * time.Minute)
			if row.Muted() || targets(s.list.Observed().Undone) != "muted daily" {
				t.Error("the mute outlived the change")
			}
			s.wantEdits("")
		})
	}
}

func TestMutesAreUndoneAndRestored(t *testing.T) {
	t.Parallel()
	s := newCloud(t, failing())
	s.follow()
	if s.list.Mute(s.list.Watched()[0], s.now) {
		t.Error("a row was muted of which nothing is known")
	}
	s.pass(time.Minute)
	row := s.row("daily")
	s.list.Mute(row, s.now)
	remembered := s.list.Edits()
	s.list.Unmute(row)
	for i, muted := range []bool{true, false} {
		if s.list.Undo(s.now); row.Muted() != muted {
			t.Errorf("after undoing %d times muted is %v", i+1, row.Muted())
		}
	}
	s.list.Mute(row, s.now)
	s.list.Remove(row, s.now)
	s.wantEdits("removed daily")
	if s.list.Undo(s.now); !row.Muted() {
		t.Error("what came back isn't muted as before")
	}

	later := newCloud(t, failing())
	later.cloud.refuse = func(model.Ask) *model.Fault {
		if later.now.Sub(start()) < time.Minute {
			return &model.Fault{Kind: model.FaultNetwork}
		}
		return nil
	}
	later.follow()
	later.list.Restore(remembered, later.now)
	later.pass(5 * time.Minute)
	if row := later.row("daily"); row == nil || !row.Muted() {
		t.Error("a mute doesn't outlast a start without network")
	}

	changed := newCloud(t, failing().then(-time.Hour, 10*time.Minute, model.DeliveryFailure))
	changed.follow()
	changed.list.Restore(remembered, changed.now)
	changed.pass(time.Minute)
	if changed.row("daily").Muted() {
		t.Error("a mute outlives what changed while nobody looked")
	}
	changed.wantEdits("")
}

func TestAMutedAccountIsNotMissed(t *testing.T) {
	t.Parallel()
	s := newStage(t, 8, nil)
	fault := &model.Fault{Kind: model.FaultLogin}
	s.cloud = &cloud{refuse: func(model.Ask) *model.Fault { return fault }}
	s.list.Follow("payer", nil, s.now)
	s.pass(time.Minute)
	row := s.list.Watched()[0]
	s.list.Mute(row, s.now)
	if survey := s.list.Survey(
		s.now,
	); len(survey.Silences) > 0 || survey.Muted != 1 ||
		survey.Faulty > 0 {
		t.Errorf("%+v", survey)
	}
	fault = &model.Fault{Kind: model.FaultDenied}
	s.pass(time.Hour)
	if survey := s.list.Survey(s.now); len(survey.Silences) != 1 || survey.Muted > 0 {
		t.Error("another fault is no change")
	}
}

func TestEditKindsAreReadBack(t *testing.T) {
	t.Parallel()
	for _, kind := range []watch.EditKind{
		watch.EditAdded, watch.EditRemoved, watch.EditMuted, watch.EditUnmuted,
	} {
		if got, err := watch.ParseEditKind(kind.String()); err != nil || got != kind {
			t.Errorf("%v is read as %v: %v", kind, got, err)
		}
	}
	if _, err := watch.ParseEditKind(
		"moved\x1b",
	); err == nil ||
		strings.Contains(err.Error(), "\x1b") {
		t.Errorf("the error is %q", err)
	}
}
