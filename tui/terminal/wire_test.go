package terminal_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"exportwatch/tui/terminal"
)

type stamped struct {
	at  time.Time
	msg tea.Msg
}

// stampModel fails the test for a message without a stamp.
type stampModel struct {
	t     *testing.T
	kinds map[string]int
}

type batchedMsg struct{}

func (*stampModel) Init() tea.Cmd {
	batched := func() tea.Msg { return batchedMsg{} }
	return tea.Batch(batched, tea.Sequence(batched, batched))
}

func (m *stampModel) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	whole, ok := msg.(stamped)
	if !ok || whole.at.IsZero() {
		m.t.Errorf("unstamped: %T", msg)
		return m, nil
	}
	switch inner := whole.msg.(type) {
	case tea.WindowSizeMsg:
		m.kinds["size"]++
	case tea.ColorProfileMsg:
		m.kinds["profile"]++
	case batchedMsg:
		m.kinds["batched"]++
	case tea.KeyPressMsg:
		m.kinds["key"]++
		if inner.String() == "q" {
			return m, tea.Quit
		}
	}
	return m, nil
}

func (*stampModel) View() tea.View {
	view := tea.NewView("hello")
	view.AltScreen = true
	return view
}

// lockedBuffer is an output that can be looked at.
type lockedBuffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.String()
}

func stampNow(msg tea.Msg) tea.Msg { return stamped{at: time.Now(), msg: msg} }

func TestEveryMessageIsStamped(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		keys, typing := io.Pipe()
		out := &lockedBuffer{}
		screen := terminal.New(terminal.Options{
			Stamp: stampNow, Env: []string{"TERM=xterm-256color"},
			Wire: &terminal.Wire{In: keys, Out: out, Width: 80, Height: 24},
		})
		model := &stampModel{t: t, kinds: map[string]int{}}
		go func() {
			time.Sleep(time.Second)
			_, _ = io.WriteString(typing, "q")
		}()
		final, err := screen.Run(t.Context(), model)
		if err != nil || final != model {
			t.Errorf("got %v, %v", final, err)
		}
		for kind, want := range map[string]int{"size": 1, "profile": 1, "batched": 3, "key": 1} {
			if got := model.kinds[kind]; got != want {
				t.Errorf("%s: %d messages, want %d", kind, got, want)
			}
		}
		_ = typing.Close()
		time.Sleep(time.Minute)
	})
}

func TestSeamWritesTheSequences(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name string
		env  []string
		want []string
		not  []string
	}{
		{"plain", nil, []string{
			"\x1b]52;c;dGV4dA==\a", "\x1b[22;2t\x1b]2;", "\x1b]2;second\a", "\x1b]11;?\a",
			"\x1b]2;\a\x1b[23;2t",
		}, []string{"\x1bP"}},
		{
			"tmux",
			[]string{"TMUX=/tmp/x"},
			[]string{"\x1b]52;c;dGV4dA==\a", "\x1bPtmux;\x1b\x1b]52;c;dGV4dA==\a\x1b\\"},
			nil,
		},
		{"screen", []string{"STY=1"}, []string{"\x1bP\x1b]52;c;dGV4dA==\a\x1b\\"}, nil},
		{
			"console",
			[]string{"TERM=linux"},
			nil,
			[]string{"\x1b]2;", "\x1b[22;2t", "\x1b]52;"},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				keys, typing := io.Pipe()
				out := &lockedBuffer{}
				screen := terminal.New(terminal.Options{
					Env:  append([]string{"TERM=xterm-256color"}, test.env...),
					Wire: &terminal.Wire{In: keys, Out: out, Width: 80, Height: 24},
				})
				screen.Copy("text") // before Run: it waits
				go func() {
					time.Sleep(time.Second)
					screen.Bell()
					_, _ = io.WriteString(typing, "12")
					screen.AskBackground()
					time.Sleep(time.Second)
					_, _ = io.WriteString(typing, "q")
				}()
				if _, err := screen.Run(t.Context(), plainModel{}); err != nil {
					t.Error(err)
				}
				_ = typing.Close()
				time.Sleep(time.Minute)
				for _, want := range test.want {
					if !strings.Contains(out.String(), want) {
						t.Errorf("no %q in %q", want, out.String())
					}
				}
				for _, not := range test.not {
					if strings.Contains(out.String(), not) {
						t.Errorf("%q in %q", not, out.String())
					}
				}
			})
		})
	}
}

// TestNotifyWritesTheSequences holds what goes out as bytes, and that a hostile name ends no sequence.
func TestNotifyWritesTheSequences(t *testing.T) {
	t.Parallel()
	const hostile = "a\x1b]0;b\x07c\x9cd\u009ce\nf"
	long := strings.Repeat("x", 500)
	for _, test := range []struct {
		name  string
		kind  terminal.NoticeKind
		env   []string
		title string
		text  string
		want  string // "" for nothing but the frame
	}{
		{"none", terminal.NoticeNone, nil, "t", "x failed", ""},
		{"bell", terminal.NoticeBell, nil, "t", "x failed", "\a"},
		{"bell in tmux", terminal.NoticeBell, []string{"TMUX=x"}, "t", "x failed", "\a"},
		{"osc9", terminal.NoticeOSC9, nil, "t", "x failed", "\x1b]9;t: x failed\a"},
		{"osc777", terminal.NoticeOSC777, nil, "t", "x failed", "\x1b]777;notify;t;x failed\a"},
		{
			"osc9 in tmux", terminal.NoticeOSC9,
			[]string{"TMUX=x"},
			"t", "x failed",
			"\x1bPtmux;\x1b\x1b]9;t: x failed\a\x1b\\",
		},
		{
			"osc777 in screen", terminal.NoticeOSC777,
			[]string{"STY=x"},
			"t", "x failed",
			"\x1bP\x1b]777;notify;t;x failed\a\x1b\\",
		},
		{"console rings", terminal.NoticeOSC9, []string{"TERM=linux"}, "t", "x failed", "\a"},
		{"vt100 rings", terminal.NoticeOSC777, []string{"TERM=vt100"}, "t", "x failed", "\a"},
		{"vt100 keeps still", terminal.NoticeNone, []string{"TERM=vt100"}, "t", "x failed", ""},
		{"hostile", terminal.NoticeOSC9, nil, "t", hostile, "\x1b]9;t: a]0;bc?def\a"},
		{
			"hostile title", terminal.NoticeOSC777, nil, "t;u\x1b", hostile,
			"\x1b]777;notify;t,u;a]0;bc?def\a",
		},
		{
			"long", terminal.NoticeOSC777, nil, long, long, "\x1b]777;notify;" + long[:37] +
				"...;" + long[:157] + "...\a",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				keys, typing := io.Pipe()
				out := &lockedBuffer{}
				screen := terminal.New(terminal.Options{
					Env:    append([]string{"TERM=xterm-256color"}, test.env...),
					Wire:   &terminal.Wire{In: keys, Out: out, Width: 80, Height: 24},
					Notice: test.kind,
				})
				ended := make(chan error, 1)
				go func() {
					_, err := screen.Run(t.Context(), plainModel{})
					ended <- err
				}()
				time.Sleep(time.Second)
				synctest.Wait()
				before := out.String()
				screen.Notify(test.title, test.text)
				time.Sleep(time.Second)
				synctest.Wait()
				if got := strings.TrimPrefix(out.String(), before); got != test.want {
					t.Errorf("sent %q, want %q", got, test.want)
				}
				_, _ = io.WriteString(typing, "q")
				if err := <-ended; err != nil {
					t.Error(err)
				}
				_ = typing.Close()
				time.Sleep(time.Minute)
			})
		})
	}
}

func TestNoticeKinds(t *testing.T) {
	t.Parallel()
	for _, kind := range terminal.NoticeKinds() {
		if got, err := terminal.ParseNotice(kind.String()); got != kind || err != nil {
			t.Errorf("%v is read as %v, %v", kind, got, err)
		}
	}
	if _, err := terminal.ParseNotice("loud"); err == nil ||
		!strings.Contains(err.Error(), "bell, osc9, osc777 or none") {
		t.Errorf("loud: %v", err)
	}
}

func TestContextEndsTheProgram(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		keys, typing := io.Pipe()
		screen := terminal.New(terminal.Options{
			Env:  []string{"TERM=xterm"},
			Wire: &terminal.Wire{In: keys, Out: &lockedBuffer{}, Width: 80, Height: 24},
		})
		why := errors.New("enough")
		ctx, cancel := context.WithCancelCause(t.Context())
		time.AfterFunc(time.Second, func() { cancel(why) })
		if _, err := screen.Run(ctx, plainModel{}); !errors.Is(err, why) {
			t.Errorf("got %v, want %v", err, why)
		}
		_ = typing.Close()
		time.Sleep(time.Minute)
	})
}

// plainModel shows one line, has another title after 1 and 2, and quits on q.
type plainModel struct{ title string }

func (plainModel) Init() tea.Cmd { return nil }

func (m plainModel) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	key, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return m, nil
	}
	switch key.String() {
	case "1":
		m.title = "first"
	case "2":
		m.title = "second"
	case "q":
		return m, tea.Quit
	}
	return m, nil
}

func (m plainModel) View() tea.View {
	view := tea.NewView("hello")
	view.WindowTitle = m.title
	view.AltScreen = true
	return view
}
