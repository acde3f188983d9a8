package metrics_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
)

// TestAccount holds what is exposed of an account in each of its states.
func TestAccount(t *testing.T) {
	t.Parallel()
	always := func(fault model.Fault) func(model.Ask) *model.Fault {
		return func(model.Ask) *model.Fault { return &fault }
	}
	exports := []*scripted{made("cur", day, daily(2, time.Hour)...)}
	principal := "arn:aws:sts::" + number + ":assumed-role/watcher/session"
	for name, tt := range map[string]struct {
		world   world
		account string
		up      string
		faults  []string
		heard   bool
	}{
		"answers":      {world{exports: exports}, number, "1", nil, true},
		"is empty":     {world{}, "", "1", nil, true},
		"login":        {world{refuse: always(model.Fault{Kind: model.FaultLogin})}, "", "0", []string{"login_expired"}, false},
		"keys":         {world{refuse: always(model.Fault{Kind: model.FaultExpiredKeys})}, "", "0", []string{"keys_expired"}, false},
		"none at all":  {world{refuse: always(model.Fault{Kind: model.FaultNoCredentials})}, "", "0", []string{"no_credentials"}, false},
		"dead network": {world{refuse: always(model.Fault{Kind: model.FaultTimeout})}, "", "0", []string{"timeout"}, false},
		"throttled":    {world{refuse: always(model.Fault{Kind: model.FaultThrottled})}, "", "0", []string{"throttled"}, false},
		"refused": {
			world{refuse: always(model.Fault{Kind: model.FaultDenied, Principal: principal})},
			number, "0",
			[]string{"access_denied"},
			false,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := series(scrape(t, followed(&tt.world)))
			labels := `{account="` + tt.account + `",profile="payer"}`
			if up := got["exportwatch_account_up"+labels]; up != tt.up {
				t.Errorf("up is %q, want %q", up, tt.up)
			}
			if faults := faultsOf(got, tt.account); !slices.Equal(faults, tt.faults) {
				t.Errorf("the faults are %q, want %q", faults, tt.faults)
			}
			heard := got["exportwatch_account_last_answer_timestamp_seconds"+labels]
			if heard == "" || heard != "0" != tt.heard {
				t.Errorf("it was heard at %q", heard)
			}
		})
	}
}

// faultsOf returns the faults of an account that are 1, sorted.
func faultsOf(got map[string]string, account string) []string {
	var faults []string
	for name, value := range got {
		prefix := `exportwatch_account_fault{account="` + account + `",fault="`
		if rest, ok := strings.CutPrefix(name, prefix); ok && value == "1" {
			fault, _, _ := strings.Cut(rest, `"`)
			faults = append(faults, fault)
		}
	}
	slices.Sort(faults)
	return faults
}

// An account that didn't answer yet is not up, and nothing is held against it.
func TestAccountBeforeTheFirstAnswer(t *testing.T) {
	t.Parallel()
	list := watch.NewList(interval, 8)
	list.Follow("", nil, now())
	got := series(scrape(t, list))
	if up := got[`exportwatch_account_up{account="",profile="default"}`]; up != "0" {
		t.Errorf("up is %q", up)
	}
	if faults := faultsOf(got, ""); len(faults) > 0 {
		t.Errorf("the faults are %q", faults)
	}
}

// The default profile may be asked for two accounts of which neither's number is known: they are
// one series, which is up only if both are.
func TestAccountsOfOneName(t *testing.T) {
	t.Parallel()
	list := watch.NewList(interval, 8)
	list.Follow("", nil, now())
	list.Pin(model.Ref{ExportARN: "no ARN", ExecutionID: "a"}, now())
	w := &world{refuse: func(ask model.Ask) *model.Fault {
		if ask.Kind == model.AskExports {
			return &model.Fault{Kind: model.FaultDenied}
		}
		return nil
	}}
	pass(list, w, now(), now())
	got := series(scrape(t, list))
	if up := got[`exportwatch_account_up{account="",profile="default"}`]; up != "0" {
		t.Errorf("up is %q", up)
	}
	if faults := faultsOf(got, ""); !slices.Equal(faults, []string{"access_denied"}) {
		t.Errorf("the faults are %q", faults)
	}
}

// Looking changes nothing: a list that is scraped asks, and says, what it would have.
func TestScrapingChangesNothing(t *testing.T) {
	t.Parallel()
	list, other := followed(mixed()), followed(mixed())
	first := scrape(t, list)
	if again := scrape(t, list); again != first {
		t.Errorf("scraped again:\n%s\nfirst:\n%s", again, first)
	}
	if list.Revision() != other.Revision() {
		t.Error("it has changed")
	}
	due, ok := list.NextDue(now())
	if want, also := other.NextDue(now()); !due.Equal(want) || ok != also {
		t.Errorf("it asks at %v, not at %v", due, want)
	}
}
