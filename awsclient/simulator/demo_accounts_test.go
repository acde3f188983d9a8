package simulator_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/bcmdataexports"
	"github.com/aws/smithy-go"

	"exportwatch/awsclient/simulator"
)

func TestDemoAccounts(t *testing.T) {
	t.Parallel()
	accounts := simulator.DemoAccounts()
	if len(accounts) != 3 || accounts[0].AccessKey != simulator.DemoAccessKey {
		t.Fatalf("%+v", accounts)
	}
	s := newServer(t, newClock(), simulator.Options{})
	ids, arns := map[string]bool{}, map[string]bool{}
	var names []string
	for i, account := range accounts {
		state := s.State(account.AccessKey)
		ids[state.AccountId] = true
		names = append(names, account.Name)
		if n := len(state.Exports); i > 0 && (n < 4 || n > 6) {
			t.Errorf("%s has %d exports, want 4 to 6", account.Name, n)
		}
		if n := running(state.Executions); n == 0 {
			t.Errorf("%s: nothing runs", account.Name)
		}
		hourly := false
		for _, e := range state.Exports {
			hourly = hourly || e.Name == "cur2-hourly"
			if arns[e.ExportArn] || !strings.Contains(e.ExportArn, ":"+state.AccountId+":") {
				t.Errorf("%s: export %s", account.Name, e.ExportArn)
			}
			arns[e.ExportArn] = true
			if !e.CreatedAt.Before(epoch()) || e.Executions < 10 {
				t.Errorf("%s: %+v", account.Name, e)
			}
		}
		if !hourly {
			t.Errorf("%s has no cur2-hourly", account.Name)
		}
	}
	if len(ids) != 3 || !slices.Equal(names, []string{"payer-amer", "payer-emea", "payer-apac"}) {
		t.Errorf("accounts %v of %v", names, ids)
	}
}

// TestDemoAccountsRepeat: the same seed gives the same accounts, another one others.
func TestDemoAccountsRepeat(t *testing.T) {
	t.Parallel()
	for _, account := range simulator.DemoAccounts() {
		var arns []string
		for _, seed := range []uint64{1, 1, 2} {
			s := newServer(t, newClock(), simulator.Options{Seed: seed})
			arns = append(arns, s.Exports(account.AccessKey)[0].ExportArn)
		}
		if arns[0] != arns[1] || arns[0] == arns[2] {
			t.Errorf("%s: %v", account.Name, arns)
		}
	}
}

// TestDemoAccountsMove: each account has a change every five minutes at least, and
// no export runs twice at once.
func TestDemoAccountsMove(t *testing.T) {
	t.Parallel()
	for _, account := range simulator.DemoAccounts() {
		clock := newClock()
		s := newServer(t, clock, simulator.Options{})
		clock.at(2 * time.Hour)
		var changes []time.Time
		busy := map[string]time.Time{} // from when on
		for _, e := range s.Executions(account.AccessKey) {
			last := e.Stages[len(e.Stages)-1].EnteredAt
			if from, ok := busy[e.Name]; ok && last.After(from) {
				t.Errorf("%s: %s runs twice at %s", account.Name, e.Name, from)
			}
			busy[e.Name] = e.CreatedAt
			for _, stage := range e.Stages {
				changes = append(changes, stage.EnteredAt)
			}
		}
		slices.SortFunc(changes, time.Time.Compare)
		last := epoch()
		for _, at := range changes {
			if at.Before(last) || at.After(epoch().Add(110*time.Minute)) {
				continue
			}
			if gap := at.Sub(last); gap > 5*time.Minute {
				t.Errorf(
					"%s: nothing changed for %v after %v",
					account.Name,
					gap,
					last.Sub(epoch()),
				)
			}
			last = at
		}
		if last.Sub(epoch()) < 100*time.Minute {
			t.Errorf("%s: nothing changed after %v", account.Name, last.Sub(epoch()))
		}
	}
}

// TestDemoLoginComesBack: all operations of the second account, and of no other, are refused for a
// while.
func TestDemoLoginComesBack(t *testing.T) {
	t.Parallel()
	clock := newClock()
	s := newServer(t, clock, simulator.Options{})
	for _, tt := range []struct {
		at   time.Duration
		code string
	}{
		{0, ""},
		{40*time.Second - 1, ""},
		{40 * time.Second, "ExpiredTokenException"},
		{110*time.Second - 1, "ExpiredTokenException"},
		{110 * time.Second, ""},
		{time.Hour, ""},
	} {
		clock.at(tt.at)
		for i, account := range simulator.DemoAccounts()[:2] {
			want := tt.code
			if i == 0 {
				want = ""
			}
			for operation, err := range everything(t, s, account.AccessKey) {
				if got := code(err); got != want {
					t.Errorf("%s, %s at %v: %q, want %q", account.Name, operation, tt.at, got, want)
				}
			}
		}
	}
}

func TestDemoWithoutLists(t *testing.T) {
	t.Parallel()
	s := newServer(t, newClock(), simulator.Options{})
	third := simulator.DemoAccounts()[2].AccessKey
	id := s.State(third).AccountId
	for operation, err := range everything(t, s, third) {
		if operation != "ListExports" && operation != "ListTables" &&
			operation != "GetExport" && operation != "GetTable" {
			if err != nil {
				t.Errorf("%s: %v", operation, err)
			}
			continue
		}
		want := "User: arn:aws:sts::" + id + ":assumed-role/BillingReadOnly/ana is not authorized " +
			"to perform: bcm-data-exports:" + operation + " on resource: " +
			"arn:aws:bcm-data-exports:us-east-1:" + id + ":/" + operation + " because no " +
			"identity-based policy allows the bcm-data-exports:" + operation + " action"
		var refusal smithy.APIError
		if !errors.As(err, &refusal) || refusal.ErrorCode() != "AccessDeniedException" ||
			refusal.ErrorMessage() != want {
			t.Errorf("%s: %v", operation, err)
		}
	}
}

// everything calls each operation once for the account's first export and its newest run.
func everything(t *testing.T, s *simulator.Server, key string) map[string]error {
	t.Helper()
	client, ctx := newClient(s, key), t.Context()
	run := s.Executions(key)[0]
	arn := aws.String(run.ExportArn)
	_, listed := client.ListExports(ctx, &bcmdataexports.ListExportsInput{})
	_, got := client.GetExport(ctx, &bcmdataexports.GetExportInput{ExportArn: arn})
	_, runs := client.ListExecutions(ctx, &bcmdataexports.ListExecutionsInput{ExportArn: arn})
	_, one := client.GetExecution(ctx, &bcmdataexports.GetExecutionInput{
		ExportArn: arn, ExecutionId: aws.String(run.ExecutionId),
	})
	_, tables := client.ListTables(ctx, &bcmdataexports.ListTablesInput{})
	_, table := client.GetTable(ctx, &bcmdataexports.GetTableInput{
		TableName: aws.String("CARBON_EMISSIONS"),
	})
	_, tags := client.ListTagsForResource(ctx,
		&bcmdataexports.ListTagsForResourceInput{ResourceArn: arn})
	return map[string]error{
		"ListTables": tables, "GetTable": table, "ListTagsForResource": tags,
		"ListExports": listed, "GetExport": got, "ListExecutions": runs, "GetExecution": one,
	}
}

// code is the error's code, "" without an error.
func code(err error) string {
	if refusal, ok := errors.AsType[smithy.APIError](err); ok {
		return refusal.ErrorCode()
	}
	if err != nil {
		return err.Error()
	}
	return ""
}
