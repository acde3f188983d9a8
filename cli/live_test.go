package cli_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"exportwatch/awsclient/simulator"
)

// lag is how old what the screen shows may be: the interval, and time enough for a slow machine.
const lag = 5 * time.Second

// watched is an execution that is followed on the screen.
type watched struct {
	simulator.ExecutionState

	seen     []string  // words, in their order
	behind   time.Time // since when the detail is that of another row; zero if it isn't
	compared int       // how often the detail was that of this row
}

// underway starts a simulator in which an execution for each end is under way: where the machine
// was too slow to see one, another simulator.
func underway(
	t *testing.T, key, speed string, ends ...string,
) (*simulated, simulator.AccountState, []*watched) {
	t.Helper()
	missing := ""
	for range 10 {
		account := simulate(t, key, "--speed", speed)
		state := account.state()
		var picked []*watched
		if picked, missing = pick(state, ends...); missing == "" {
			return account, state, picked
		}
	}
	t.Fatalf("no execution is under way to %s", missing)
	return nil, simulator.AccountState{}, nil
}

// pick chooses an execution for each end: one that is under way, with the most stages to go, and
// of an export of its own. It names the end for which there is none.
func pick(state simulator.AccountState, ends ...string) (picked []*watched, missing string) {
	for _, end := range ends {
		var best *simulator.ExecutionState
		for _, e := range state.Executions {
			last := e.Stages[len(e.Stages)-1]
			under := last.EnteredAt.After(state.Now.Add(time.Second))
			taken := slices.ContainsFunc(picked, func(w *watched) bool { return w.Name == e.Name })
			if taken || last.StatusCode != end || !under {
				continue
			}
			if best == nil || e.CreatedAt.After(best.CreatedAt) {
				best = &e
			}
		}
		if best == nil {
			return nil, end
		}
		picked = append(picked, &watched{ExecutionState: *best})
	}
	return picked, ""
}

// row returns the list's row of an export, without the detail beside it, and whether the cursor
// stands on it.
func row(lines []string, name string) (text string, chosen bool) {
	for _, line := range lines {
		left, _, _ := strings.Cut(line, "│")
		fields := strings.Fields(strings.TrimPrefix(left, "▌"))
		if len(fields) > 1 && fields[1] == name {
			return left, strings.HasPrefix(left, "▌")
		}
	}
	return "", false
}

// look compares one frame with what was true when it was taken, and notes what it shows.
func (w *watched) look(t *testing.T, lines []string, from, to time.Time) {
	t.Helper()
	text, chosen := row(lines, w.Name)
	held := heldBetween(w.ExecutionState, from, to)
	for _, stage := range held {
		if !strings.Contains(text, "  "+word(stage.StatusCode)+" ") {
			continue
		}
		if shown := word(stage.StatusCode); !slices.Contains(w.seen, shown) {
			w.seen = append(w.seen, shown)
		}
		w.lookBeside(t, chosen, stage.StatusCode, strings.Join(lines, "\n"), to)
		return
	}
	t.Errorf("%s was %v, but the screen says\n%s", w.Name, held, strings.Join(lines, "\n"))
}

// lookBeside compares the detail with the chosen row. It follows the cursor, so it may be that of
// another row, but not for long.
func (w *watched) lookBeside(t *testing.T, chosen bool, code, whole string, now time.Time) {
	t.Helper()
	follows := strings.Contains(whole, w.Name+" · run of")
	switch {
	case !chosen || follows:
		w.behind = time.Time{}
	case w.behind.IsZero():
		w.behind = now
	case now.Sub(w.behind) > lag:
		t.Errorf("the detail doesn't follow the cursor to %s:\n%s", w.Name, whole)
	}
	if chosen && follows {
		w.compared++
		if !strings.Contains(whole, code) {
			t.Errorf("the detail doesn't say %s of %s:\n%s", code, w.Name, whole)
		}
	}
}

// sawAll checks that no stage was missed that lasted longer than the screen may be old.
func (w *watched) sawAll(t *testing.T, from, to time.Time) {
	t.Helper()
	t.Logf("%s was seen as %s", w.Name, strings.Join(w.seen, ", "))
	for i, stage := range w.Stages {
		began, ended := stage.EnteredAt, to
		if i+1 < len(w.Stages) {
			ended = w.Stages[i+1].EnteredAt
		}
		if began.Before(from) {
			began = from
		}
		if ended.Sub(began) > lag && !slices.Contains(w.seen, word(stage.StatusCode)) {
			t.Errorf("%s was %s for %v, and nobody saw it", w.Name, stage.StatusCode,
				ended.Sub(began))
		}
	}
	if last := word(w.Stages[len(w.Stages)-1].StatusCode); !slices.Contains(w.seen, last) {
		t.Errorf("%s never was %s on the screen", w.Name, last)
	}
}

func (w *watched) ended(now time.Time) bool {
	return w.Stages[len(w.Stages)-1].EnteredAt.Before(now)
}

// The issue's own scene: the program in a terminal, a simulator in another, and three executions
// that go through their states. Whatever the screen says must have been true a moment ago.
func TestWatchesLive(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, key, speed string }{
		{"demo", simulator.DemoAccessKey, "15"},
		{"standard", simulator.StandardAccessKey, "60"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			ends := []string{"DELIVERY_SUCCESS", "DELIVERY_FAILURE", "DELIVERY_SUCCESS"}
			if test.name == "standard" {
				ends[2] = "QUERY_FAILURE"
			}
			account, began, three := underway(t, test.key, test.speed, ends...)
			s := start(t, launch{env: account.env(), args: []string{
				"--interval", "1s", "--fail-on", "failed", target(three[0].ExecutionState),
				"--export-arn", three[1].ExportArn, "--execution-id", three[1].ExecutionId,
				"--export-arn", three[2].ExportArn, "--execution-id", three[2].ExecutionId,
			}})
			s.eventually("an answer for each", func() bool {
				return !strings.Contains(s.text(), "loading") && strings.Contains(s.text(), "as of")
			})
			steps := 0
			watchLive(t, account, three, func() []string {
				if steps++; steps%7 == 0 {
					s.send([]string{"j", "j", "g"}[steps/7%3])
				}
				return s.lines()
			})
			for _, w := range three {
				w.sawAll(t, began.Now.Add(lag), time.Now())
			}
			s.send("q")
			if code := s.ends(); code != 1 {
				t.Errorf("exit code %d, want 1: one failed", code)
			}
			s.eventually("last lines", func() bool { return strings.Contains(s.text(), " UTC") })
			checkLastLines(t, s.text(), three)
		})
	}
}

// watchLive looks at frames until all have ended and a while after.
func watchLive(t *testing.T, account *simulated, three []*watched, frame func() []string) {
	t.Helper()
	compared := 0
	for deadline := time.Now().Add(2 * limit); ; time.Sleep(100 * time.Millisecond) {
		before := account.state().Now
		lines := frame()
		after := account.state().Now
		done := true
		for _, w := range three {
			w.look(t, lines, before.Add(-lag), after)
			last := word(w.Stages[len(w.Stages)-1].StatusCode)
			done = done && w.ended(after) && slices.Contains(w.seen, last)
		}
		switch {
		case done && !t.Failed():
			for _, w := range three {
				compared += w.compared
			}
			if compared < 10 {
				t.Errorf("the detail was compared with the list in only %d frames", compared)
			}
			return
		case t.Failed():
			return
		case time.Now().After(deadline):
			t.Fatalf("they don't end; seen is\n%s", strings.Join(lines, "\n"))
		}
	}
}

// checkLastLines compares what is left in the scrollback with the end of each execution. Of ids no
// more is left than fits.
func checkLastLines(t *testing.T, text string, three []*watched) {
	t.Helper()
	unwrapped := strings.ReplaceAll(text, "\n", "")
	for _, w := range three {
		last := w.Stages[len(w.Stages)-1]
		for _, want := range []string{w.ExecutionId[:8], word(last.StatusCode), last.StatusReason} {
			if !strings.Contains(unwrapped, want) {
				t.Errorf("the last lines don't say %q of %s:\n%s", want, w.Name, text)
			}
		}
	}
	if !strings.Contains(text, "failed") || !strings.Contains(text, "delivered") {
		t.Errorf("no verdict:\n%s", text)
	}
}
