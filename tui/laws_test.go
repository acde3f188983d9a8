package tui_test

import (
	"reflect"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"exportwatch/theme"
)

// broken says which law of the screen a frame breaks, or "".
func broken(frame string, width, height int, ascii bool) string {
	lines := strings.Split(frame, "\n")
	if len(lines) != height {
		return "it has another number of lines"
	}
	for _, line := range lines {
		if ansi.StringWidthWc(line) != width {
			return "a line has another width: " + line
		}
		if !clean(line, ascii) {
			return "a line holds what no line may hold: " + line
		}
	}
	return ""
}

// clean says whether a line holds printable text and colours only.
func clean(line string, ascii bool) bool {
	for line != "" {
		if rest, found := strings.CutPrefix(line, "\x1b["); found {
			end := strings.TrimLeft(rest, "0123456789;")
			if !strings.HasPrefix(end, "m") {
				return false
			}
			line = end[1:]
			continue
		}
		text, _, _ := strings.Cut(line, "\x1b")
		if text == "" || strings.ContainsFunc(text, func(r rune) bool {
			return r < ' ' || r >= 0x7f && r < 0xa0 || ascii && r > '~'
		}) {
			return false
		}
		line = line[len(text):]
	}
	return true
}

// TestLawsAreLaws makes sure that a broken frame doesn't pass.
func TestLawsAreLaws(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		frame string
		ascii bool
		want  bool
	}{
		"right":         {"\x1b[1;31mab\x1b[m\nc ", true, true},
		"wide":          {"日\nab", false, true},
		"too narrow":    {"ab\nc", false, false},
		"too wide":      {"ab\nabc", false, false},
		"too low":       {"ab", false, false},
		"too high":      {"ab\nab\n", false, false},
		"moves":         {"ab\n\x1b[2Jab", false, false},
		"bare escape":   {"ab\n\x1bab", false, false},
		"tab":           {"a\t\nab", false, false},
		"8-bit control": {"ab\u009b\nab", false, false},
		"not ASCII":     {"ab\n─b", true, false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if why := broken(test.frame, 2, 2, test.ascii); (why == "") != test.want {
				t.Errorf("broken(%q) = %q", test.frame, why)
			}
		})
	}
}

// sizes gives every size from 1x1 to 250x80, or a sample of them.
func sizes(yield func(width, height int) bool) {
	step := 1
	if testing.Short() {
		step = 7
	}
	for width := 1; width <= 250; width += step {
		for height := 1; height <= 80; height += step {
			if !yield(width, height) {
				return
			}
		}
	}
}

// TestLaws draws at every size; what is drawn there differs from size to size.
func TestLaws(t *testing.T) {
	t.Parallel()
	views := [][]string{
		nil,
		{"4"},
		{"3"},
		{"3", "enter", "j", "j", "pgdown", "k"},
		{"G", "3", "enter", "G", "enter", "esc", "g"},
		{"5"},
		{"6"},
		{"z"},
		{"?"},
		{"p"},
		{"G"},
		{"enter"},
		{"tab", "4", "G"},
		{"G", "6", "z"},
		{"n", "]", "pgdown"},
		{"?", "pgdown"},
		{"g", "space", "j"},
		{"n", "space", "G"},
		{"c", "pgdown"},
		{"1", "["},
		{"G", "1", "[", "z", "pgdown"},
		{"n", "5", "enter", "G"},
		{"y"},
		{"y", "j", "G"},
		{"y", "t", "pgdown"},
		{"G", "y", "s", "G"},
		{"z", "y", "j", "enter"},
		{"/", "c", "u", "r", "space", "!", "q", "j"},
		{"/", "d", "a", "i", "l", "y", "enter", "n"},
		{"/", "z", "z", "z", "q", "?"},
		{"f"},
		{"f", "f", "/", "e"},
		{"s"},
		{"S", "j", "j"},
		{"enter", "4", "/", "e", "enter", "n", "n", "pgdown", "N"},
		{"enter", "1", "/", "a", "w", "s"},
		{"enter", "5", "/", "z", "z", "enter"},
	}
	for name, ascii := range map[string]bool{"Unicode": false, "ASCII": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			options := plain()
			options.ASCII = ascii
			if ascii {
				options.Theme, options.Depth = theme.None, theme.NoColor
			}
			runs := append(append(mixed(), hostiles()...), loggedOut(true)...)
			screens := []*screen{
				open(t, watching(t, runs...), options, 1, 1),
				open(t, hostileCloud().seen(t, 5*hour, 0), options, 1, 1),
			}
			turn := 0
			for width, height := range sizes {
				s := screens[turn/len(views)%len(screens)]
				turn++
				s.resize(1, 1) // where keys cost no frame
				for range 3 {  // out of a prompt, a search, a filter
					s.send(key(t, "esc"))
				}
				for _, name := range views[turn%len(views)] {
					s.send(key(t, name))
				}
				s.now = s.now.Add(followed)
				s.resize(width, height)
				if why := broken(s.styled(), width, height, ascii); why != "" {
					t.Fatalf("%dx%d, turn %d: %s\n%s", width, height, turn, why, s.text())
				}
			}
		})
	}
}

// TestEveryStateIsLawful draws every state at every size of some note.
func TestEveryStateIsLawful(t *testing.T) {
	t.Parallel()
	edges := []size{
		{1, 1},
		{1, 50},
		{250, 1},
		{39, 10},
		{40, 9},
		{40, 10},
		{59, 13},
		{59, 14},
		{60, 10},
		{69, 19},
		{70, 20},
		{75, 20},
		{76, 21},
		{79, 24},
		{80, 29},
		{80, 30},
		{99, 33},
		{100, 34},
		{101, 10},
		{119, 20},
		{120, 80},
		{250, 80},
	}
	for _, state := range states() {
		for name, ascii := range map[string]bool{"Unicode": false, "ASCII": true} {
			t.Run(state.name+"/"+name, func(t *testing.T) {
				t.Parallel()
				options := plain()
				options.ASCII = ascii
				s := state.openWith(t, options, size{80, 24})
				for _, size := range edges {
					s.resize(size.width, size.height)
					if why := broken(s.styled(), size.width, size.height, ascii); why != "" {
						t.Errorf("%v: %s", size, why)
					}
				}
			})
		}
	}
}

// TestViewAsksForNothing holds that a view is a frame in the alternate screen and a title: whatever
// else Bubble Tea's views can ask a terminal for stays as it is.
func TestViewAsksForNothing(t *testing.T) {
	t.Parallel()
	for _, state := range states() {
		view := state.open(t, 80, 24).model.View()
		want := tea.View{Content: view.Content, WindowTitle: view.WindowTitle, AltScreen: true}
		if !reflect.DeepEqual(view, want) {
			t.Errorf("%s: the view asks for more than a frame: %+v", state.name, view)
		}
	}
}

// TestNoSizeIsNoFrame holds that nothing is drawn before the size is known, or for one that can't
// be.
func TestNoSizeIsNoFrame(t *testing.T) {
	t.Parallel()
	for _, size := range []size{{0, 0}, {0, 24}, {80, 0}, {-1, 5}, {5, -1}} {
		s := open(t, watching(t, mixed()...), plain(), size.width, size.height)
		s.press("j", "enter", "?", "pgdown", "esc", "z", "G")
		if frame := s.styled(); frame != "" {
			t.Errorf("%v: drew %q", size, frame)
		}
		s.resize(80, 24)
		if why := broken(s.styled(), 80, 24, false); why != "" {
			t.Errorf("after %v: %s", size, why)
		}
	}
}
