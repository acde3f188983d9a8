package terminal

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/charmbracelet/x/ansi"
)

// NoticeKind is how the terminal is to call somebody who doesn't look at it. Whether a terminal knows
// the sequence for a notification of the desktop can't be asked.
type NoticeKind int

// The kinds.
const (
	NoticeNone NoticeKind = iota
	NoticeBell
	NoticeOSC9   // iTerm2, kitty, Ghostty and others
	NoticeOSC777 // urxvt, foot, WezTerm, Ghostty, Windows Terminal and others
)

// String returns the kind as ParseNotice reads it.
func (k NoticeKind) String() string {
	return [...]string{
		NoticeNone:   "none",
		NoticeBell:   "bell",
		NoticeOSC9:   "osc9",
		NoticeOSC777: "osc777",
	}[k]
}

// NoticeKinds are all kinds, as the flag offers them.
func NoticeKinds() []NoticeKind {
	return []NoticeKind{NoticeBell, NoticeOSC9, NoticeOSC777, NoticeNone}
}

// ParseNotice reads what a user wrote. The error says what would be right.
func ParseNotice(text string) (NoticeKind, error) {
	for _, kind := range NoticeKinds() {
		if kind.String() == text {
			return kind, nil
		}
	}
	return NoticeNone, fmt.Errorf("%q: want bell, osc9, osc777 or none", text)
}

// Notify calls somebody as the options say: by the bell, or by a notification of a title and a text of
// one short line each. What has no place in a sequence is left out, and what is too long is cut. Inside
// tmux and GNU screen it is handed through to the terminal outside, if they are allowed to. Terminals that
// would print the sequence ring instead. That it arrives can't be known.
func (s *Screen) Notify(title, text string) {
	kind := s.options.Notice
	if kind != NoticeNone && isBasic(s.env("TERM")) {
		kind = NoticeBell
	}
	title, text = noticeText(title, longestTitle), noticeText(text, longestNotice)
	switch kind {
	case NoticeNone:
	case NoticeBell:
		s.Bell()
	case NoticeOSC9:
		s.write(s.through(ansi.Notify(title + ": " + text)))
	case NoticeOSC777: // a semicolon ends the title
		title = strings.ReplaceAll(title, ";", ",")
		s.write(s.through(ansi.URxvtExt("notify", title, text)))
	}
}

// How many cells of a notification are sent: more than desktops show.
const (
	longestTitle  = 40
	longestNotice = 160
)

// noticeText makes a text safe to stand in a sequence: no control character, C1's among them, and
// nothing that isn't UTF-8.
func noticeText(text string, cells int) string {
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "?"))
	return ansi.Truncate(text, cells, "...")
}
