package terminal_test

import (
	"strings"
	"testing"
	"testing/synctest"

	tea "charm.land/bubbletea/v2"
)

// disputes are texts with the cells that they take by their runes.
func disputes() map[string]int {
	return map[string]int{
		"ascii": 5, "日本語": 6, "का": 2, "क्षि": 3, "नमस्ते": 4, "กำ": 2, "👍🏽": 4, "🇩🇪": 2, "🇩": 1,
		"\u1100\u1161\u11a8": 4, "e\u0301": 1, "e" + strings.Repeat("\u0301", 40): 1,
		"ខ្មែរ": 4, "🫨": 2, "שלום": 4, "\u1100\u1161\u11a8日👍🏽": 10,
	}
}

// disputed is a row with such a text, and a column that must stay where it is.
func disputed(text string) string {
	return "ab " + text + strings.Repeat(" ", 15-disputes()[text]) + "|here"
}

// The emulator counts clusters as a whole, ultraviolet's cells count runes: so do terminals
// disagree. What stands after such text must stand in its column all the same, when it is drawn
// anew and when it moves, changes or scrolls.
func TestWhatFollowsDisputedTextStandsInItsColumn(t *testing.T) {
	t.Parallel()
	for _, term := range []string{"xterm-256color", "screen", "tmux-256color", "xterm-kitty", "linux"} {
		t.Run(term, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				stage := newStage([]string{"TERM=" + term}, false, false, 40, 8)
				for text := range disputes() {
					for _, first := range []int{0, 1, 2} { // as if it scrolled
						var lines []string
						for n := range 8 {
							line := "row " + strings.Repeat(
								"ABabcdefghij"[2+n-first:][:1],
								14,
							) + "|here"
							if n == first+1 {
								line = disputed(text)
							}
							lines = append(lines, line)
						}
						stage.show(t, tea.NewView(strings.Join(lines, "\n")))
						stage.settle()
						for y := range 8 {
							if at := stage.emulator.find(y, "|"); at != 18 {
								t.Errorf("after %q in row %d the column begins at %d:\n%s", text, y,
									at, stage.emulator.look())
							}
						}
					}
				}
				stage.end(t)
			})
		})
	}
}

// find returns the first cell of a row that shows a text, -1 if none does.
func (e *emulated) find(y int, text string) int {
	e.mu.Lock()
	defer e.mu.Unlock()
	for x := range e.vt.Width() {
		if cell := e.vt.CellAt(x, y); cell != nil && cell.Content == text {
			return x
		}
	}
	return -1
}
