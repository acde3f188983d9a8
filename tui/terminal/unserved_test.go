package terminal_test

import (
	"image/color"
	"slices"
	"testing"

	tea "charm.land/bubbletea/v2"

	"exportwatch/tui/terminal"
)

func TestUnserved(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		change func(*tea.View)
		want   []string
	}{
		{"plain", func(*tea.View) {}, nil},
		{"cursor", func(v *tea.View) { v.Cursor = tea.NewCursor(1, 2) }, nil},
		{"no screen", func(v *tea.View) { v.AltScreen = false }, []string{"AltScreen (must be true)"}},
		{"mouse", func(v *tea.View) { v.MouseMode = tea.MouseModeCellMotion }, []string{"MouseMode"}},
		{
			"mouse function",
			func(v *tea.View) { v.OnMouse = func(tea.MouseMsg) tea.Cmd { return nil } },
			[]string{"OnMouse"},
		},
		{"title", func(v *tea.View) { v.WindowTitle = "x" }, []string{"WindowTitle"}},
		{"focus", func(v *tea.View) { v.ReportFocus = true }, []string{"ReportFocus"}},
		{
			"keyboard",
			func(v *tea.View) { v.KeyboardEnhancements.ReportEventTypes = true },
			[]string{"KeyboardEnhancements"},
		},
		{
			"several",
			func(v *tea.View) {
				v.BackgroundColor = color.Black
				v.ProgressBar = tea.NewProgressBar(tea.ProgressBarDefault, 3)
			},
			[]string{"BackgroundColor", "ProgressBar"},
		},
		{
			"cursor's looks",
			func(v *tea.View) {
				v.Cursor = tea.NewCursor(1, 2)
				v.Cursor.Shape, v.Cursor.Color = tea.CursorBar, color.White
			},
			[]string{"Cursor.Color", "Cursor.Shape"},
		},
	} {
		view := tea.NewView("content")
		view.AltScreen = true
		test.change(&view)
		if got := terminal.Unserved(view); !slices.Equal(got, test.want) {
			t.Errorf("%s: got %v, want %v", test.name, got, test.want)
		}
	}
}
