package terminal_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"
	"time"

	tea "charm.land/bubbletea/v2"

	"exportwatch/tui/terminal"
)

// childVariable makes the test binary a program for a pty. Its value holds words: "flood" has it
// draw 200 frames a second, "init" has it panic in Init, "asks" has it ask for the background,
// "shell" puts a shell before it, "straggler" has it send itself a SIGHUP when its screen has
// ended, "taken" takes its standard input away before the screen opens.
const childVariable = "EXPORTWATCH_TERMINAL_CHILD"

type childModel struct {
	screen      *terminal.Screen
	flood       bool
	panicInit   bool
	asks        bool
	panicInView bool
	width       int
	height      int
	count       int
	note        string
	title       string
}

type tickMsg struct{}

func (m *childModel) tick() tea.Cmd {
	if !m.flood {
		return nil
	}
	return tea.Tick(5*time.Millisecond, func(time.Time) tea.Msg { return tickMsg{} })
}

func (m *childModel) Init() tea.Cmd {
	if m.asks {
		m.screen.AskBackground()
	}
	if m.panicInit {
		panic("init")
	}
	return m.tick()
}

func (m *childModel) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.width, m.height = msg.Width, msg.Height
	case tickMsg:
		m.count++
		return m, m.tick()
	case tea.BackgroundColorMsg:
		m.note = "background " + msg.String()
	case tea.KeyPressMsg:
		return m, m.key(msg.String())
	}
	return m, nil
}

func (m *childModel) key(key string) tea.Cmd {
	panics := func() tea.Msg { panic("in a command") }
	m.note = "key " + key
	switch key {
	case "q":
		return tea.Quit
	case "u":
		panic("in Update")
	case "v":
		m.panicInView = true
	case "c":
		return panics
	case "b":
		return tea.Batch(panics, func() tea.Msg { return nil })
	case "e":
		return tea.Sequence(func() tea.Msg { return nil }, panics)
	case "g":
		m.screen.Go(func() { panic("in a goroutine") })
	case "h":
		fmt.Print("hanging")
		select {}
	case "s":
		m.flood = false
		m.note = fmt.Sprintf("stopped at %d", m.count)
	case "t":
		m.title = "ours"
	case "y":
		m.screen.Copy("copied")
	case "a":
		m.screen.AskBackground()
	case "ctrl+z":
		return tea.Suspend
	case "ctrl+l":
		return tea.ClearScreen
	}
	return nil
}

// View fills the screen, each row anew each time, so that a flood is soon more than a pty holds.
func (m *childModel) View() tea.View {
	if m.panicInView {
		panic("in View")
	}
	lines := []string{fmt.Sprintf("frame %d %dx%d %s.", m.count, m.width, m.height, m.note)}
	for y := 1; y < m.height; y++ {
		char := string("abcdefghijklmnopqrstuvwxyz"[(m.count*(y+1)+y)%26])
		lines = append(lines, strings.Repeat(char, m.width))
	}
	view := tea.NewView(strings.Join(lines, "\n"))
	view.AltScreen, view.WindowTitle = true, m.title
	return view
}

// stragglerCode is what a child ends with that lives through a SIGHUP after its screen.
const stragglerCode = 5

// child is the program on the pty. What it prints last says how it ended.
func child() int {
	said := os.Getenv(childVariable)
	if strings.Contains(said, "shell") {
		return shell(strings.ReplaceAll(said, "shell", ""))
	}
	if strings.Contains(said, "play") {
		return play(said)
	}
	screen := terminal.New(terminal.Options{
		Stock: strings.Contains(said, "stock"),
	})
	model := &childModel{
		screen:    screen,
		flood:     strings.Contains(said, "flood"),
		panicInit: strings.Contains(said, "init"),
		asks:      strings.Contains(said, "asks"),
	}
	if strings.Contains(said, "taken") {
		os.Stdin = nil
	}
	final, err := screen.Run(context.Background(), model)
	if strings.Contains(said, "straggler") {
		_ = syscall.Kill(os.Getpid(), syscall.SIGHUP)
		time.Sleep(100 * time.Millisecond) // another thread may take it
		return stragglerCode
	}
	fmt.Printf("ended: %v\n", err)
	if panicked, ok := errors.AsType[*terminal.PanicError](err); ok {
		fmt.Printf("%s\n", panicked.Stack)
	}
	if final == nil {
		fmt.Println("no model")
	}
	return 0
}

// shell owns the session and runs the program as its foreground job, so that this can be stopped
// and gets no SIGHUP when the terminal goes away: that is for the shell, which ignores it.
func shell(said string) int {
	signal.Ignore(syscall.SIGHUP)
	self, err := os.Executable()
	if err != nil {
		return 1
	}
	cmd := exec.CommandContext(context.Background(), self)
	cmd.Env = append(os.Environ(), childVariable+"="+said)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Foreground: true, Ctty: 0}
	if err := cmd.Run(); err != nil {
		return 1
	}
	return 0
}
