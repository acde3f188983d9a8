package terminal_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"

	tea "charm.land/bubbletea/v2"

	"exportwatch/tui/terminal"
)

// screenful is a list as a watcher shows it, 200 columns wide, with a mark on one row.
func screenful(height, marked int) string {
	rows := make([]string, height)
	for y := range rows {
		mark := " "
		if y == marked {
			mark = "\x1b[1;38;2;255;200;0m▌\x1b[m"
		}
		var row strings.Builder
		fmt.Fprintf(&row, "%s\x1b[38;2;90;%d;90m✓ export-%d\x1b[m │ ", mark, y, y)
		for n := range 8 {
			fmt.Fprintf(&row, "\x1b[38;2;%d;90;120mcell %d\x1b[m ", n, n*y)
		}
		rows[y] = row.String() + strings.Repeat("·", 100) + " │"
	}
	return strings.Join(rows, "\n")
}

// BenchmarkKey moves the mark in place: one row of 50 changes.
func BenchmarkKey(b *testing.B) {
	drawn := terminal.NewDrawn(200, 50, "xterm-256color")
	frames := []string{screenful(50, 20), screenful(50, -1)}
	drawn.Frame(frames[1])
	b.ReportAllocs()
	for n := 0; b.Loop(); n++ {
		drawn.Frame(frames[n%2])
	}
}

// BenchmarkCursor moves the mark to the next row and back: two rows of 50 change.
func BenchmarkCursor(b *testing.B) {
	drawn := terminal.NewDrawn(200, 50, "xterm-256color")
	frames := []string{screenful(50, 20), screenful(50, 21)}
	drawn.Frame(frames[1])
	b.ReportAllocs()
	for n := 0; b.Loop(); n++ {
		drawn.Frame(frames[n%2])
	}
}

// BenchmarkScroll moves every row by one.
func BenchmarkScroll(b *testing.B) {
	drawn := terminal.NewDrawn(200, 50, "xterm-256color")
	all := strings.Split(screenful(51, -1), "\n")
	frames := []string{strings.Join(all[:50], "\n"), strings.Join(all[1:], "\n")}
	drawn.Frame(frames[1])
	b.ReportAllocs()
	for n := 0; b.Loop(); n++ {
		drawn.Frame(frames[n%2])
	}
}

// BenchmarkFirst draws a whole frame on an empty screen.
func BenchmarkFirst(b *testing.B) {
	frame := screenful(50, 20)
	b.ReportAllocs()
	for b.Loop() {
		terminal.NewDrawn(200, 50, "xterm-256color").Frame(frame)
	}
}

// The work for a frame is counted by its allocations: each row that is read anew makes some.
func TestAFrameCostsWhatChanged(t *testing.T) { //nolint:paralleltest // it counts allocations
	cost := func(height int) float64 {
		drawn := terminal.NewDrawn(200, height, "xterm-256color")
		frames := []string{screenful(height, 1), screenful(height, 2)}
		drawn.Frame(frames[1])
		n := 0
		return testing.AllocsPerRun(20, func() {
			drawn.Frame(frames[n%2])
			n++
		})
	}
	few, many := cost(4), cost(100)
	if many > few+10 {
		t.Errorf("two rows that change cost %.0f allocations among 4 and %.0f among 100", few, many)
	}
}

// A row's text may be the same while what it shows is not: a style and a link run on until they
// end.
func TestAStyleRunsOverRows(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		stage := newStage([]string{"TERM=xterm-256color"}, false, false, 6, 4)
		for _, c := range []struct{ content, row, want string }{
			{"\x1b[31mab\ncd\x1b[m\nef", "cd", "[c f#800000][d f#800000]"},
			{"\x1b[32mab\ncd\x1b[m\nef", "cd", "[c f#008000][d f#008000]"},
			{"\x1b[32mab\x1b[m\ncd\x1b[m\nef", "cd", "[c][d]"},
			{"\x1b[1;34mab\n\n\r\ncd\x1b[m", "cd", "[c f#000080 a1][d f#000080 a1]"},
			{"ab\n\n\r\ncd\x1b[m", "cd", "[c][d]"},
		} {
			stage.show(t, tea.NewView(c.content))
			stage.settle()
			if look := stage.emulator.look(); !strings.Contains(look, c.want) {
				t.Errorf("%q shows\n%s\nwant %s", c.content, look, c.want)
			}
		}
		stage.end(t)
	})
}
