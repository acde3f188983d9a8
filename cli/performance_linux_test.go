package cli_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"exportwatch/awsclient/simulator"
)

// measureVariable set to 1 asks for the measurements.
const measureVariable = "EXPORTWATCH_MEASURE"

// sheet is a table of figures: a column for each thing measured.
type sheet struct {
	columns, rows []string
	cells         map[[2]string]string
}

func (s *sheet) put(row, column, figure string) {
	if s.cells == nil {
		s.cells = map[[2]string]string{}
	}
	if !slices.Contains(s.columns, column) {
		s.columns = append(s.columns, column)
	}
	if !slices.Contains(s.rows, row) {
		s.rows = append(s.rows, row)
	}
	s.cells[[2]string{row, column}] = figure
}

// String is the table in Markdown.
func (s *sheet) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "\n| | %s |\n|---|%s\n", strings.Join(s.columns, " | "),
		strings.Repeat("---|", len(s.columns)))
	for _, row := range s.rows {
		fmt.Fprintf(&b, "| %s |", row)
		for _, column := range s.columns {
			fmt.Fprintf(&b, " %s |", s.cells[[2]string{row, column}])
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// bench measures one way to run the program and writes a column.
type bench struct {
	t      *testing.T
	sheet  *sheet
	column string
	setup  setup
}

func (b *bench) put(row, format string, values ...any) {
	b.t.Helper()
	figure := fmt.Sprintf(format, values...)
	b.sheet.put(row, b.column, figure)
	b.t.Logf("%s: %s: %s", b.column, row, figure) // a table that comes to no end is lost
}

// run starts the program and waits until everything was answered and drawn.
func (b *bench) run() *measured {
	b.t.Helper()
	m := measure(b.t, b.setup)
	m.seen(" UTC")
	for deadline := time.Now().Add(10 * time.Minute); strings.Contains(m.text(), "loading"); {
		if time.Now().After(deadline) {
			b.t.Fatalf("not everything is answered:\n%s", m.text())
		}
		time.Sleep(100 * time.Millisecond)
	}
	m.calm(700 * time.Millisecond)
	return m
}

// leave quits, checks that the terminal is as it was, and returns how long that took.
func (b *bench) leave(m *measured) time.Duration {
	b.t.Helper()
	at := m.send("q")
	m.end(at)
	took := time.Since(at)
	time.Sleep(20 * time.Millisecond)
	if left := m.restored(); left != "" {
		b.t.Errorf("%s: %s", b.column, left)
	}
	return took
}

// share returns the value below which a share of the values is.
func share(values []time.Duration, of float64) time.Duration {
	slices.Sort(values)
	return values[min(len(values)-1, int(of*float64(len(values))))]
}

// starts measures the time from exec until the first frame, without and with a terminal that
// answers, and until the first answer of the service stands in it.
func (b *bench) starts() {
	b.t.Helper()
	for _, silent := range []bool{false, true} {
		var first, answered, quit []time.Duration
		wrote := 0
		for range 11 {
			s := b.setup
			s.silent = silent
			m := measure(b.t, s)
			frame := m.seen("quit")
			answered = append(answered, m.seen(" UTC").Sub(m.began))
			first = append(first, frame.Sub(m.began))
			wrote = until(m.since(m.began), frame.Add(5*time.Millisecond))
			time.Sleep(300 * time.Millisecond)
			quit = append(quit, b.leave(m))
		}
		if silent {
			b.put("exec → first frame on a terminal that answers nothing, p50, ms", "%s",
				ms(share(first, 0.5)))
			continue
		}
		b.put("exec → first frame, p50, ms", "%s", ms(share(first, 0.5)))
		b.put("exec → first answer of the service on the screen, p50, ms", "%s",
			ms(share(answered, 0.5)))
		b.put("bytes of the first frame", "%d", wrote)
		b.put("`q` → gone, p50, ms", "%s", ms(share(quit, 0.5)))
	}
}

// keys measures single moves of the cursor up and down, and the detail that follows them.
func (b *bench) keys(m *measured) {
	b.t.Helper()
	const count, follows = 100, 90 * time.Millisecond
	var waits []time.Duration
	var moves, details []int
	before := m.usage()
	for i := range count {
		at := m.send(string("jk"[i%2]))
		time.Sleep(300*time.Millisecond + time.Duration(i*7%33)*time.Millisecond)
		came := m.since(at)
		if len(came) == 0 {
			b.t.Errorf("%s: key %d shows nothing", b.column, i)
			continue
		}
		waits = append(waits, came[0].at.Sub(at))
		move := until(came, at.Add(follows))
		moves = append(moves, move)
		details = append(details, until(came, time.Now())-move)
	}
	spent := m.usage().cpu - before.cpu
	slices.Sort(moves)
	slices.Sort(details)
	b.put("key → first byte, p50 / p99, ms", "%s / %s", ms(share(waits, 0.5)),
		ms(share(waits, 0.99)))
	b.put("bytes of a cursor move / of what follows after 90 ms, p50", "%d / %d",
		moves[len(moves)/2], details[len(details)/2])
	b.put("CPU per key, ms", "%s", ms(spent/count))
}

// hold presses keys, 30 a second, for so long.
func (m *measured) hold(keys string, length time.Duration) {
	m.t.Helper()
	const rate = time.Second / 30
	began := time.Now()
	for i := range int(length / rate) {
		time.Sleep(time.Until(began.Add(time.Duration(i) * rate)))
		m.send(string(keys[i%len(keys)]))
	}
}

// held is a key that is held, up and down the list.
const held = "jjjjjjjjjkkkkkkkkk"

// bursts measures a held key, and a service that answers often.
func (b *bench) bursts(m *measured) {
	b.t.Helper()
	for _, burst := range []struct{ what, keys string }{
		{"held key, 30/s for 3 s: frames / bytes / CPU ms", held},
		{"`R` held, 30/s for 3 s: frames / bytes / CPU ms", "R"},
	} {
		before := m.usage()
		m.hold(burst.keys, 3*time.Second)
		m.calm(300 * time.Millisecond)
		came := m.since(before.at)
		b.put(burst.what, "%d / %d / %d", frames(came), until(came, time.Now()),
			(m.usage().cpu - before.cpu).Milliseconds())
	}
}

// catches measures how long after the last key the final screen stands, on a terminal whose reading
// a function disturbs.
func (b *bench) catches(what string, disturb func(*measured) time.Time) {
	b.t.Helper()
	m := b.run()
	m.send("G")
	m.calm(300 * time.Millisecond)
	want := m.cursor()
	m.send("g")
	m.calm(300 * time.Millisecond)
	began := time.Now()
	last := disturb(m)
	stood := m.calm(1500 * time.Millisecond)
	if got := m.cursor(); got == "" || got != want {
		b.t.Errorf("%s, %s: the cursor is on %q, want %q", b.column, what, got, want)
	}
	came := m.since(began)
	b.put(what+": final screen after, s / bytes", "%.2f / %d",
		max(0, stood.Sub(last)).Seconds(), until(came, time.Now()))
	m.rate.Store(atOnce)
	b.leave(m)
}

// slow is a link of so many bytes a second, with a key held for 3 s.
func slow(rate int64) func(*measured) time.Time {
	return func(m *measured) time.Time {
		m.rate.Store(rate)
		m.hold(held, 3*time.Second)
		return m.send("G")
	}
}

// pause is a terminal that stops reading for 7 s while a key is held.
func pause(m *measured) time.Time {
	m.rate.Store(notMore)
	m.hold(held, 7*time.Second)
	m.send("G")
	time.Sleep(100 * time.Millisecond)
	m.rate.Store(atOnce)
	return time.Now()
}

// ends measures the other ways to end.
func (b *bench) ends() {
	b.t.Helper()
	m := b.run()
	at := time.Now()
	_ = m.cmd.Process.Signal(syscall.SIGTERM)
	b.put("SIGTERM → gone, ms", "%s", m.end(at))
	if left := m.restored(); left != "" {
		b.t.Errorf("%s: after SIGTERM %s", b.column, left)
	}
	m = b.run()
	at = time.Now()
	_ = m.master.Close()
	b.put("connection lost → gone, ms", "%s", m.end(at))
	m = b.run()
	m.rate.Store(notMore)
	m.hold(held, 7*time.Second)
	b.put("nobody reads for 7 s, then `q` → gone, ms", "%s", m.end(m.send("q")))
}

// idle measures programs that nothing happens to, all at once: they hardly disturb each other.
func idle(t *testing.T, benches []*bench) {
	t.Helper()
	running := make([]*measured, len(benches))
	for i, b := range benches {
		running[i] = b.run()
	}
	time.Sleep(time.Minute) // ages count seconds in their first
	before := make([]usage, len(benches))
	for i, m := range running {
		before[i] = m.usage()
	}
	time.Sleep(time.Minute)
	for i, b := range benches {
		m := running[i]
		after := m.usage()
		seconds := after.at.Sub(before[i].at).Seconds()
		came := m.since(before[i].at)
		b.put("idle: bytes/s / frames a minute", "%.1f / %d",
			float64(until(came, after.at))/seconds, frames(came))
		b.put("idle: CPU, % of a core", "%.2f",
			100*(after.cpu-before[i].cpu).Seconds()/seconds)
		b.put("idle: voluntary context switches/s", "%.1f",
			float64(after.switches-before[i].switches)/seconds)
		b.put("resident, MB", "%.1f", after.resident)
		b.leave(m)
	}
}

// Everything that a user feels or pays for, on a real pty, against a separate simulator in which
// nothing moves and ten executions are under way. It asserts what is certain and prints the rest:
//
//	EXPORTWATCH_MEASURE=1 go test -v -timeout 30m -run Performance ./cli
func TestPerformance(t *testing.T) { //nolint:paralleltest // it measures
	binary := release(t)
	account := simulate(t, simulator.StandardAccessKey, "--frozen", "--seed", "1")
	targets := underWay(account)
	t.Logf("%d executions under way", len(targets))
	figures := &sheet{}
	var benches []*bench
	for _, size := range [][2]int{{80, 24}, {200, 50}} {
		for name, args := range map[string][]string{"painter": nil, "stock": {"--stock-renderer"}} {
			benches = append(benches, &bench{
				t: t, sheet: figures, column: fmt.Sprintf("%s %dx%d", name, size[0], size[1]),
				setup: setup{
					binary: binary, args: slices.Concat(args, targets), env: account.env(),
					width: size[0], height: size[1],
				},
			})
		}
	}
	slices.SortStableFunc(
		benches,
		func(a, b *bench) int { return strings.Compare(a.column, b.column) },
	)
	for _, b := range benches {
		b.starts()
	}
	idle(t, benches)
	for _, b := range benches {
		m := b.run()
		b.keys(m)
		b.bursts(m)
		b.leave(m)
		b.catches("held key at 9,600 bytes/s", slow(9600))
		b.catches("held key at 2,400 bytes/s", slow(2400))
		b.catches("nobody reads for 7 s", pause)
		b.ends()
	}
	_, _ = fmt.Fprint(t.Output(), figures)
}

// How memory, keys and calls grow with what is watched.
func TestPerformanceOfMany(t *testing.T) { //nolint:paralleltest // it measures
	binary := release(t)
	figures := &sheet{}
	for _, count := range []int{10, 100, 10_000} {
		account := simulate(t, simulator.StandardAccessKey, "--frozen", "--seed", "1",
			"--executions", "10100")
		b := &bench{
			t: t, sheet: figures, column: fmt.Sprintf("%d executions", count),
			setup: setup{
				binary: binary, args: []string{"-"}, env: account.env(), width: 200, height: 50,
				stdin: strings.Join(newest(account, count), "\n") + "\n",
			},
		}
		b.starts()
		m := b.run()
		b.put("until all are answered, s", "%.0f", time.Since(m.began).Seconds())
		time.Sleep(time.Minute) // what ended is confirmed once more
		b.keys(m)
		b.put("resident, MB", "%.1f", m.usage().resident)
		b.leave(m)
	}
	_, _ = fmt.Fprint(t.Output(), figures)
}

// release builds the program as a release does, with the user's own cache: TestMain has replaced
// the environment, but the kernel knows the one that the test was started with.
func release(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("/proc/self/environ")
	if err != nil {
		t.Fatal(err)
	}
	env := strings.Split(string(bytes.TrimRight(text, "\x00")), "\x00")
	if !slices.Contains(env, measureVariable+"=1") {
		t.Skipf("it takes minutes and a quiet machine: set %s=1", measureVariable)
	}
	file := filepath.Join(t.TempDir(), "exportwatch")
	cmd := exec.CommandContext(t.Context(), "go", "build", "-trimpath", "-ldflags", "-s -w",
		"-o", file, "exportwatch")
	cmd.Env = append(env, "CGO_ENABLED=0")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("build the program: %v\n%s", err, out)
	}
	info, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	const most = 20_000_000
	if t.Logf("binary, stripped: %d bytes", info.Size()); info.Size() > most {
		t.Errorf("the binary has %d bytes, more than %d", info.Size(), most)
	}
	return file
}

// underWay are the targets of what hasn't ended.
func underWay(account *simulated) []string {
	var targets []string
	for _, e := range account.state().Executions {
		if e.StatusCode != e.Stages[len(e.Stages)-1].StatusCode && len(targets) < 10 {
			targets = append(targets, target(e))
		}
	}
	return targets
}

// newest are the targets of so many executions.
func newest(account *simulated, count int) []string {
	var targets []string
	for _, e := range account.state().Executions[:count] {
		targets = append(targets, target(e))
	}
	return targets
}
