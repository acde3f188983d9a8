package watch_test

import (
	"slices"
	"testing"
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
)

// found is what the judge of these tests finds: nothing but what the story says.
type found struct {
	contradicts, lookAgain bool
	judged                 int
}

func (f *found) judge(_ *watch.List, looks *watch.Looks, _ time.Time) watch.Judgement {
	f.judged++
	return watch.Judgement{
		Contradicts: f.contradicts, LookAgain: f.lookAgain, Report: looks,
		Manifest: &watch.SeenManifest{Key: "m", ETag: "e", Matched: true},
	}
}

// checking is a stage whose exports have snapshots, with a list that looks for evidence.
func checking(t *testing.T, byItself bool, exports ...*export) (*stage, *found) {
	t.Helper()
	s, f := newCloud(t, exports...), &found{}
	s.list = watch.NewList(interval, 8, watch.WithChecks(
		f.judge,
		func(*watch.Account, model.TableConfiguration) []string { return []string{"SWITCH"} },
		byItself,
	))
	for _, e := range exports {
		e.snapshot = &model.Export{
			Name: e.name, Query: "SELECT a FROM T",
			Destination: model.Destination{Bucket: "b", Overwrite: model.OverwriteReport},
		}
	}
	return s.follow(), f
}

// soughtAt is after which times evidence was asked for, by its kind.
type soughtAt struct{ data, bucket, table []time.Duration }

func (s soughtAt) of(kind model.AskKind) []time.Duration {
	switch kind { //nolint:exhaustive // the others are never asked for by themselves
	case model.AskData:
		return s.data
	case model.AskBucket:
		return s.bucket
	case model.AskTable:
		return s.table
	}
	return nil
}

// sought returns after which times evidence of a kind was asked for.
func (s *stage) sought(kind model.AskKind) []time.Duration { return s.asked(kind, "") }

func evidenceKinds() []model.AskKind {
	return []model.AskKind{
		model.AskBucket, model.AskData, model.AskSample, model.AskCurrent, model.AskTable,
	}
}

// TestWhenItLooksByItself tells stories of runs and holds which evidence is asked for, how long after
// what.
func TestWhenItLooksByItself(t *testing.T) {
	t.Parallel()
	const took = 10 * time.Minute
	end := 5*time.Minute + took
	for name, tt := range map[string]struct {
		off       bool
		ends      model.Status
		reason    model.Reason
		next      *scripted // a run that starts later
		lookAgain bool
		ended     bool // before the start
		want      soughtAt
	}{
		"off":       {off: true, ends: model.DeliverySuccess},
		"delivered": {ends: model.DeliverySuccess, want: soughtAt{data: []time.Duration{2 * time.Minute}}},
		"looks a second time, and no third": {
			ends: model.DeliverySuccess, lookAgain: true,
			want: soughtAt{data: []time.Duration{2 * time.Minute, 12 * time.Minute}},
		},
		"refused": {
			ends: model.DeliveryFailure, reason: model.InsufficientPermission,
			want: soughtAt{bucket: []time.Duration{0}},
		},
		"failed otherwise": {ends: model.DeliveryFailure, reason: model.InternalFailure},
		"query failed": {
			ends: model.QueryFailure, want: soughtAt{table: []time.Duration{0}},
		},
		"ended before the start": {ends: model.DeliverySuccess, ended: true},
		"replaced while it waits": {
			ends: model.DeliverySuccess,
			next: &scripted{start().Add(end + time.Minute), took, model.DeliverySuccess},
			want: soughtAt{data: []time.Duration{13 * time.Minute}},
		},
		"the next fails": {
			ends: model.DeliverySuccess,
			next: &scripted{start().Add(end + time.Minute), took, model.QueryFailure},
			want: soughtAt{
				data: []time.Duration{11 * time.Minute}, table: []time.Duration{11 * time.Minute},
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := delivers("daily", 3, 8*time.Hour, 4*time.Hour)
			if tt.ended {
				e.then(-time.Hour, took, tt.ends)
			} else {
				e.then(5*time.Minute, took, tt.ends)
			}
			e.reason = tt.reason
			if tt.next != nil {
				e.runs = append(e.runs, *tt.next)
			}
			s, f := checking(t, !tt.off, e)
			f.lookAgain = tt.lookAgain
			s.pass(6 * time.Hour)
			for _, kind := range evidenceKinds() {
				got := s.sought(kind)
				if len(got) != len(tt.want.of(kind)) {
					t.Errorf("%v was asked after %v, want %v", kind, got, tt.want.of(kind))
					continue
				}
				for i, at := range got {
					// How soon the end is seen depends on the rounds.
					if late := at - end - tt.want.of(kind)[i]; late < 0 || late > 2*time.Minute {
						t.Errorf(
							"%v was asked %v after the end, want %v",
							kind,
							at-end,
							tt.want.of(kind)[i],
						)
					}
				}
			}
		})
	}
}

// TestNeverByItselfWhileUnderway holds that no answer leads to evidence while a run is under way, nor
// does opening one.
func TestNeverByItselfWhileUnderway(t *testing.T) {
	t.Parallel()
	e := delivers("daily", 3, 8*time.Hour, 4*time.Hour)
	e.then(5*time.Minute, 10*time.Minute, model.DeliverySuccess).
		then(16*time.Minute, 5*time.Hour, model.DeliverySuccess)
	s, _ := checking(t, true, e)
	s.pass(4 * time.Hour)
	row := s.row("daily")
	if s.list.Opens(row, row.Delivered(), s.now) {
		t.Error("what is opened is looked at")
	}
	if got := s.sought(model.AskData); len(got) != 0 {
		t.Errorf("asked after %v", got)
	}
}

// TestLookOnDemand holds what a key leads to: all that was asked for, at once, whatever is under way, and
// nothing after that.
func TestLookOnDemand(t *testing.T) {
	t.Parallel()
	e := delivers(
		"daily",
		3,
		8*time.Hour,
		4*time.Hour,
	).then(-time.Minute, time.Hour, model.DeliverySuccess)
	s, f := checking(t, false, e)
	s.pass(time.Minute)
	row := s.row("daily")
	calls, _ := s.list.CallsLastHour(s.now)
	pressed := s.now.Add(-time.Nanosecond)
	looks := s.list.Seek(row, row.Newest(), s.now, model.AskData, model.AskBucket, model.AskTable)
	if !looks.Asking(model.AskData) || looks.Asking(model.AskCurrent) {
		t.Error("isn't asking for what it was told to")
	}
	s.ask()
	for _, kind := range []model.AskKind{model.AskData, model.AskBucket, model.AskTable} {
		if got := s.sought(kind); len(got) != 1 || got[0] != s.now.Sub(start()) {
			t.Errorf("%v was asked after %v", kind, got)
		}
	}
	for _, f := range s.flights {
		if sought := f.ask.Sought; f.ask.Kind.Evidence() &&
			(!sought.Anew || sought.ExecutionID == "" || (f.ask.Kind == model.AskTable) != (sought.Switches != nil)) {
			t.Errorf("%v seeks %+v", f.ask.Kind, sought)
		}
	}
	s.pass(time.Second)
	if f.judged != 3 || looks.Asking(model.AskData) || looks.Look(model.AskData).Result == nil {
		t.Errorf("judged %d times: %+v", f.judged, looks.Look(model.AskData))
	}
	after, _ := s.list.CallsLastHour(s.now)
	for _, c := range s.calls {
		if !c.kind.Evidence() && c.at.After(pressed) {
			after--
		}
	}
	if got := s.list.RequestsLastHour(s.now); got != 7 || after-calls != 3 {
		t.Errorf("%d requests to S3, %d calls", got, after-calls)
	}
	if !row.Account.IDsMatch() || len(row.Manifests()) != 1 {
		t.Error("nothing is remembered")
	}
	before := len(s.calls)
	s.pass(time.Hour)
	for _, c := range s.calls[before:] {
		if c.kind.Evidence() {
			t.Errorf("%v is asked again", c.kind)
		}
	}
}

// TestWithoutSnapshotTheExportOfTodayIsAsked holds that a row without runs is looked at by the export of
// today, and that nothing waits for ever where that is refused.
func TestWithoutSnapshotTheExportOfTodayIsAsked(t *testing.T) {
	t.Parallel()
	for _, refused := range []bool{false, true} {
		s, _ := checking(t, false, &export{name: "new"})
		if refused {
			s.cloud.refuse = func(ask model.Ask) *model.Fault {
				if ask.Kind == model.AskCurrent {
					return &model.Fault{Kind: model.FaultDenied}
				}
				return nil
			}
		}
		s.pass(time.Minute)
		row := s.row("new")
		looks := s.list.Seek(row, nil, s.now, model.AskData, model.AskBucket)
		s.pass(time.Minute)
		if got := len(s.sought(model.AskCurrent)); got != 1 {
			t.Errorf("the export of today was asked for %d times", got)
		}
		if got := len(s.sought(model.AskData)); (got == 1) == refused {
			t.Errorf("refused %v: the data was asked for %d times", refused, got)
		}
		if looks.Asking(model.AskData) || (looks.Look(model.AskCurrent).Fault != nil) != refused {
			t.Errorf("refused %v: still asking, or %+v", refused, looks.Look(model.AskCurrent))
		}
	}
}

// TestLooksGoWithTheirRow holds that nobody waits for evidence about what isn't watched any more, and
// that only the last few runs have any.
func TestLooksGoWithTheirRow(t *testing.T) {
	t.Parallel()
	s, _ := checking(
		t,
		false,
		delivers("daily", 6, 8*time.Hour, 4*time.Hour),
		delivers("other", 1, time.Hour, time.Hour),
	)
	s.pass(time.Minute)
	row := s.row("daily")
	for _, run := range slices.Backward(row.Runs()) {
		s.list.AskNow(run.Ref, s.now)
		s.pass(time.Second)
		s.list.Seek(row, run, s.now, model.AskData)
		s.pass(time.Second)
	}
	kept := 0
	for _, run := range row.Runs() {
		if row.Looks(run) != nil {
			kept++
		}
	}
	if kept != 3 || row.Looks(row.Newest()) == nil {
		t.Errorf("evidence of %d runs is kept", kept)
	}
	s.list.Seek(row, row.Newest(), s.now, model.AskData)
	asks := s.list.Due(s.now)
	s.list.Remove(row, s.now)
	for _, ask := range asks {
		if s.list.Take(model.Reply{Ask: ask, Result: model.DataFacts{}}, s.now) {
			t.Error("an answer was taken about a row that is gone")
		}
	}
	if s.list.Seek(row, row.Newest(), s.now, model.AskData) != nil {
		t.Error("what is gone is looked at")
	}
}

// TestContradictionIsOfTheNewestDelivery holds which row evidence stands against.
func TestContradictionIsOfTheNewestDelivery(t *testing.T) {
	t.Parallel()
	e := delivers(
		"daily",
		3,
		8*time.Hour,
		4*time.Hour,
	).then(time.Hour, 10*time.Minute, model.DeliverySuccess)
	s, f := checking(t, false, e)
	s.pass(time.Minute)
	row := s.row("daily")
	s.list.AskNow(row.Newest().Ref, s.now)
	s.pass(time.Second)
	f.contradicts = true
	s.list.Seek(row, row.Newest(), s.now, model.AskData)
	s.pass(time.Second)
	if !row.Contradicted() {
		t.Error("evidence against the newest delivery doesn't count")
	}
	s.pass(2 * time.Hour)
	if row.Contradicted() {
		t.Error("evidence against an older delivery counts")
	}
}

// TestVirtualDay holds what looking by itself costs in a day with 15 exports of three deliveries each.
func TestVirtualDay(t *testing.T) {
	t.Parallel()
	for _, byItself := range []bool{false, true} {
		var exports []*export
		for n := range 15 {
			e := delivers(
				"export-"+string(rune('a'+n)),
				12,
				8*time.Hour,
				7*time.Hour-time.Duration(n)*7*time.Minute,
			)
			for turn := range 3 {
				e.then(time.Hour+time.Duration(turn)*8*time.Hour+time.Duration(n)*7*time.Minute,
					10*time.Minute, model.DeliverySuccess)
			}
			exports = append(exports, e)
		}
		s, _ := checking(t, byItself, exports...)
		s.pass(24 * time.Hour)
		calls, looks, most := 0, 0, 0
		var requests []time.Duration
		for _, c := range s.calls {
			switch {
			case !c.kind.Evidence():
				calls++
			case c.kind == model.AskData:
				looks++
				for range 4 { // as the cloud says
					requests = append(requests, c.at.Sub(start()))
				}
			default:
				t.Errorf("%v was asked", c.kind)
			}
		}
		for i := range requests {
			n := 0
			for _, at := range requests[i:] {
				if at-requests[i] < time.Hour {
					n++
				}
			}
			most = max(most, n)
		}
		t.Logf(
			"by itself %v: %d calls to Data Exports, %d looks, %d requests to S3, %d in an hour at most",
			byItself,
			calls,
			looks,
			len(requests),
			most,
		)
		want := 0
		if byItself {
			want = 45
		}
		if looks != want || most > 60 {
			t.Errorf(
				"by itself %v: %d looks, want %d; %d requests in an hour",
				byItself,
				looks,
				want,
				most,
			)
		}
	}
}

// TestAtMostSixtyRequestsAnHour has a hundred exports delivered at once: what goes beyond isn't asked
// for, then or later.
func TestAtMostSixtyRequestsAnHour(t *testing.T) {
	t.Parallel()
	var exports []*export
	for n := range 100 {
		e := delivers(
			"export-"+string(rune('a'+n/10))+string(rune('a'+n%10)),
			2,
			8*time.Hour,
			4*time.Hour,
		)
		exports = append(exports, e.then(5*time.Minute, 10*time.Minute, model.DeliverySuccess))
	}
	s, _ := checking(t, true, exports...)
	s.pass(6 * time.Hour)
	if got := len(s.sought(model.AskData)) * 4; got > 60 || got < 40 {
		t.Errorf("%d requests", got)
	}
}

// TestEvidenceIsRemembered holds that what is worth remembering of a look is handed out once, and taken
// back by the next list, behind which stands what that one saw itself.
func TestEvidenceIsRemembered(t *testing.T) {
	t.Parallel()
	e := delivers(
		"daily",
		3,
		8*time.Hour,
		4*time.Hour,
	).then(-time.Minute, time.Hour, model.DeliverySuccess)
	s, _ := checking(t, false, e)
	s.pass(time.Minute)
	s.list.Seek(s.row("daily"), s.row("daily").Newest(), s.now, model.AskData)
	s.pass(time.Second)
	observed := s.list.Observed()
	if len(observed.Evidence) != 1 || len(s.list.Observed().Evidence) != 0 {
		t.Fatalf("handed out %+v", observed.Evidence)
	}
	observed.Evidence[0].Manifests[0].Key = "older"
	next, _ := checking(t, false, e)
	next.pass(time.Minute)
	row := next.row("daily")
	next.list.Seek(row, row.Newest(), next.now, model.AskData)
	next.pass(time.Second)
	next.list.Recall(watch.Memory{Observed: observed}, next.now)
	got := row.Manifests()
	if len(got) != 2 || got[0].Key != "older" || got[1].Key != "m" || !row.Account.IDsMatch() {
		t.Errorf("taken back %+v", got)
	}
}
