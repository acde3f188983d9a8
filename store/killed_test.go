package store_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"exportwatch/model/watch"
	"exportwatch/store"
)

// The variables by which this test's binary, started again, knows that it is to write.
const (
	writerVariable = "EXPORTWATCH_WRITES_TO" // the directory
	numberVariable = "EXPORTWATCH_WRITER"    // the first run's number
	longVariable   = "EXPORTWATCH_LONG"      // run what takes minutes, too
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(writerVariable); dir != "" {
		if err := writeOn(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
}

// writeOn records a run a round, and says so once it is, until it is killed.
func writeOn(dir string) error {
	ctx := context.Background()
	s, err := store.Open(ctx, options(dir))
	if err != nil {
		return err
	}
	number, err := strconv.Atoi(os.Getenv(numberVariable))
	if err != nil {
		return err
	}
	for ; ; number++ {
		run := delivered("cur2", number, time.Hour)
		err := s.Record(ctx, view(), watch.Observed{Runs: []watch.SeenRun{run}}, time.Time{})
		if err != nil {
			return err
		}
		fmt.Println(number)
	}
}

// Two instances write at once and are killed, again and again: the file stays whole, and what was
// recorded is there.
func TestKilledWhileWriting(t *testing.T) {
	t.Parallel()
	loops := 5
	if os.Getenv(longVariable) != "" {
		loops = 50
	}
	dir := t.TempDir()
	recorded := 0
	for loop := range loops {
		numbers := make(chan int, 2)
		for writer := range 2 {
			go func() { numbers <- killed(t, dir, (2*loop+writer)*100_000, 10+7*loop%40) }()
		}
		recorded += <-numbers + <-numbers
		s := open(t, options(dir))
		whole(t, s.Path())
		got := count(t, s, "runs")
		// Each may have been killed after a round was written, and before it could say so.
		if got < recorded || got > recorded+2*(loop+1) {
			t.Fatalf("after %d loops %d runs are there, %d were recorded", loop+1, got, recorded)
		}
		if transitions := count(t, s, "transitions"); transitions != 5*got {
			t.Fatalf("%d runs have %d states: a round is there in part", got, transitions)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d loops, %d rounds: all whole, none lost", loops, recorded)
}

// killed starts an instance that writes, kills it after so many rounds, and returns how many it said
// that it had recorded.
func killed(t *testing.T, dir string, first, rounds int) int {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0]) //nolint:gosec // this test itself
	cmd.Env = append(os.Environ(), writerVariable+"="+dir,
		numberVariable+"="+strconv.Itoa(first))
	var complaint strings.Builder
	cmd.Stderr = &complaint
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Error(err)
		return 0
	}
	if err := cmd.Start(); err != nil {
		t.Error(err)
		return 0
	}
	said := 0
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if said++; said == rounds {
			_ = cmd.Process.Kill()
		}
	}
	_ = cmd.Wait() // it was killed
	if said < rounds {
		t.Errorf("it ended by itself after %d rounds: %s", said, &complaint)
	}
	return said
}

// Several instances may make the file at once.
func TestFirstOpeningIsShared(t *testing.T) {
	t.Parallel()
	for range 5 {
		dir := t.TempDir()
		results := make(chan int, 6)
		for writer := range 6 {
			go func() { results <- killed(t, dir, writer*1000, 3) }()
		}
		recorded := 0
		for range 6 {
			recorded += <-results
		}
		if got := count(t, open(t, options(dir)), "runs"); got < recorded {
			t.Errorf("%d runs are there, %d were recorded", got, recorded)
		}
	}
}
