package terminal

import (
	"reflect"

	tea "charm.land/bubbletea/v2"
)

// guarded is the model that Bubble Tea runs: the caller's, with every message stamped and every
// panic caught. After a panic the model is left alone and the last good view stays.
type guarded struct {
	screen  *Screen
	drawing drawing
	model   tea.Model
	view    tea.View
	title   string // of the window
	broken  bool
}

var _ tea.Model = (*guarded)(nil)

// Init starts the caller's model.
func (g *guarded) Init() (cmd tea.Cmd) {
	defer g.catch()
	return g.screen.guard(g.model.Init())
}

// Update stamps the message and passes it on.
func (g *guarded) Update(msg tea.Msg) (self tea.Model, cmd tea.Cmd) {
	if _, ours := msg.(tea.RawMsg); ours || g.broken {
		return g, nil
	}
	self = g // also after a panic
	defer g.catch()
	g.drawing.see(msg)
	if g.screen.options.Stamp != nil {
		msg = g.screen.options.Stamp(msg)
	}
	g.model, cmd = g.model.Update(msg)
	return self, g.screen.guard(cmd)
}

// View draws the caller's model.
func (g *guarded) View() tea.View {
	if !g.broken {
		g.draw()
	}
	return g.drawing.show(g.view)
}

func (g *guarded) draw() {
	defer g.catch()
	view := g.model.View()
	if view.WindowTitle != g.title {
		g.title = view.WindowTitle
		g.screen.retitle(g.title)
	}
	view.WindowTitle = "" // the drawing would set it too, and not give the old one back
	g.view = view
}

// catch must be deferred. It is Screen.catch, and remembers that the model can't be trusted.
func (g *guarded) catch() {
	if value := recover(); value != nil {
		g.broken = true
		g.screen.panicked(value)
	}
}

// guard wraps a command, and those that it returns in a batch or a sequence, so that a panic in it
// ends the program in order.
func (s *Screen) guard(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() tea.Msg {
		defer s.catch()
		return s.guardAll(cmd())
	}
}

// guardAll guards the commands that a message holds. Bubble Tea doesn't export the type of a
// sequence, so any slice of commands counts.
func (s *Screen) guardAll(msg tea.Msg) tea.Msg {
	list := reflect.ValueOf(msg)
	if list.Kind() != reflect.Slice || list.Type().Elem() != reflect.TypeFor[tea.Cmd]() {
		return msg
	}
	wrapped := reflect.MakeSlice(list.Type(), list.Len(), list.Len())
	for i := range list.Len() {
		if cmd, ok := reflect.TypeAssert[tea.Cmd](list.Index(i)); ok && cmd != nil {
			wrapped.Index(i).Set(reflect.ValueOf(s.guard(cmd)))
		}
	}
	return wrapped.Interface()
}
