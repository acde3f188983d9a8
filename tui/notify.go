package tui

import (
	"slices"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"exportwatch/model/watch"
	"exportwatch/model/words"
)

// notify tells what is new since stock was last taken: in the window's title what needs somebody, to
// the hook each change, and by the terminal what begins to need somebody.
func (m *Model) notify() tea.Cmd {
	news := m.told.News(m.watch, m.survey, m.now)
	m.title = windowTitle(m.survey, m.theme.Signs)
	var cmds []tea.Cmd
	if text := calls(news, len(m.watch.Accounts()) > 1); text != "" {
		cmds = append(cmds, m.commands.notify("exportwatch", text))
	}
	if m.options.Hook != nil {
		for _, one := range news {
			m.telling.add(m.options.Hook.Read(one))
		}
		cmds = append(cmds, m.tell())
	}
	return tea.Batch(cmds...)
}

// calls says in a line for what somebody should look, "" for nothing: the first in words, and how many
// more there are.
func calls(news []watch.News, several bool) string {
	line, more := "", 0
	for _, one := range news {
		switch {
		case !one.Calls():
		case line == "":
			line = words.NewsLine(one, several)
		default:
			more++
		}
	}
	if more > 0 {
		line += ", and " + strconv.Itoa(more) + " more"
	}
	return line
}

// mostWaiting bounds the changes that the hook is still to be told of.
const mostWaiting = 256

// telling owns what the hook is still to be told, one after the other, and what went wrong with it.
type telling struct {
	waiting [][]byte
	busy    bool
	lost    int // changes that nobody was told of, since too many waited
	failed  int // that it was told in vain, since it last worked
	failure string
}

// add has a change told once those before it have been. What was lost is forgotten with the first that
// needn't wait.
func (t *telling) add(text []byte) {
	if len(t.waiting) == 0 && !t.busy {
		t.lost = 0
	}
	if len(t.waiting) == mostWaiting {
		t.lost++
		return
	}
	t.waiting = append(t.waiting, text)
}

// next returns what is to be told now; false for nothing.
func (t *telling) next() ([]byte, bool) {
	if t.busy || len(t.waiting) == 0 {
		return nil, false
	}
	text := t.waiting[0]
	t.waiting, t.busy = t.waiting[1:], true
	return text, true
}

// ended takes what became of it.
func (t *telling) ended(err error) {
	t.busy = false
	if err == nil {
		t.failed, t.failure = 0, ""
		return
	}
	t.failed++
	t.failure = err.Error()
}

// warnings says what went wrong, the longest form first; nothing if all is well.
func (t *telling) warnings() []string {
	switch {
	case t.failed > 1:
		return []string{
			t.failure + ", " + strconv.Itoa(t.failed) + " times in a row.", t.failure + ".",
		}
	case t.failed > 0:
		return []string{t.failure + "."}
	case t.lost > 0:
		count := strconv.Itoa(t.lost)
		return []string{
			"--on-change is too slow: it wasn't told of " + count + " changes.",
			"--on-change: " + count + " lost.",
		}
	}
	return nil
}

// tell has the hook told of the next change.
func (m *Model) tell() tea.Cmd {
	text, ok := m.telling.next()
	if !ok {
		return nil
	}
	return m.commands.tell(text)
}

// heard takes what became of telling it.
func (m *Model) heard(msg toldMsg) tea.Cmd {
	before := m.telling.warnings()
	m.telling.ended(msg.err)
	m.dirty = m.dirty || !slices.Equal(before, m.telling.warnings())
	return m.tell()
}
