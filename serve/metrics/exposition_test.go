package metrics_test

import (
	"flag"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus/testutil/promlint"

	"exportwatch/model"
	"exportwatch/model/watch"
)

var update = flag.Bool("update", false, "take over what is exposed into testdata")

const few = 5 * time.Minute

// the metrics of an export in the tests below, without prefix and labels.
type values map[string]string

// TestExport holds what is exposed of an export in each of its states.
func TestExport(t *testing.T) {
	t.Parallel()
	const (
		lastDelivery = "last_delivery_timestamp_seconds"
		nextDelivery = "next_delivery_timestamp_seconds"
		lastAnswer   = "last_answer_timestamp_seconds"
		took         = "last_duration_seconds"
		none         = ""
	)
	for name, tt := range map[string]struct {
		export *scripted
		want   values
		status model.Status
	}{
		"delivered": {
			made("cur", 30*day, daily(8, 5*time.Hour)...),
			values{
				"failed": "0", "failures_in_a_row": "0", "overdue": "0", "slow": "0",
				"unhealthy": "0", "muted": "0",
				lastDelivery: unix(now().Add(-5*time.Hour + 9*time.Minute)),
				nextDelivery: unix(now().Add(19*time.Hour + 9*time.Minute)), took: "540",
			},
			model.DeliverySuccess,
		},
		"failed three times": {
			made("cur", 30*day, append([]model.Execution{
				ran("c", model.DeliveryFailure, 3*time.Hour, few),
				ran("b", model.QueryFailure, 4*time.Hour, few),
				ran("a", model.DeliveryFailure, 5*time.Hour, few),
			}, daily(8, 12*time.Hour)...)...),
			values{"failed": "1", "failures_in_a_row": "3", "overdue": "0", took: "540"},
			model.DeliveryFailure,
		},
		"made good": {
			made("cur", 30*day, ran("b", model.DeliverySuccess, time.Hour, few),
				ran("a", model.DeliveryFailure, 2*time.Hour, few)),
			values{"failed": "0", "failures_in_a_row": "0", took: "300"},
			model.DeliverySuccess,
		},
		"failed and runs again": {
			made("cur", 30*day, ran("b", model.QueryInProcess, few, 0),
				ran("a", model.DeliveryFailure, 2*time.Hour, few)),
			values{"failed": "1", "failures_in_a_row": "1", lastDelivery: "0", took: none},
			model.QueryInProcess,
		},
		"overdue": {
			made("cur", 90*day, daily(8, 3*day)...),
			values{
				"overdue": "1", "failed": "0",
				lastDelivery: unix(now().Add(-3*day + 9*time.Minute)),
				nextDelivery: unix(now().Add(-2*day + 9*time.Minute)),
			},
			model.DeliverySuccess,
		},
		"slow": {
			made("cur", 90*day, append([]model.Execution{
				ran("a", model.QueryInProcess, 2*time.Hour, 0),
			}, daily(8, 20*time.Hour)...)...),
			values{"slow": "1", "overdue": "0", "failed": "0"},
			model.QueryInProcess,
		},
		"never delivered": {
			made("cur", 3*day),
			values{"overdue": "1", lastDelivery: "0", nextDelivery: unix(now().Add(-2 * day)), took: none},
			"",
		},
		"new": {
			made("cur", time.Hour),
			values{"overdue": "0", lastDelivery: "0", nextDelivery: unix(now().Add(23 * time.Hour))},
			"",
		},
		"without a schedule": {
			&scripted{
				name: "carbon", created: now().Add(-90 * day), table: "CARBON_EMISSIONS",
				runs: daily(3, 40*day),
			},
			values{"overdue": "0", nextDelivery: none, took: "540"},
			model.DeliverySuccess,
		},
		"unhealthy": {
			&scripted{name: "cur", created: now().Add(-time.Hour), health: "UNHEALTHY"},
			values{"unhealthy": "1", "failed": "0"},
			"",
		},
		"with a status that we don't know": {
			made("cur", time.Hour, ran("a", "PAUSED", few, 0)),
			values{"failed": "0"},
			"UNKNOWN",
		},
		"whose runs may not be listed": {
			&scripted{name: "cur", created: now().Add(-time.Hour), refuses: model.FaultDenied},
			values{lastAnswer: "0", lastDelivery: none, "failed": "0"},
			"",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := series(scrape(t, followed(&world{exports: []*scripted{tt.export}})))
			labels := `{account="` + number + `",export="` + tt.export.name + `"}`
			for name, want := range tt.want {
				if said := got["exportwatch_export_"+name+labels]; said != want {
					t.Errorf("%s is %q, want %q", name, said, want)
				}
			}
			wantStatus(t, got, tt.export.name, tt.status)
		})
	}
}

// wantStatus wants 1 for one status, and 0 for each of the others.
func wantStatus(t *testing.T, got map[string]string, export string, want model.Status) {
	t.Helper()
	for _, status := range []model.Status{
		model.InitiationInProcess, model.QueryQueued, model.QueryInProcess, model.QueryFailure,
		model.DeliveryInProcess, model.DeliverySuccess, model.DeliveryFailure, "UNKNOWN",
	} {
		said := map[bool]string{true: "1", false: "0"}[status == want]
		name := `exportwatch_export_status{account="` + number + `",export="` + export +
			`",status="` + string(status) + `"}`
		if got[name] != said {
			t.Errorf("of status %s is said %q, want %q", status, got[name], said)
		}
	}
}

func TestWhatIsDeletedIsNotExposed(t *testing.T) {
	t.Parallel()
	w := &world{exports: []*scripted{
		made("a", day, daily(2, time.Hour)...), made("b", day, daily(2, time.Hour)...),
		made("c", day, daily(2, time.Hour)...),
	}}
	list := followed(w)
	before := scrape(t, list)
	w.exports = w.exports[1:]
	pass(list, w, now(), now().Add(11*time.Minute))
	after := scrape(t, list)
	if !strings.Contains(before, `export="a"`) || strings.Contains(after, `export="a"`) {
		t.Errorf("before:\n%s\nafter:\n%s", before, after)
	}
	if !strings.Contains(after, `export="b"`) {
		t.Error("another export went with it")
	}
}

func TestMuted(t *testing.T) {
	t.Parallel()
	w := &world{exports: []*scripted{
		made("loud", day, ran("a", model.DeliveryFailure, time.Hour, few)),
		made("quiet", day, ran("a", model.DeliveryFailure, time.Hour, few)),
		made("night", day, ran("a", model.DeliveryFailure, time.Hour, few)),
	}}
	hours := watch.Hours{From: 13 * time.Hour, To: 15 * time.Hour, In: time.UTC}
	list := followed(w, watch.WithRules([]watch.Rule{
		{Pattern: "night", Muted: []watch.Hours{hours}},
	}))
	for _, row := range list.Watched() {
		if row.Name == "quiet" && !list.Mute(row, now()) {
			t.Fatal("it can't be muted")
		}
	}
	got := series(scrape(t, list))
	for name, want := range map[string]string{"loud": "0", "quiet": "1", "night": "1"} {
		labels := `{account="` + number + `",export="` + name + `"}`
		if muted := got["exportwatch_export_muted"+labels]; muted != want {
			t.Errorf("%s: muted is %q, want %q", name, muted, want)
		}
		if failed := got["exportwatch_export_failed"+labels]; failed != "1" {
			t.Errorf("%s: failed is %q: muting changes no facts", name, failed)
		}
	}
}

func TestAnswersGrowOld(t *testing.T) {
	t.Parallel()
	w := &world{exports: []*scripted{made("cur", day, daily(2, time.Hour)...)}}
	list := followed(w)
	name := `exportwatch_export_last_answer_timestamp_seconds{account="` + number + `",export="cur"}`
	account := `exportwatch_account_last_answer_timestamp_seconds{account="` + number +
		`",profile="payer"}`
	before := series(scrape(t, list))
	if before[name] != unix(now().Add(-70*time.Second)) {
		t.Errorf("AWS answered at %s", before[name])
	}
	w.refuse = func(model.Ask) *model.Fault { return &model.Fault{Kind: model.FaultLogin} }
	pass(list, w, now(), now().Add(time.Hour))
	after := series(scrape(t, list))
	if after[name] != before[name] || after[account] != before[account] {
		t.Errorf("without an answer the time goes on to %s, %s", after[name], after[account])
	}
}

// An export of which one run is pinned goes by that. AWS is asked no more of one that has ended.
func TestPinned(t *testing.T) {
	t.Parallel()
	w := &world{exports: []*scripted{
		made("cur", day, ran("b", model.DeliveryFailure, time.Hour, few),
			ran("a", model.DeliverySuccess, 2*time.Hour, few)),
	}}
	list := watch.NewList(interval, 8)
	began := now().Add(-time.Hour)
	for _, id := range []string{"a", "b"} {
		list.Pin(model.Ref{ExportARN: arn("cur"), ExecutionID: id}, began)
	}
	pass(list, w, began, now())
	got := series(scrape(t, list))
	labels := `{account="` + number + `",export="cur"}`
	for name, want := range map[string]string{
		"failed": "1", "failures_in_a_row": "1", "last_answer_timestamp_seconds": unix(now()),
		"last_delivery_timestamp_seconds": unix(now().Add(-2*time.Hour + few)),
		"next_delivery_timestamp_seconds": "",
	} {
		if said := got["exportwatch_export_"+name+labels]; said != want {
			t.Errorf("%s is %q, want %q", name, said, want)
		}
	}
	wantStatus(t, got, "cur", model.DeliveryFailure)
}

// Exports with one name, as after one was made anew in another Region, are told apart.
func TestSameNames(t *testing.T) {
	t.Parallel()
	other := made("cur", day)
	other.arn = strings.Replace(arn("cur"), "9f1c75f3", "00000000", 1)
	w := &world{exports: []*scripted{made("cur", day), other, made("focus", day)}}
	got := series(scrape(t, followed(w)))
	for _, name := range []string{
		"cur-9f1c75f3-f982-4d9a-b994-1ecb845814b7", "cur-00000000-f982-4d9a-b994-1ecb845814b7",
		"focus",
	} {
		labels := `{account="` + number + `",export="` + name + `"}`
		if got["exportwatch_export_failed"+labels] != "0" {
			t.Errorf("there is no %s", name)
		}
	}
}

// TestGolden holds the whole of what is exposed of a mixed list, and what Prometheus' own checker
// has against it.
func TestGolden(t *testing.T) {
	t.Parallel()
	w := &world{exports: []*scripted{
		made("cur2", 30*day, daily(8, 5*time.Hour)...),
		made("focus", 30*day, ran("a", model.DeliveryFailure, time.Hour, few)),
	}}
	list := followed(w)
	list.Follow("dev", nil, now())
	pass(list, &world{refuse: func(model.Ask) *model.Fault {
		return &model.Fault{Kind: model.FaultLogin}
	}}, now(), now())
	got := strings.ReplaceAll(scrape(t, list), runtime.Version(), "go1.x")
	problems, err := promlint.New(strings.NewReader(got)).Lint()
	if err != nil || len(problems) > 0 {
		t.Errorf("Prometheus' checker says %v, %v", problems, err)
	}
	const file = "testdata/exposition.txt"
	if *update {
		if err = os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("exposed is\n%s\nwant\n%s", got, want)
	}
}
