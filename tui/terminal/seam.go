package terminal

import (
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"
)

// What follows is how the program reaches the terminal beside its frames. None of it blocks, so it
// may be called anywhere, in Update too; before Run it waits for Run, after it, it does nothing.

// Copy sends text to the clipboard of the user's terminal (OSC 52), and reports whether it did:
// terminals that would print the sequence get none. Whether the terminal obeys can't be known, so
// never say that it was copied: some have to be allowed to (tmux by its set-clipboard or
// allow-passthrough, both off by default), some have no such thing, some take only so much. The
// text goes as it is, however long. Inside tmux and GNU screen it is handed through to the terminal
// outside.
func (s *Screen) Copy(text string) bool {
	if s.prints() {
		return false
	}
	sequence := ansi.SetSystemClipboard(text)
	switch {
	case s.env("TMUX") != "": // which of the two it heeds is a setting
		s.write(sequence + ansi.TmuxPassthrough(sequence))
	case s.env("STY") != "":
		s.write(ansi.ScreenPassthrough(sequence, screenLimit))
	default:
		s.write(sequence)
	}
	return true
}

// prints says whether the terminal is of those that print what they don't know of OSC.
func (s *Screen) prints() bool {
	name := s.env("TERM")
	return name == "linux" || strings.HasPrefix(name, "vt")
}

// screenLimit is the longest string that GNU screen hands through.
const screenLimit = 256

// Bell rings.
func (s *Screen) Bell() { s.write("\a") }

// Title sets the window's title until the program ends; text must hold no control characters. The
// old title comes back on terminals that keep a stack of them (xterm and its kin, tmux), others
// are left without one. Terminals that would print the sequence get none.
func (s *Screen) Title(text string) {
	if s.prints() {
		return
	}
	s.do(func(d drawing) { d.retitle(text) })
}

// AskBackground asks the terminal for its background colour (OSC 11). If it answers, and many
// don't, a tea.BackgroundColorMsg comes some time later: draw as if it never came.
func (s *Screen) AskBackground() {
	s.asked()
	s.write(ansi.RequestBackgroundColor)
}

// asked notes that an answer is due, for a second: a program that ends in that time must not leave
// the answer to the shell.
func (s *Screen) asked() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answerDue = time.NewTimer(time.Second)
}

// answered notes that it came.
func (s *Screen) answered() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answerDue = nil
}

// takeAnswer waits, a fifth of a second at most, for an answer that may still be under way when the
// program ends, and drops it. Raw meanwhile, or it would be echoed.
func (s *Screen) takeAnswer(dev *device) {
	s.mu.Lock()
	due := s.answerDue
	s.mu.Unlock()
	if due == nil {
		return
	}
	select {
	case <-due.C:
		return
	default:
	}
	if dev.raw() == nil {
		<-time.NewTimer(200 * time.Millisecond).C
		flushInput(dev.in.Fd())
	}
}

func (s *Screen) write(sequence string) { s.do(func(d drawing) { d.write(sequence) }) }
