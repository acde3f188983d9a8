package terminal_test

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// disputedRows is a frame with a row for each text.
func disputedRows() string {
	var rows []string
	for _, text := range slices.Sorted(maps.Keys(disputes())) {
		rows = append(rows, disputed(text))
	}
	return strings.Join(rows, "\n")
}

// tmux and GNU screen have widths of their own. They are found out by printing each text alone, and
// printed where they differ from ours; the column after it must stand all the same.
func TestMultiplexersKeepColumnsAfterDisputedText(t *testing.T) {
	t.Parallel()
	for _, inside := range []string{"tmux", "screen"} {
		t.Run(inside, func(t *testing.T) {
			t.Parallel()
			m := startTmux(t, "play disputed", inside)
			if got, ok := m.shows("size 80x24"); !ok {
				t.Fatalf("doesn't start: %q", got)
			}
			m.run("send-keys", "n")
			texts := slices.Sorted(maps.Keys(disputes()))
			seen := m.await("|", len(texts))
			for y, text := range texts {
				theirs := m.width(text)
				if theirs != disputes()[text] {
					t.Logf("%q: tmux takes %d cells, we %d", text, theirs, disputes()[text])
				}
				before, _, found := strings.Cut(strings.TrimPrefix(seen[y], "ab "), "|here")
				blanks := len(before) - len(strings.TrimRight(before, " "))
				if inside == "tmux" && (!found || theirs+blanks != 15) {
					t.Errorf("%q: %d cells and %d blanks in %q", text, theirs, blanks, seen[y])
				}
				if !found {
					t.Errorf("%q: no column after it in %q", text, seen[y])
				}
			}
		})
	}
}

// await waits until so many rows hold a text, and returns all.
func (m *tmux) await(text string, count int) []string {
	m.t.Helper()
	for range 2000 {
		if seen := m.text(); strings.Count(seen, text) >= count {
			return strings.Split(seen, "\n")
		}
		time.Sleep(5 * time.Millisecond)
	}
	m.t.Fatalf("no %d times %q on\n%s", count, text, m.text())
	return nil
}

// width is how many cells tmux gives a text that is printed alone, after an x.
func (m *tmux) width(text string) int {
	m.t.Helper()
	m.run("new-window", "-d", "-n", "alone", fmt.Sprintf("printf 'x%%s' '%s'; exec sleep 60", text))
	defer m.run("kill-window", "-t", "alone")
	for range 2000 {
		at := strings.TrimSpace(m.run("display-message", "-p", "-t", "alone", "#{cursor_x}"))
		x, err := strconv.Atoi(at)
		switch {
		case err != nil:
			m.t.Fatalf("tmux says that the cursor is at %q: %v", at, err)
		case x > 0:
			return x - 1
		}
		time.Sleep(5 * time.Millisecond)
	}
	m.t.Fatalf("tmux doesn't print %q", text)
	return 0
}
