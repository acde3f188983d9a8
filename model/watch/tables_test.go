package watch_test

import (
	"testing"
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
	"exportwatch/model/words"
)

// refusing makes a cloud refuse to list tables, and nothing else, from now on.
func (s *stage) refusing(fault *model.Fault) *stage {
	s.cloud.refuse = func(ask model.Ask) *model.Fault {
		if ask.Kind != model.AskTables {
			return nil
		}
		return fault
	}
	return s
}

// look looks at an account's tables as a screen does, and returns whether that led to a question.
func (s *stage) look() bool {
	account := s.list.Accounts()[0]
	if !account.LacksTables(s.now) {
		return false
	}
	s.list.AskTables(account, s.now)
	return true
}

// listedTables says whether AWS listed the account's tables.
func listedTables(account *watch.Account) bool {
	_, listed := account.Tables()
	return listed
}

func TestTablesAreListedOnce(t *testing.T) {
	t.Parallel()
	s := newCloud(t, delivers("daily", 9, day, 9*time.Hour)).follow()
	s.pass(25 * time.Hour)
	s.list.AskAllNow(s.now)
	s.pass(time.Minute)
	account := s.list.Accounts()[0]
	if n := len(s.asked(model.AskTables, "")); n != 0 {
		t.Fatalf("tables were listed %d times though nobody looked", n)
	}
	if listedTables(account) || account.AskingTables() || account.TablesFault() != nil {
		t.Error("something is known of the tables though nobody looked")
	}
	asOf := s.list.AsOf()
	calls, _ := s.list.CallsLastHour(s.now)
	if !s.look() || !account.AskingTables() || listedTables(account) || s.look() {
		t.Error("the first look doesn't lead to one question")
	}
	s.pass(time.Second)
	tables, listed := account.Tables()
	if !listed || len(tables) != 1 || account.AskingTables() {
		t.Errorf("after the answer it is %+v", tables)
	}
	if now, _ := s.list.CallsLastHour(s.now); now != calls+1 {
		t.Errorf("%d calls were counted, want one more than %d", now, calls)
	}
	if !s.list.AsOf().Equal(asOf) {
		t.Error("the list of tables counts as the newest answer about executions")
	}
	for range 3 {
		s.list.AskAllNow(s.now)
		s.pass(25 * time.Hour)
		s.look()
	}
	if n := len(s.asked(model.AskTables, "")); n != 1 {
		t.Errorf("tables were listed %d times", n)
	}
}

// TestNoTablesHarmNobody: whatever AWS says instead of listing tables, the account and its rows
// are as they were. What lasts is never asked for again, the rest a minute later at the soonest.
func TestNoTablesHarmNobody(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		kind  model.FaultKind
		again bool
	}{
		{model.FaultDenied, false},
		{model.FaultInvalid, false},
		{model.FaultConfig, false},
		{model.FaultNetwork, true},
		{model.FaultLogin, true},
		{model.FaultThrottled, true},
		{model.FaultService, true},
		{model.FaultNotAWS, true},
		{model.FaultCanceled, true},
		{model.FaultOther, true},
	} {
		kind, again := test.kind, test.again
		t.Run(words.FaultTitle(&model.Fault{Kind: kind}), func(t *testing.T) {
			t.Parallel()
			s := newCloud(t, delivers("daily", 9, day, 9*time.Hour)).follow()
			s.pass(time.Minute + time.Second)
			s.refusing(&model.Fault{Kind: kind})
			s.look()
			s.pass(time.Second)
			account := s.list.Accounts()[0]
			if fault := account.TablesFault(); fault == nil || fault.Kind != kind ||
				listedTables(account) || account.AskingTables() {
				t.Errorf("the tables' fault is %+v", fault)
			}
			row := s.row("daily")
			if account.Fault != nil || account.Refused != nil || row.Fault() != nil ||
				row.Newest().Fault() != nil || s.entry(row).Attention != watch.AttentionFinished {
				t.Errorf("account %+v, row %+v", account.Fault, row.Fault())
			}
			s.pass(58 * time.Second)
			if s.look() {
				t.Error("it is asked for again within a minute")
			}
			s.pass(2 * time.Second)
			if got := s.look(); got != again {
				t.Errorf("asked for again after a minute: %t, want %t", got, again)
			}
			s.refusing(nil)
			s.pass(24 * time.Hour)
			if got := listedTables(account); got != again {
				t.Errorf("listed in the end: %t, want %t", got, again)
			}
			if again == (account.TablesFault() != nil) {
				t.Errorf("in the end the fault is %+v", account.TablesFault())
			}
		})
	}
}

func TestThrottledTablesSlowTheAccount(t *testing.T) {
	t.Parallel()
	s := newCloud(t, delivers("daily", 9, day, 9*time.Hour)).follow()
	s.pass(time.Minute)
	s.refusing(&model.Fault{Kind: model.FaultThrottled}).look()
	s.pass(time.Second)
	if _, throttled := s.list.CallsLastHour(s.now); throttled != 1 {
		t.Errorf("%d calls count as throttled", throttled)
	}
}

// TestTablesOfAnAccountThatDoesNotAnswer: nobody asks for tables where nothing else is answered.
func TestTablesOfAnAccountThatDoesNotAnswer(t *testing.T) {
	t.Parallel()
	s := newCloud(t, delivers("daily", 9, day, 9*time.Hour)).follow()
	s.cloud.refuse = func(model.Ask) *model.Fault { return &model.Fault{Kind: model.FaultNetwork} }
	s.pass(time.Minute)
	if s.look() {
		t.Error("tables are asked for")
	}
}

// TestTablesGoWithTheirAccount: what was listed for a pinned run stays known when a profile turns
// out to lead to its account.
func TestTablesGoWithTheirAccount(t *testing.T) {
	t.Parallel()
	s := newCloud(t, delivers("daily", 9, day, 9*time.Hour))
	s.pin(run("daily", 3))
	s.pass(time.Second)
	s.look()
	s.pass(time.Second)
	s.follow()
	s.pass(time.Minute)
	account := s.list.Run(run("daily", 3)).Account
	if len(s.list.Accounts()) != 1 || !listedTables(account) || s.look() {
		t.Errorf("of %d accounts, the run's has the tables %+v", len(s.list.Accounts()),
			listedTables(account))
	}
}

func TestLateTablesAreDropped(t *testing.T) {
	t.Parallel()
	s := newCloud(t, delivers("daily", 9, day, 9*time.Hour)).follow()
	s.pass(time.Minute)
	s.look()
	asks := s.list.Due(s.now)
	if len(asks) != 1 || asks[0].Kind != model.AskTables {
		t.Fatalf("due is %+v", asks)
	}
	if !s.list.Take(model.Reply{Ask: asks[0], Result: model.TableList{}}, s.now) ||
		s.list.Take(model.Reply{Ask: asks[0], Result: model.TableList{}}, s.now) ||
		s.list.Take(model.Reply{Ask: asks[0], Result: &model.Fault{}}, s.now) {
		t.Error("an answer counts as often as it comes")
	}
}
