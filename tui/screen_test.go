package tui_test

import (
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"exportwatch/model/watch"
	"exportwatch/theme"
	"exportwatch/tui"
)

// terminal counts what is asked of it.
type terminal struct {
	asked   int
	notices []string
	copied  []string
	deaf    bool // it has no clipboard
}

func (t *terminal) AskBackground()            { t.asked++ }
func (t *terminal) Notify(title, text string) { t.notices = append(t.notices, title+": "+text) }
func (t *terminal) HasClipboard() bool        { return !t.deaf }
func (t *terminal) Copy(text string)          { t.copied = append(t.copied, text) }

// screen is the model with hands on its keys and eyes on its frame. Of its commands those run that
// reach the terminal.
type screen struct {
	tb    testing.TB
	model *tui.Model
	now   time.Time

	driven bool // by a program, which runs all commands
}

// plain are the options of most tests.
func plain() tui.Options {
	return tui.Options{
		Source:   nil,
		Terminal: &terminal{},
		Files:    &files{},
		Theme:    theme.DarkBG,
		Depth:    theme.TrueColor,
		Local:    time.FixedZone("PST", -8*60*60),
	}
}

// open returns the screen over a watch list, as it is at noon.
func open(
	tb testing.TB, watchlist *watch.List, options tui.Options, width, height int,
) *screen {
	tb.Helper()
	return openAt(tb, watchlist, options, size{width, height}, 0)
}

// openAt returns it as it is some time before noon.
func openAt(
	tb testing.TB, watchlist *watch.List, options tui.Options, size size, ago time.Duration,
) *screen {
	tb.Helper()
	s := &screen{tb: tb, model: tui.New(tb.Context(), watchlist, options), now: noon().Add(-ago)}
	s.resize(size.width, size.height)
	return s
}

func (s *screen) send(msg tea.Msg) tea.Cmd {
	next, cmd := s.model.Update(tui.Stamped{At: s.now, Msg: msg})
	if next != tea.Model(s.model) {
		s.tb.Fatal("Update returned another model")
	}
	if !s.driven {
		reach(cmd)
	}
	return cmd
}

// reach runs those of some commands that reach the terminal, which end at once: the others wait for
// a timer or for AWS.
func reach(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	name := runtime.FuncForPC(reflect.ValueOf(cmd).Pointer()).Name()
	if slices.ContainsFunc([]string{"ring", "copy", "askBackground"}, func(effect string) bool {
		return strings.HasPrefix(name, "exportwatch/tui.") && strings.Contains(name, "."+effect)
	}) {
		cmd()
		return
	}
	if !strings.Contains(name, "Batch") && !strings.Contains(name, "compactCmds") {
		return
	}
	if batch, ok := cmd().(tea.BatchMsg); ok {
		for _, part := range batch {
			reach(part)
		}
	}
}

func (s *screen) resize(width, height int) {
	s.send(tea.WindowSizeMsg{Width: width, Height: height})
}

// press presses keys one after the other and returns the last one's command.
func (s *screen) press(names ...string) tea.Cmd {
	var cmd tea.Cmd
	for _, name := range names {
		cmd = s.send(key(s.tb, name))
	}
	s.rest()
	return cmd
}

// rest lets the detail follow the cursor.
func (s *screen) rest() {
	s.now = s.now.Add(followed)
	s.send(nil)
}

// followed is how long after the last key the detail has followed the cursor.
const followed = 100 * time.Millisecond

// styled returns the frame, text the same without its styles.
func (s *screen) styled() string { return s.model.View().Content }
func (s *screen) text() string   { return ansi.Strip(s.styled()) }

// row returns the first line that holds a text.
func (s *screen) row(text string) string {
	for line := range strings.SplitSeq(s.text(), "\n") {
		if strings.Contains(line, text) {
			return line
		}
	}
	s.tb.Fatalf("no line holds %q:\n%s", text, s.text())
	return ""
}

// cursor returns the name in the row under the cursor.
func (s *screen) cursor() string {
	fields := strings.Fields(s.row("▌"))
	return fields[1]
}

// key returns what Bubble Tea sends for a key of the given name.
func key(tb testing.TB, name string) tea.KeyPressMsg {
	tb.Helper()
	codes := map[string]rune{
		"up":        tea.KeyUp,
		"down":      tea.KeyDown,
		"left":      tea.KeyLeft,
		"right":     tea.KeyRight,
		"home":      tea.KeyHome,
		"end":       tea.KeyEnd,
		"pgup":      tea.KeyPgUp,
		"pgdown":    tea.KeyPgDown,
		"enter":     tea.KeyEnter,
		"backspace": tea.KeyBackspace,
		"esc":       tea.KeyEscape,
		"tab":       tea.KeyTab,
		"space":     tea.KeySpace,
		"f1":        tea.KeyF1,
		"f7":        tea.KeyF7,
	}
	var press tea.KeyPressMsg
	switch code, named := codes[name]; {
	case named:
		press.Code = code
		if code == tea.KeySpace {
			press.Text = " "
		}
	case name == "shift+tab":
		press.Code, press.Mod = tea.KeyTab, tea.ModShift
	case strings.HasPrefix(name, "alt+"):
		press.Code, press.Mod = rune(name[len("alt+")]), tea.ModAlt
	case strings.HasPrefix(name, "ctrl+"):
		press.Code, press.Mod = rune(name[len("ctrl+")]), tea.ModCtrl
	case len(name) == 1:
		press.Code, press.Text = rune(name[0]), name
	}
	if press.String() != name {
		tb.Fatalf("the key %q became %q", name, press.String())
	}
	return press
}
