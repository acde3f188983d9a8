package terminal_test

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"exportwatch/tui/terminal"
)

func line(text string) tea.View { return tea.NewView(text) }

func (e *emulated) wrote() int {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.writes
}

func TestAFrameIsDrawnAtOnceAndNeverOtherwise(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		stage := newStage([]string{"TERM=xterm-256color"}, false, false, 80, 24)
		stage.show(t, line("first"))
		synctest.Wait() // no time passes
		if !strings.HasPrefix(stage.emulator.look(), "[f][i][r][s][t]") {
			t.Errorf("not drawn at once: %.40s", stage.emulator.look())
		}
		before := stage.emulator.wrote()
		time.Sleep(time.Hour)
		stage.show(t, line("first"))
		time.Sleep(time.Hour)
		if after := stage.emulator.wrote(); after != before {
			t.Errorf("%d writes while nothing changed", after-before)
		}
		stage.end(t)
	})
}

// What a key shows at once is often followed by what is found out for it: an answer, a detail.
func TestTheSecondOfTwoFramesDoesNotWait(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		stage := newStage([]string{"TERM=xterm-256color"}, false, false, 80, 24)
		for n, drawn := range []bool{true, true, false} {
			text := fmt.Sprintf("%d.", n)
			stage.show(t, line(text))
			synctest.Wait() // no time passes
			if now := stage.emulator.find(0, text[:1]) == 0; now != drawn {
				t.Errorf("frame %d is drawn at once: %v, want %v", n, now, drawn)
			}
		}
		time.Sleep(16 * time.Millisecond)
		synctest.Wait()
		if stage.emulator.find(0, "2") != 0 {
			t.Error("the third frame isn't there after 16 ms")
		}
		stage.end(t)
	})
}

func TestAFloodIsDrawnInSteps(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		stage := newStage([]string{"TERM=xterm-256color"}, false, false, 80, 24)
		before := stage.emulator.wrote()
		for n := range 1000 {
			stage.show(t, line(fmt.Sprintf("frame %d.", n)))
			time.Sleep(time.Millisecond)
		}
		stage.settle()
		if !strings.HasPrefix(stage.emulator.look(), "[f][r][a][m][e][ ][9][9][9][.]") {
			t.Errorf("the last frame isn't there: %.40s", stage.emulator.look())
		}
		// One in 16 ms, one ahead and the last.
		if got := stage.emulator.wrote() - before; got < 50 || got > 65 {
			t.Errorf("%d writes in a second, want one in 16 ms", got)
		}
		stage.end(t)
	})
}

// stuck is a terminal that reads no more, but for what comes after a write was given up.
type stuck struct {
	mu       sync.Mutex
	deadline chan struct{}
	given    bool
	last     strings.Builder
}

func (s *stuck) SetWriteDeadline(at time.Time) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !at.IsZero() && at.Before(time.Now()) && !s.given {
		s.given = true
		close(s.deadline)
	}
	return nil
}

func (s *stuck) Write(p []byte) (int, error) {
	s.mu.Lock()
	given := s.given
	s.mu.Unlock()
	if !given {
		<-s.deadline
		return 0, os.ErrDeadlineExceeded
	}
	return s.last.Write(p)
}

func TestAStuckTerminalIsGivenUp(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		keys, typing := io.Pipe()
		out := &stuck{deadline: make(chan struct{})}
		screen := terminal.New(terminal.Options{
			Env:  []string{"TERM=xterm"},
			Wire: &terminal.Wire{In: keys, Out: out, Width: 80, Height: 24},
		})
		start := time.Now()
		go func() {
			time.Sleep(time.Second)
			_, _ = io.WriteString(typing, "q")
		}()
		if _, err := screen.Run(context.Background(), plainModel{}); err != nil {
			t.Error(err)
		}
		if took := time.Since(start) - time.Second; took > time.Second {
			t.Errorf("gone after %v of virtual time", took)
		}
		if last := out.last.String(); !strings.HasPrefix(last, "\x18") ||
			!strings.Contains(last, "\x1b[?1049l") || !strings.Contains(last, "\x1b[?25h") {
			t.Errorf("the last word was %q", last)
		}
		_ = typing.Close()
		time.Sleep(time.Minute)
	})
}

func TestWhatIsSentLastStillArrives(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		keys, typing := io.Pipe()
		out := &lockedBuffer{}
		screen := terminal.New(terminal.Options{
			Env:  []string{"TERM=xterm"},
			Wire: &terminal.Wire{In: keys, Out: out, Width: 80, Height: 24},
		})
		go func() {
			time.Sleep(time.Second)
			screen.Bell()
			time.Sleep(time.Millisecond) // within the gap
			screen.Copy("last")
			_, _ = io.WriteString(typing, "q")
		}()
		if _, err := screen.Run(context.Background(), plainModel{}); err != nil {
			t.Error(err)
		}
		if text := out.String(); !strings.Contains(text, "\a\x1b]52;c;bGFzdA==\a") {
			t.Errorf("lost: %q", text)
		}
		_ = typing.Close()
		time.Sleep(time.Minute)
	})
}

// cursorModel moves its one cursor in place.
type cursorModel struct{ cursor *tea.Cursor }

func (cursorModel) Init() tea.Cmd { return nil }

func (m cursorModel) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if key, ok := msg.(tea.KeyPressMsg); ok {
		if key.String() == "q" {
			return m, tea.Quit
		}
		m.cursor.X++
	}
	return m, nil
}

func (m cursorModel) View() tea.View {
	view := tea.NewView("hello")
	view.AltScreen, view.Cursor = true, m.cursor
	return view
}

func TestACursorMovedInPlaceIsSeen(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		keys, typing := io.Pipe()
		emulator := newEmulated(80, 24)
		screen := terminal.New(terminal.Options{
			Env:  []string{"TERM=xterm"},
			Wire: &terminal.Wire{In: keys, Out: emulator, Width: 80, Height: 24},
		})
		go func() {
			time.Sleep(time.Second)
			_, _ = io.WriteString(typing, "x")
			time.Sleep(time.Second)
			if look := emulator.look(); !strings.HasSuffix(look, "cursor 4,2") {
				t.Errorf("got %q", look[len(look)-20:])
			}
			_, _ = io.WriteString(typing, "q")
		}()
		if _, err := screen.Run(
			context.Background(),
			cursorModel{tea.NewCursor(3, 2)},
		); err != nil {
			t.Error(err)
		}
		_ = typing.Close()
		emulator.close()
		time.Sleep(time.Minute)
	})
}
