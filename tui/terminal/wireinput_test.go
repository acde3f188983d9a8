package terminal_test

import (
	"errors"
	"io"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"exportwatch/tui/terminal"
)

// keyModel notes what reaches a model, and suspends on ctrl+z as programs do.
type keyModel struct {
	keys   []string
	pasted int
	sizes  []tea.WindowSizeMsg
}

func (*keyModel) Init() tea.Cmd { return nil }

func (m *keyModel) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.sizes = append(m.sizes, msg)
	case tea.PasteMsg:
		m.pasted = len(msg.Content)
	case tea.KeyPressMsg:
		m.keys = append(m.keys, msg.String())
		switch msg.String() {
		case "q":
			return m, tea.Quit
		case "ctrl+z":
			return m, tea.Suspend
		}
	}
	return m, nil
}

func (*keyModel) View() tea.View {
	view := tea.NewView("hello")
	view.AltScreen = true
	return view
}

// wired runs a model on a wire in a bubble. The script types; the wire ends with it.
func wired(t *testing.T, wire terminal.Wire, script func(write func(string))) (*keyModel, error) {
	t.Helper()
	keys, typing := io.Pipe()
	wire.In = keys
	if wire.Out == nil {
		wire.Out = &lockedBuffer{}
	}
	screen := terminal.New(terminal.Options{
		Env: []string{"TERM=xterm-256color", "SSH_CONNECTION=a 1 b 2"}, Wire: &wire,
	})
	model := &keyModel{}
	ended := make(chan error, 1)
	go func() {
		_, err := screen.Run(t.Context(), model)
		_ = keys.Close()
		ended <- err
	}()
	script(func(text string) { _, _ = io.WriteString(typing, text) })
	time.Sleep(time.Second)
	_ = typing.Close()
	err := <-ended
	time.Sleep(time.Minute)
	return model, err
}

func TestWireJoinsWhatIsSplit(t *testing.T) {
	t.Parallel()
	const soon, late = 100 * time.Millisecond, 2 * time.Second
	for _, test := range []struct {
		name  string
		parts []string
		pause time.Duration
		want  string
	}{
		{"arrow", []string{"\x1b", "[", "A"}, soon, "up"},
		{"rune", []string{"\xc3", "\xa4"}, soon, "ä"},
		{"two keys", []string{"a", "b"}, soon, "a b"},
		{"escape alone", []string{"\x1b", "j"}, late, "esc j"},
		{"answer in two", []string{"\x1b]11;rgb:ff", "ff/ffff/ffff\aj"}, soon, "j"},
		{"answer cut before its end", []string{"\x1b]11;rgb:ffff/ffff/ffff\x1b", "\\j"}, soon, "j"},
		{"late answer", []string{"\x1b]11;rgb:ff", "ff/ffff/ffff\aj"}, late, "j"},
		{"late answer, ST", []string{"\x1b]11;rgb:ff", "ff/ffff/ffff\x1b\\j"}, late, "j"},
		{"answer without an end", []string{"\x1b]11;rgb:", "\x1b[A"}, late, "up"},
		{
			"so late that it is none",
			[]string{"\x1b]11;rgb:ff", "f"},
			time.Minute, "f",
		},
		{"alt", []string{"\x1b]", "j"}, late, "alt+] j"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				model, err := wired(
					t,
					terminal.Wire{Width: 80, Height: 24},
					func(write func(string)) {
						for _, part := range test.parts {
							time.Sleep(test.pause)
							write(part)
						}
						time.Sleep(late)
						write("q")
					},
				)
				if got, want := strings.Join(model.keys, " "), test.want+" q"; got != want {
					t.Errorf("got %q, want %q", got, want)
				}
				if err != nil {
					t.Error(err)
				}
			})
		})
	}
}

func TestWireBoundsAPaste(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		model, _ := wired(t, terminal.Wire{Width: 80, Height: 24}, func(write func(string)) {
			write("\x1b[200~")
			for range 200 {
				write(strings.Repeat("x", 1000))
			}
			write("\x1b[201~q")
		})
		if model.pasted != 1<<16 {
			t.Errorf("%d bytes were pasted, want %d", model.pasted, 1<<16)
		}
		if strings.Join(model.keys, " ") != "q" {
			t.Errorf("keys: %q", model.keys)
		}
	})
}

// TestWireBoundsASequence sends one that has no end, and then keys.
func TestWireBoundsASequence(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		model, _ := wired(t, terminal.Wire{Width: 80, Height: 24}, func(write func(string)) {
			write("\x1b[" + strings.Repeat("1", 1022))
			write("111j")
			write("\x1b[Aq")
		})
		if got := strings.Join(model.keys, " "); got != "up q" {
			t.Errorf("got %q", got)
		}
	})
}

// TestSuspendOnAWireIsIgnored would stop the test if it weren't.
func TestSuspendOnAWireIsIgnored(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		model, err := wired(t, terminal.Wire{Width: 80, Height: 24}, func(write func(string)) {
			write("\x1a")
			time.Sleep(time.Second)
			write("jq")
		})
		if got := strings.Join(model.keys, " "); got != "ctrl+z j q" || err != nil {
			t.Errorf("got %q, %v", got, err)
		}
	})
}

func TestEndOfAWireMeansGone(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		_, err := wired(t, terminal.Wire{Width: 80, Height: 24}, func(func(string)) {})
		ended, ok := errors.AsType[*terminal.SignalError](err)
		if !ok || ended.Signal != syscall.SIGHUP {
			t.Errorf("got %v, want %v", err, syscall.SIGHUP)
		}
	})
}

func TestWireSizesAreBounded(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ width, height, wide, high int }{
		{80, 24, 80, 24},
		{0, 0, 0, 0},
		{0, 24, 0, 0},
		{80, 0, 0, 0},
		{-1, -1, 0, 0},
		{65535, 65535, 500, 100},
		{4000, 260, 500, 100},
		{200, 65535, 200, 200},
		{10, 2, 10, 2},
	} {
		synctest.Test(t, func(t *testing.T) {
			out := &lockedBuffer{}
			resizes := make(chan tea.WindowSizeMsg)
			wire := terminal.Wire{
				Out: out, Width: test.width, Height: test.height, Resizes: resizes,
			}
			model, err := wired(t, wire, func(write func(string)) {
				time.Sleep(time.Second)
				synctest.Wait()
				if drawn := strings.Contains(out.String(), "hello"); drawn != (test.wide > 0) {
					t.Errorf("%v: drawn: %v", test, drawn)
				}
				resizes <- tea.WindowSizeMsg{Width: 70, Height: 20}
				resizes <- tea.WindowSizeMsg{Width: test.width, Height: test.height}
				time.Sleep(time.Second)
				write("q")
			})
			want := []tea.WindowSizeMsg{
				{Width: test.wide, Height: test.high},
				{Width: 70, Height: 20},
				{Width: test.wide, Height: test.high},
			}
			if test.wide == 0 {
				want = want[1:2]
			}
			got := model.sizes
			if len(got) > 0 && got[0].Width == 0 {
				got = got[1:]
			}
			if len(got) != len(want) {
				t.Fatalf("%v: got %v, want %v", test, got, want)
			}
			for i := range want {
				if got[i] != want[i] {
					t.Errorf("%v: got %v, want %v", test, got, want)
				}
			}
			if err != nil || !strings.Contains(out.String(), "hello") {
				t.Errorf("%v: %v, %q", test, err, out.String())
			}
		})
	}
}

func TestEnvProfile(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		env  []string
		want colorprofile.Profile
	}{
		{[]string{"TERM=xterm-256color"}, colorprofile.ANSI256},
		{[]string{"TERM=xterm-256color", "COLORTERM=truecolor"}, colorprofile.TrueColor},
		{[]string{"TERM=xterm-256color", "NO_COLOR=yes"}, colorprofile.ASCII},
		{[]string{"TERM=linux"}, colorprofile.ANSI},
		{[]string{"TERM=vt100", "COLORTERM=truecolor"}, colorprofile.ASCII},
		{[]string{"TERM=screen-256color"}, colorprofile.ANSI256},
	} {
		if got := terminal.EnvProfile(test.env); got != test.want {
			t.Errorf("%v: got %v, want %v", test.env, got, test.want)
		}
	}
}

// TestGoneWireLeavesNoGoroutine counts what a screen leaves behind, in a bubble of its own, which
// fails also where one waits for good.
//
//nolint:paralleltest // it counts goroutines
func TestGoneWireLeavesNoGoroutine(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		before := bubbled()
		for range 5 {
			_, _ = wired(t, terminal.Wire{Width: 80, Height: 24}, func(func(string)) {})
		}
		if after := bubbled(); after > before {
			t.Errorf("%d goroutines, before %d", after, before)
		}
	})
}

// bubbled counts the goroutines of bubbles.
func bubbled() int {
	stacks := make([]byte, 1<<20)
	stacks = stacks[:runtime.Stack(stacks, true)]
	return strings.Count(string(stacks), "synctest bubble")
}
