package terminal_test

import (
	"context"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"exportwatch/tui/terminal"
)

// playModel is a child that shows a generator's next frame for each key. Whoever has the same
// generator knows what must be seen.
type playModel struct {
	g        *generator
	disputed bool // shows texts of disputed widths instead
	text     string
}

func newPlayModel(said string) *playModel {
	return &playModel{disputed: strings.Contains(said, "disputed"), g: &generator{
		rand:   seeded(1),
		pane:   strings.Contains(said, "pane"),
		wide:   strings.Contains(said, "wide"),
		colors: 256,
	}}
}

func (*playModel) Init() tea.Cmd { return nil }

func (m *playModel) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.g.width, m.g.height = msg.Width, msg.Height
		m.text = fmt.Sprintf("size %dx%d", msg.Width, msg.Height)
	case tea.KeyPressMsg:
		if msg.String() == "q" {
			return m, tea.Quit
		}
		if m.text = m.g.next().content(); m.disputed {
			m.text = disputedRows()
		}
	}
	return m, nil
}

func (m *playModel) View() tea.View {
	view := tea.NewView(m.text)
	view.AltScreen = true
	return view
}

func play(said string) int {
	screen := terminal.New(terminal.Options{})
	if _, err := screen.Run(context.Background(), newPlayModel(said)); err != nil {
		return 1
	}
	return 0
}

// text is what must be seen, without looks and trailing blanks.
func (f frame) text() string {
	lines := make([]string, 0, len(f.cells))
	for _, row := range f.cells {
		var b strings.Builder
		for _, cell := range row {
			b.WriteString(cell.Content)
		}
		lines = append(lines, strings.TrimRight(b.String(), " "))
	}
	return strings.TrimRight(strings.Join(lines, "\n"), "\n")
}
