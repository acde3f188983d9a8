package terminal

import (
	"time"

	"github.com/charmbracelet/x/ansi"
)

// What follows is how the program reaches the terminal beside its frames. None of it blocks, so it
// may be called anywhere, in Update too; before Run it waits for Run, after it, it does nothing.

// HasClipboard says whether Copy sends anything: terminals that would print the sequence get none.
func (s *Screen) HasClipboard() bool { return !isBasic(s.env("TERM")) }

// Copy sends text to the clipboard of the user's terminal (OSC 52). Whether the terminal obeys
// can't be known, so never say that it was copied: some have to be allowed to (tmux by its
// set-clipboard or allow-passthrough, both off by default), some have no such thing, some take only
// so much. The text goes as it is, however long. Inside tmux and GNU screen it is handed through to
// the terminal outside.
func (s *Screen) Copy(text string) {
	if !s.HasClipboard() {
		return
	}
	sequence := ansi.SetSystemClipboard(text)
	if s.env("TMUX") != "" { // which of the two it heeds is a setting
		s.write(sequence)
	}
	s.write(s.through(sequence))
}

// through returns a sequence as it gets through tmux and GNU screen to the terminal outside.
func (s *Screen) through(sequence string) string {
	switch {
	case s.env("TMUX") != "":
		return ansi.TmuxPassthrough(sequence)
	case s.env("STY") != "":
		return ansi.ScreenPassthrough(sequence, screenLimit)
	}
	return sequence
}

// screenLimit is the longest string that GNU screen hands through.
const screenLimit = 256

// Bell rings.
func (s *Screen) Bell() { s.write("\a") }

// retitle sets the window's title until the program ends; text must hold no control characters. The
// old title comes back on terminals that keep a stack of them (xterm and its kin, tmux), others
// are left without one. Terminals that would print the sequence get none.
func (s *Screen) retitle(text string) {
	if isBasic(s.env("TERM")) {
		return
	}
	s.do(func(d drawing) { d.retitle(text) })
}

// AskBackground asks the terminal for its background colour (OSC 11). If it answers, and many
// don't, a tea.BackgroundColorMsg comes some time later: draw as if it never came. Terminals that
// would print the question aren't asked.
func (s *Screen) AskBackground() {
	if isBasic(s.env("TERM")) {
		return
	}
	s.asked()
	s.write(ansi.RequestBackgroundColor)
}

// asked notes that an answer is due, for a second: a program that ends in that time must not leave
// the answer to the shell.
func (s *Screen) asked() { s.expect(time.Now().Add(time.Second)) }

// answered notes that it came, or is waited for no longer.
func (s *Screen) answered() { s.expect(time.Time{}) }

func (s *Screen) expect(until time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answerBy = until
}

// answerDue reports whether an answer may be under way.
func (s *Screen) answerDue() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return time.Now().Before(s.answerBy)
}

// takeAnswer waits, a fifth of a second at most, for an answer that may still be under way when the
// terminal is given back, and drops it. Raw meanwhile, or it would be echoed.
func (s *Screen) takeAnswer(dev *device) {
	if s.answerDue() && dev.raw() == nil {
		<-time.NewTimer(200 * time.Millisecond).C
		flushInput(dev.in.Fd())
	}
	s.answered()
}

func (s *Screen) write(sequence string) { s.do(func(d drawing) { d.write(sequence) }) }
