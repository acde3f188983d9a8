package cli_test

import (
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"exportwatch/awsclient/simulator"
)

// event is a change of status to come, and how long after the beginning of a simulated account.
type event struct {
	after time.Duration
	name  string // the export's
	word  string
}

// nextEvents returns the first change that leaves a row where it is and the first that doesn't,
// with nothing else about to happen then.
func nextEvents(t *testing.T) (inPlace, between event) {
	t.Helper()
	began := time.Now()
	server := service(t, 0, simulator.Options{Seed: 1, Epoch: began})
	var all []event
	for _, e := range server.Executions(simulator.StandardAccessKey) {
		for _, stage := range e.Stages {
			if after := stage.EnteredAt.Sub(began); after > 0 {
				all = append(all, event{after, e.Name, word(stage.StatusCode)})
			}
		}
	}
	slices.SortFunc(all, func(a, b event) int { return int(a.after - b.after) })
	const apart = 12 * time.Second
	for i, e := range all[:len(all)-1] {
		lonely := (i == 0 || e.after-all[i-1].after > apart) && all[i+1].after-e.after > apart
		switch {
		case !lonely || e.after < apart || e.word == "Accepted":
		case e.word == "Delivered" && between.name == "":
			between = e
		case e.word == "Delivering" && inPlace.name == "":
			inPlace = e
		}
	}
	if inPlace.name == "" || between.name == "" {
		t.Fatalf("no lonely changes among %v", all)
	}
	return inPlace, between
}

// TestBytesOfEveryTerminal prints what reaches the wire at 80x24 with ten executions under way, and
// holds it to the budgets. A VT100 has none: each row that changes is written to its end there.
func TestBytesOfEveryTerminal(t *testing.T) {
	t.Parallel()
	inPlace, between := nextEvents(t)
	var lock sync.Mutex
	figures := &sheet{}
	t.Cleanup(func() { t.Log(figures) })
	for _, term := range []string{"xterm-256color", "screen", "linux", "vt100"} {
		t.Run(term, func(t *testing.T) {
			t.Parallel()
			note := func(row string, bytes, budget int) {
				lock.Lock()
				defer lock.Unlock()
				figures.put(row, term, strconv.Itoa(bytes))
				if budget > 0 && bytes > budget && term != "vt100" {
					t.Errorf("%s: %d bytes, want %d at most", row, bytes, budget)
				}
			}
			m := beside(t, term, 0)
			note("start", m.bytes(), 0)
			move, detail := moves(m)
			note("cursor move", move, 0) // the two may come at once on a busy machine
			note("detail that follows", detail, 0)
			note("both, the worst of five", move+detail, 400+2000)
			note("status change in place", changes(t, term, inPlace), 200)
			note("status change between sections", changes(t, term, between), 1500)
		})
	}
}

// moves returns the most bytes that a move of the cursor costs, and the detail that follows it
// after 100 ms of rest.
func moves(m *measured) (move, detail int) {
	for _, key := range "jjjkk" {
		at := m.send(string(key))
		m.calm(300 * time.Millisecond)
		came := m.since(at)
		first := until(came, at.Add(90*time.Millisecond))
		move, detail = max(move, first), max(detail, until(came, time.Now())-first)
	}
	return move, detail
}

// soon is how long after its start a program sees the change that is waited for.
const soon = 4 * time.Second

// beside is the program, at rest, beside a simulator that is so long before a change.
func beside(t *testing.T, term string, passed time.Duration) *measured {
	t.Helper()
	epoch := time.Now().Add(-passed)
	server := service(t, 0, simulator.Options{Seed: 1, Epoch: epoch})
	network := httptest.NewServer(server)
	t.Cleanup(network.Close)
	account := &simulated{t: t, url: network.URL, key: simulator.StandardAccessKey}
	m := measure(t, setup{
		binary: binary(), args: running(server), width: 80, height: 24,
		env: append(account.env(), "TERM="+term),
	})
	m.seen(" UTC")
	m.calm(300 * time.Millisecond)
	return m
}

// changes returns how many bytes a change of status costs, with the question that shows it.
func changes(t *testing.T, term string, e event) int {
	t.Helper()
	happens := time.Now().Add(soon)
	m := beside(t, term, e.after-soon)
	before, _ := row(m.lines(), e.name)
	time.Sleep(time.Until(happens.Add(300 * time.Millisecond)))
	m.send("R") // or its turn came just before
	eventually(t, e.name+" "+e.word, func() bool {
		text, _ := row(m.lines(), e.name)
		return strings.Contains(text, e.word)
	}, m.text)
	m.calm(150 * time.Millisecond)
	if strings.Contains(before, e.word) {
		t.Errorf("%s was %s before it should", e.name, e.word)
	}
	return until(m.since(happens), time.Now())
}
