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
	Since    time.Duration // how old the older runs may be that are unfolded; 0 is no limit
	OnlySo   bool          // none is older than Since; else the five newest are always there
	Bell     bool          // rings when something new needs somebody
	Files    Files         // where a copied text can be written; nil where it can't
	Journal  Journal       // what outlives the program; nil where nothing does
	Tmux     bool          // the terminal is tmux, which passes a clipboard on only if told to
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
	prompt        prompt // takes the keys while it is open, for the pane that has them
	lastFilter    string // what was typed into it before, for the list
	lastSearch    string // and for the detail
	inDetail      bool   // the keys go to the detail
	zoomed        bool
	paused        bool

	moved         bool      // the user has taken a row: until then the cursor is on the first
	now           time.Time // of the message being handled, this machine's clock
	lastKeyAt     time.Time
	awaySince     time.Time // the last key before the user was away
	nextTurn      time.Time // when a row needs somebody next without any answer
	title         string
	needs         map[any]bool // the rows and accounts that needed somebody when last surveyed
	answered      bool         // everything had been answered once then
	nextDelivery  time.Time    // when the next delivery was likely then; zero if not known
	cursorMovedAt time.Time    // when the cursor last came to another subject
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
		},
		keys:     keys(),
		keymap:   newKeymap(),
		watch:    watchlist,
		theme:    theme.New(options.Theme, options.Depth, theme.Unknown, options.ASCII),
		surveyed: -1,
	}
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
	if m.commands.journal != nil {
		cmds = append(cmds, m.commands.recall)
	}
	return tea.Batch(cmds...)
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
	m.now = stamped.At
	cmds := []tea.Cmd{m.handle(stamped.Msg), m.takeStock(), m.followCursor(), m.record()}
	if m.dirty {
		cmds = append(cmds, m.render())
	}
	return m, tea.Batch(cmds...)
}

func (m *Model) handle(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.width, m.height, m.dirty = msg.Width, msg.Height, true
	case tea.KeyPressMsg:
		return m.press(msg)
	case tea.PasteMsg:
		m.paste(msg.Content)
	case tea.BackgroundColorMsg:
		m.theme = theme.New(
			m.options.Theme,
			m.options.Depth,
			theme.BackgroundOf(msg),
			m.options.ASCII,
		)
		m.dirty = true
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
	case savedMsg:
		m.saved(msg)
	case recalledMsg:
		m.recalled(msg)
		return m.ask()
	case recordedMsg:
		m.recorded(msg)
	case repliedMsg:
		m.watch.Take(msg.reply, m.now)
		return m.ask()
	}
	return nil
}

// ask sends the questions whose turn it is and sets the poll timer for the next.
func (m *Model) ask() tea.Cmd {
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
		cmds = append(cmds, pollAfter(next.Sub(m.now), m.poll.generation))
	}
	return tea.Batch(cmds...)
}

// outdated says whether something has changed since stock was taken.
func (m *Model) outdated() bool {
	turned := !m.nextTurn.IsZero() && !m.now.Before(m.nextTurn)
	return turned || m.surveyed != m.watch.Revision()
}

// takeStock takes stock if something has changed. Rows keep their place while keys are being
// pressed.
func (m *Model) takeStock() tea.Cmd {
	if !m.outdated() {
		return nil
	}
	m.dirty = true
	if m.surveyed >= 0 && m.now.Sub(m.lastKeyAt) < handsOff {
		return nil
	}
	m.surveyed = m.watch.Revision()
	m.survey = m.watch.Survey(m.now)
	m.unmatched.Look(m.watch)
	m.nextTurn, _ = m.watch.NextChange(m.now, !m.paused)
	m.nextDelivery = nextDelivery(m.survey, m.watch.AWSNow(m.now))
	before := m.list.Cursor()
	m.setRows(m.inDetail)
	ring := m.notify()
	if !m.moved {
		m.list.First()
	}
	if m.list.Cursor() != before {
		m.cursorMovedAt = m.now
	}
	return ring
}

// setRows gives the list its rows. While the row under the cursor is being read, no filter hides
// it.
func (m *Model) setRows(reading bool) {
	m.list.Set(m.survey, m.watch.Following(), m.oldest(), reading)
}

// oldest returns when the oldest run may have been created that is shown; zero is no limit.
func (m *Model) oldest() time.Time {
	if m.options.Since == 0 {
		return time.Time{}
	}
	return m.watch.AWSNow(m.now).Add(-m.options.Since)
}

// notify says what needs somebody in the window's title, and rings where a row or an account needs
// somebody that didn't before. What the first answers tell isn't new.
func (m *Model) notify() tea.Cmd {
	needs, fresh := map[any]bool{}, false
	for _, entry := range m.survey.Entries {
		if entry.Attention != watch.AttentionNeedsYou {
			break
		}
		needs[entry.Watched] = true
		fresh = fresh || !m.needs[entry.Watched]
	}
	for _, silence := range m.survey.Silences {
		var of any = silence.Account
		if silence.Row != nil {
			of = silence.Row
		}
		needs[of] = true
		fresh = fresh || !m.needs[of]
	}
	ring := m.options.Bell && fresh && m.answered
	m.needs = needs
	m.answered = m.answered || m.survey.Asking == 0 && m.survey.Recalled == 0
	m.title = windowTitle(m.survey, m.theme.Signs)
	if !ring {
		return nil
	}
	return m.commands.ring
}
