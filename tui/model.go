// Package tui is the screen: the list of watched executions and the detail beside it, as a Bubble
// Tea model. Update is deterministic: every message carries the time at which it came, and what
// has an effect outside is ordered as a command.
package tui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"exportwatch/model"
	"exportwatch/model/watch"
	"exportwatch/theme"
	"exportwatch/tui/detail"
	"exportwatch/tui/list"
)

// Options say what the screen works with.
type Options struct {
	Source   model.Source
	Terminal Terminal
	Local    *time.Location // shown beside UTC; nil shows UTC alone
	Theme    theme.Name
	Depth    theme.Depth
	ASCII    bool
	Since    time.Duration       // how old the older runs may be that are unfolded; 0 is no limit
	OnlySo   bool                // none is older than Since; else the five newest are always there
	Keys     map[string][]string // other than the usual ones, by the names of actions
	Profiles []string            // that were named: their accounts are shown though they were removed
	Files    Files               // where a copied text can be written; nil where it can't
	Journal  Journal             // what outlives the program; nil where nothing does
	Hook     Hook                // what is told of each change; nil for nobody
	Tmux     bool                // the terminal is tmux, which passes a clipboard on only if told to
	Replay   *Replay             // is played in place of asking the Source; nil for none
	Served   bool                // one of many screens of a service, behind whose Source AWS is asked once

	// Trouble says what goes wrong beside the watching, as the recording of it, or "". It never
	// blocks; nil where nothing can.
	Trouble func() string
	// Begin puts on the watch list what takes longer than a frame: it is called after the first frame.
	// Nil means that all is on it.
	Begin func(watchlist *watch.List, now time.Time)
}

// Model is the root model. It owns size, focus, overlays, whether it is paused, and the two
// timers; the watch list owns all facts, each pane its own position.
type Model struct {
	options  Options
	commands commands
	keys     declaration
	keymap   keymap
	watch    *watch.List
	theme    *theme.Theme

	width, height int
	list          list.Pane
	detail        detail.Pane
	over          overlay
	copying       copying
	happened      happened
	unmatched     unmatched
	keeping       keeping
	picker        picker
	notice        notice
	prompt        prompt // takes the keys while it is open, for the pane that has them
	lastFilter    string // what was typed into it before, for the list
	lastSearch    string // and for the detail
	inDetail      bool   // the keys go to the detail
	zoomed        bool
	paused        bool
	beginning     bool    // Begin is still to be called
	playing       playing // the replay, if it is one
	trouble       string  // what goes wrong beside the watching

	moved         bool      // the user has taken a row: until then the cursor is on the first
	now           time.Time // of the message being handled, this machine's clock
	lastKeyAt     time.Time
	awaySince     time.Time // the last key before the user was away
	nextTurn      time.Time // when a row needs somebody next without any answer
	title         string
	told          watch.Told // what was told of the rows and accounts
	telling       telling    // what the hook is still to be told
	nextDelivery  time.Time  // when the next delivery was likely then; zero if not known
	cursorMovedAt time.Time  // when the cursor last came to another subject
	survey        watch.Survey
	surveyed      int // the watch list's revision that survey is of; -1 for none
	poll          timer
	screen        timer
	dirty         bool
	frame         string
}

// timer is one of the two timers: only the newest that was set counts.
type timer struct {
	generation int
	at         time.Time // when it goes off; zero if it isn't set
}

// How long no key must have come before something follows the cursor or moves.
const (
	followAfter = 100 * time.Millisecond // the detail
	wantAfter   = 250 * time.Millisecond // the question for a run's details
	handsOff    = 2 * time.Second        // rows to another place
)

// New returns the screen over a watch list, which from now on is the screen's alone. The context
// ends every question to AWS.
func New(ctx context.Context, watchlist *watch.List, options Options) *Model {
	m := &Model{
		options: options,
		commands: commands{
			ctx:      ctx,
			source:   options.Source,
			terminal: options.Terminal,
			files:    options.Files,
			journal:  options.Journal,
			hook:     options.Hook,
			trouble:  options.Trouble,
		},
		keys:     keysOf(&options).with(options.Keys),
		playing:  newPlaying(options.Replay),
		watch:    watchlist,
		theme:    theme.New(options.Theme, options.Depth, theme.Unknown, options.ASCII),
		surveyed: -1, beginning: options.Begin != nil,
	}
	m.keymap = newKeymap(m.keys)
	if !options.OnlySo {
		m.list.ShowOlder(list.FewOlder)
	}
	return m
}

// Init asks for the background colour and for what was observed before, and starts polling.
func (m *Model) Init() tea.Cmd {
	cmds := []tea.Cmd{startPolling}
	if m.options.Theme == theme.Auto && m.options.Depth > theme.Colors16 {
		cmds = append(cmds, m.commands.askBackground)
	}
	if m.beginning {
		return tea.Batch(cmds...)
	}
	return tea.Batch(append(cmds, m.commands.recall())...)
}

// View returns the frame that the last Update drew, and the window's title.
func (m *Model) View() tea.View {
	return tea.View{Content: m.frame, WindowTitle: m.title, AltScreen: true}
}

// Watchlist returns what is watched, for those who report after the screen is closed.
func (m *Model) Watchlist() *watch.List { return m.watch }

// Update takes a Stamped message; others are ignored.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	stamped, ok := msg.(Stamped)
	if !ok {
		return m, nil
	}
	m.now = m.playing.at(stamped.At)
	cmds := []tea.Cmd{m.handle(stamped.Msg), m.takeStock(), m.followCursor(), m.record()}
	if m.dirty {
		cmds = append(cmds, m.render())
	}
	return m, tea.Batch(cmds...)
}

func (m *Model) handle(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		return m.resize(msg)
	case tea.KeyPressMsg:
		return m.press(msg)
	case tea.PasteMsg:
		m.paste(msg.Content)
	case tea.BackgroundColorMsg:
		m.suit(theme.BackgroundOf(msg))
	case tea.ResumeMsg:
		m.dirty = true
		return m.ask()
	case pollDueMsg:
		if msg.generation == m.poll.generation {
			m.poll.at = time.Time{}
			return m.ask()
		}
	case screenDueMsg:
		if msg.generation == m.screen.generation {
			m.screen.at = time.Time{}
			m.dirty = true
		}
	case beginMsg:
		return m.begin()
	case savedMsg:
		m.saved(msg)
	case recalledMsg:
		return m.recalled(msg)
	case recordedMsg:
		m.recorded(msg)
	case toldMsg:
		return m.heard(msg)
	case repliedMsg:
		m.watch.Take(msg.reply, m.now)
		return tea.Batch(m.ask(), m.commands.lookForTrouble())
	case troubleMsg:
		m.troubled(msg.text)
	case playedMsg:
		return m.played(msg.passage)
	}
	return nil
}

// resize takes the terminal's size. The first frame is drawn for it.
func (m *Model) resize(to tea.WindowSizeMsg) tea.Cmd {
	m.width, m.height, m.dirty = to.Width, to.Height, true
	if m.beginning {
		return m.commands.begin()
	}
	return nil
}

// suit takes the colours that suit a background.
func (m *Model) suit(background theme.Background) {
	m.theme = theme.New(m.options.Theme, m.options.Depth, background, m.options.ASCII)
	m.dirty = true
}

// begin has the watch list filled, once.
func (m *Model) begin() tea.Cmd {
	if !m.beginning {
		return nil
	}
	m.beginning = false
	m.options.Begin(m.watch, m.now)
	return tea.Batch(m.ask(), m.commands.recall())
}

// ask sends the questions whose turn it is and sets the poll timer for the next.
func (m *Model) ask() tea.Cmd {
	if m.playing.on() {
		return m.play()
	}
	if m.paused {
		return nil
	}
	var cmds []tea.Cmd
	for _, ask := range m.watch.Due(m.now) {
		cmds = append(cmds, m.commands.fetch(ask))
	}
	if next, ok := m.watch.NextDue(m.now); ok && !next.Equal(m.poll.at) {
		m.poll.generation++
		m.poll.at = next
		cmds = append(cmds, m.commands.pollAfter(next.Sub(m.now), m.poll.generation))
	}
	return tea.Batch(cmds...)
}
