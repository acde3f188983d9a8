package cli_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"exportwatch/awsclient/simulator"
)

// refusing is a service that denies what it is told to.
type refusing struct {
	http.Handler

	action string
	about  string // text in the question, "" for all
	key    string // access key, "" for all
}

const whoIsRefused = "arn:aws:sts::123456789012:assumed-role/BillingReadOnly/ana"

func (f refusing) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	about, _ := io.ReadAll(r.Body) // a question that can't be read isn't about anything
	r.Body = io.NopCloser(bytes.NewReader(about))
	_, action, _ := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
	if action != f.action || !strings.Contains(string(about), f.about) ||
		!strings.Contains(r.Header.Get("Authorization"), f.key) {
		f.Handler.ServeHTTP(w, r)
		return
	}
	w.Header().Set("X-Amzn-Requestid", "5d2c0b7e-5a0b-4f6e-8a55-000000000000")
	w.Header().Set("Content-Type", "application/x-amz-json-1.1")
	w.WriteHeader(http.StatusBadRequest)
	//nolint:gosec // what is written goes to no browser
	_, _ = fmt.Fprintf(
		w,
		`{"__type":"AccessDeniedException","Message":"User: %s is not authorized `+
			`to perform: bcm-data-exports:%s"}`,
		whoIsRefused,
		action,
	) // who went away needs no answer
}

// Without a target all exports are there, and what it costs is this and no more.
func TestCallsForEverything(t *testing.T) {
	t.Parallel()
	const exports, executions, under = 15, 2000, 11
	for _, test := range []struct {
		name    string
		frozen  bool
		begins  time.Duration // of the ten minutes
		list    int           // ListExports in ten minutes
		lists   int           // ListExecutions: of each export every two minutes
		details int           // GetExecution
	}{
		// Eleven runs that don't end, asked for four times a minute.
		{"busy", true, 5 * time.Second, 1, 5 * exports, under * 4 * 10},
		// Nothing runs, and none is expected to start.
		{"idle", false, 40*time.Minute + 5*time.Second, 1, 5 * exports, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				server := service(t, 0, simulator.Options{
					Seed: 1, Frozen: test.frozen, Exports: exports, Executions: executions,
				})
				s := play(t, server, 160, 50, "--profile", "standard")
				s.at(time.Second)
				// Besides what runs, the details of the row on which the cursor lands, and of at most
				// two on which it stood while the first answers came, in whatever order.
				start := server.Requests()["GetExecution"]
				if start <= under || start > under+3 {
					t.Errorf("%d GetExecution at the start, want %d to %d", start, under+1, under+3)
				}
				s.checkCalls("the start", server, nil, [3]int{1, exports, start})
				for _, export := range server.Exports(simulator.StandardAccessKey) {
					if text, _ := row(s.lines(), export.Name); text == "" {
						t.Errorf("%s is missing on\n%s", export.Name, s.text())
					}
				}
				if sum := verdictSum(s.lines()[0]); sum != exports {
					t.Errorf("%d in the verdict, want %d: %s", sum, exports, s.lines()[0])
				}
				s.at(test.begins)
				before := server.Requests()
				s.at(test.begins + 10*time.Minute)
				s.checkCalls("ten minutes "+test.name, server, before,
					[3]int{test.list, test.lists, test.details})
				s.leave()
			})
		})
	}
}

// checkCalls compares how often was asked, by operation.
func (s *stage) checkCalls(
	when string, server *simulator.Server, before map[string]int, want [3]int,
) {
	s.t.Helper()
	var got [3]int
	for i, operation := range []string{"ListExports", "ListExecutions", "GetExecution"} {
		got[i] = server.Requests()[operation] - before[operation]
	}
	s.t.Logf("%s: %d ListExports, %d ListExecutions, %d GetExecution", when, got[0], got[1], got[2])
	if got != want {
		s.t.Errorf("%s: %v calls, want %v", when, got, want)
	}
}

// New executions are seen by themselves, and how they go on, through half a day.
func TestNewRunsAreSeen(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("ten hours of screens")
	}
	synctest.Test(t, func(t *testing.T) {
		server := service(t, 0, simulator.Options{Seed: 1, Exports: 15, Executions: 2000})
		s := play(t, server, 160, 50, "--profile", "standard")
		const hours = 10
		step := 150 * time.Second
		for at := time.Second; at < hours*time.Hour; at += step {
			s.at(at)
			round := at - time.Second // a multiple of the interval
			s.agrees(server, simulator.StandardAccessKey, round)
		}
		started, ended := 0, 0
		for _, e := range server.Executions(simulator.StandardAccessKey) {
			if e.CreatedAt.After(s.began) {
				started++
				if e.StatusCode == "DELIVERY_SUCCESS" {
					ended++
				}
			}
		}
		t.Logf("%d started, %d of them delivered", started, ended)
		if started < 10 || ended < 10 {
			t.Errorf("too few to tell anything")
		}
		s.leave()
	})
}

// Whoever may not list the exports learns who was refused what, and what to ask for; executions
// that are named are shown all the same.
func TestListExportsDenied(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		server := service(t, 0, simulator.Options{Seed: 1, Frozen: true})
		s := play(t, refusing{Handler: server, action: "ListExports"}, 200, 50,
			"--profile", "standard", "*")
		s.at(time.Second)
		s.has(
			"! 1 without answer",
			"NEEDS YOU",
			"Access denied",
			"Who was denied",
			whoIsRefused,
			`"bcm-data-exports:ListExports"`,
			`"bcm-data-exports:ListExecutions"`,
			`"bcm-data-exports:GetExecution"`,
			`"Effect": "Allow"`,
			"exportwatch 'ARN#EXECUTION-ID'",
		)
		s.at(30 * time.Minute)
		if calls := asked(server); calls != 0 {
			t.Errorf("%d executions asked for", calls)
		}
		if code, _ := s.leave(); code != 3 {
			t.Errorf("exit code %d, want 3: nothing was ever answered", code)
		}
	})
	synctest.Test(t, func(t *testing.T) {
		server := service(t, 0, simulator.Options{Seed: 1, Frozen: true})
		pins := running(server)[:2]
		s := play(t, refusing{Handler: server, action: "ListExports"}, 200, 50,
			"--profile", "standard", "*", pins[0], pins[1])
		s.at(time.Second)
		s.has("! 1 without answer", "► 2 running", "Access denied", "Who was denied")
		if got := words(s.lines()); len(got) != 2 {
			t.Errorf("%q are under way, want 2:\n%s", got, s.text())
		}
		if code, _ := s.leave(); code != 0 {
			t.Errorf("exit code %d", code)
		}
	})
}

// One export's list is refused, the others are as ever.
func TestListExecutionsDeniedOnOne(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		server := service(t, 0, simulator.Options{Seed: 1})
		exports := server.Exports(simulator.DemoAccessKey)
		denied := exports[0]
		s := play(t, refusing{Handler: server, action: "ListExecutions", about: denied.ExportArn},
			200, 50, "--profile", "demo")
		s.at(time.Second)
		s.has("! 1 without answer")
		s.says(denied.Name, "Access denied")
		if sum := verdictSum(s.lines()[0]); sum != len(exports) {
			t.Errorf("%d in the verdict, want %d: %s", sum, len(exports), s.lines()[0])
		}
		for _, export := range exports[1:] {
			if text, _ := row(s.lines(), export.Name); text == "" ||
				strings.Contains(text, "Access denied") {
				t.Errorf("%s: %q", export.Name, text)
			}
		}
		s.press("G", "g", "n", "n")
		s.has(denied.Name, "Who was denied", whoIsRefused, "bcm-data-exports:ListExecutions")
		if code, _ := s.leave(); code != 0 {
			t.Errorf("exit code %d", code)
		}
	})
}

// Three accounts: one's login runs out and comes back, another may not list its exports.
func TestThreeAccounts(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := play(t, nil, 160, 50, "--demo", "--demo-accounts", "3")
		const trouble = "payer-emea: keys expired since 00:00, next try 00:01"
		s.at(time.Second)
		s.has("✗ 3 failed", "! 1 without answer", "payer-apac")
		s.says("payer-apac", "Access denied")
		s.lacks(trouble, "emea?", "amer?", "apac?")
		before := strings.Count(s.text(), " emea ")
		s.at(50 * time.Second) // from 40 s to 110 s
		s.has(trouble, "! 2 without answer")
		s.lacks(" emea? ")
		s.at(100 * time.Second) // two rounds of what is under way were missed, of lists none
		s.has("seen 00:00", "; rows marked emea? may be old.")
		s.lacks("amer?", "apac?")
		if marked := strings.Count(
			strings.Join(s.lines()[3:], "\n"),
			" emea? ",
		); marked != 2 {
			t.Errorf("%d rows are marked, want the two under way:\n%s", marked, s.text())
		}
		s.whole()
		s.at(110*time.Second + time.Minute + 15*time.Second) // tried once a minute at the least
		s.lacks("keys expired", "emea?")
		if rows := strings.Count(s.text(), " emea "); rows != before {
			t.Errorf("%d rows of payer-emea, want %d:\n%s", rows, before, s.text())
		}
		s.says("payer-apac", "Access denied")
		if code, _ := s.leave(); code != 0 {
			t.Errorf("exit code %d", code)
		}
	})
}

// The account that breaks every expectation, found by itself: its lists end, though their tokens
// don't, and its pages have no order.
func TestStrangeAccountIsFound(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		server := service(t, 0, simulator.Options{Seed: 1})
		s := play(t, server, 160, 50, "--profile", "strange")
		s.at(5 * time.Second)
		exports := server.Exports(simulator.StrangeAccessKey)
		if sum := verdictSum(s.lines()[0]); sum != len(exports) {
			t.Errorf("%d in the verdict, want %d:\n%s", sum, len(exports), s.text())
		}
		s.lacks("loading")
		s.clean()
		s.press("g")
		for range exports {
			s.press("j", " ")
			s.clean()
		}
		s.at(15 * time.Minute) // it rests after two minutes
		before := server.Requests()["ListExecutions"]
		s.at(25 * time.Minute)
		calls := server.Requests()["ListExecutions"] - before
		t.Logf("%d ListExecutions in ten minutes", calls)
		// Every two minutes a page of each, near a start every minute; of the two that aren't in
		// order or don't end all pages: four and two.
		if most := 10 * (len(exports) + 4 + 2); calls > most {
			t.Errorf("want %d at most", most)
		}
		s.clean()
		if code, last := s.leave(); code != 0 || hidden(last) != 0 {
			t.Errorf("exit code %d, %U in\n%s", code, hidden(last), last)
		}
	})
}
