package cli

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/charmbracelet/colorprofile"

	"exportwatch/model"
	"exportwatch/theme"
	"exportwatch/tui/terminal"
)

// surroundings is what is known of the terminal without asking it anything.
type surroundings struct {
	env           []string
	noScreen      error                // why no screen can be drawn, or nil
	screen        colorprofile.Profile // how many colours the screen has, or would have
	width, height int                  // 0 where there is no terminal
	tmux          tmuxSettings
	theme         theme.Name
	color         terminal.ColorMode
	ascii         bool // as --ascii wants it
	notice        terminal.NoticeKind
}

// tmuxSettings are those of tmux that decide what reaches the terminal outside.
type tmuxSettings struct {
	asked        error  // why tmux couldn't be asked, or nil
	setClipboard string // on, external or off
	passthrough  string // on, all or off
}

// lookup returns the last value of a variable, "" if there is none.
func (s surroundings) lookup(name string) string {
	value := ""
	for _, entry := range s.env {
		if found, ok := strings.CutPrefix(entry, name+"="); ok {
			value = found
		}
	}
	return value
}

// findings says what the screen makes of its terminal.
func (s surroundings) findings() []finding {
	return []finding{
		s.kind(), s.colors(), s.signs(), s.size(), s.background(), s.inside(), s.clipboard(),
		s.notification(),
	}
}

func (s surroundings) kind() finding {
	f := finding{check: "TERM", text: model.Clean(s.lookup("TERM"))}
	if f.text == "" {
		f.text = "not set"
	}
	switch {
	case s.noScreen != nil && s.width > 0:
		f.verdict = verdictLook
		f.text += "; " + s.noScreen.Error() + ", so plain lines are printed"
		f.remedy = "Set TERM to what your terminal is, such as xterm-256color."
	case s.noScreen != nil:
		f.verdict = verdictNote
		f.text += "; " + s.noScreen.Error()
	}
	return f
}

func (s surroundings) colors() finding {
	f := finding{check: "colours", text: colorCount(s.screen)}
	var why string
	switch {
	case s.theme == theme.None:
		f.text, why = "none", "--theme none"
	case s.color == terminal.ColorNever:
		f.text, why = "none", "--color never"
	case s.color == terminal.ColorAlways:
		why = "--color always"
	case s.lookup("NO_COLOR") != "":
		f.text, why = "none", "NO_COLOR is set"
	case f.text == "":
		f.text, why = "none", "TERM names a terminal without"
	case s.screen == colorprofile.TrueColor && s.lookup("COLORTERM") != "":
		why = "COLORTERM is " + model.Clean(s.lookup("COLORTERM"))
	case s.lookup("TMUX") != "":
		why = "by tmux and TERM"
	default:
		why = "by TERM"
	}
	f.text += ": " + why
	if s.theme == theme.Terminal && s.screen >= colorprofile.ANSI {
		f.text += "; --theme terminal uses 16"
	}
	return f
}

// colorCount says how many colours a profile has, "" for none.
func colorCount(profile colorprofile.Profile) string {
	switch profile {
	case colorprofile.TrueColor:
		return "all (24 bits)"
	case colorprofile.ANSI256:
		return "256"
	case colorprofile.ANSI:
		return "16"
	case colorprofile.Unknown, colorprofile.NoTTY, colorprofile.ASCII:
	}
	return ""
}

// signs says whether other signs than ASCII are drawn, and why.
func (s surroundings) signs() finding {
	f := finding{check: "signs"}
	name, locale := "", ""
	for _, variable := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if locale = model.Clean(s.lookup(variable)); locale != "" {
			name = variable
			break
		}
	}
	said := "no LC_ALL, LC_CTYPE or LANG"
	if name != "" {
		said = name + " is " + locale
	}
	switch {
	case s.ascii:
		f.verdict, f.text = verdictNote, "ASCII, as --ascii wants it"
	case terminal.PrintsSequences(s.env):
		f.verdict, f.text = verdictNote, "ASCII: this terminal's font lacks others"
	case terminal.ASCIISigns(s.env):
		f.verdict, f.text = verdictLook, "ASCII: "+said+", not UTF-8"
		f.remedy = "Set " + cmp.Or(name, "LANG") +
			" to a UTF-8 locale, such as C.UTF-8, if your terminal shows it."
	default:
		f.text = "UTF-8: " + said
	}
	return f
}

func (s surroundings) size() finding {
	const least, both = 40, 100
	f := finding{check: "size", text: fmt.Sprintf("%d columns, %d lines", s.width, s.height)}
	switch {
	case s.width == 0:
		f.verdict, f.text = verdictNote, "unknown"
	case s.width < least:
		f.verdict = verdictLook
		f.remedy = "Make it wider: from 40 columns on the screen has room for a list."
	case s.width < both:
		f.text += "; list and detail stand side by side from 100 columns"
	}
	return f
}

func (s surroundings) background() finding {
	f := finding{check: "background", text: "--theme says " + string(s.theme)}
	if s.theme == theme.Auto {
		f.verdict = verdictNote
		f.text = "not asked here: the screen asks the terminal, and suits any until it says"
	}
	return f
}

// inside says what lies between the program and the terminal.
func (s surroundings) inside() finding {
	var between []string
	if s.lookup("TMUX") != "" {
		between = append(between, "tmux")
	}
	if s.lookup("STY") != "" {
		between = append(between, "GNU screen")
	}
	if s.lookup("SSH_CONNECTION") != "" || s.lookup("SSH_TTY") != "" {
		between = append(between, "SSH")
	}
	if between == nil {
		return finding{check: "inside", text: "neither tmux, GNU screen nor SSH"}
	}
	return finding{check: "inside", text: strings.Join(between, ", ")}
}

// clipboard says whether what is copied may reach the clipboard.
func (s surroundings) clipboard() finding {
	const unknown = "; whether the terminal takes it can't be known"
	f := finding{check: "clipboard", text: "sent to the terminal (OSC 52)" + unknown}
	switch {
	case terminal.PrintsSequences(s.env):
		f.verdict, f.text = verdictNote, "this terminal has none; w writes what is copied to a file"
	case s.lookup("TMUX") == "":
	case s.tmux.asked != nil:
		f.verdict = verdictNote
		f.text = "tmux couldn't be asked for set-clipboard: " + model.Clean(s.tmux.asked.Error())
	case s.tmux.setClipboard == "on":
		f.text = "tmux passes it on: set-clipboard is on" + unknown
	case s.passes():
		f.text = "tmux passes it on: allow-passthrough is " + s.tmux.passthrough + unknown
	default:
		f.verdict = verdictLook
		f.text = "tmux passes nothing on: set-clipboard is " + model.Clean(s.tmux.setClipboard)
		f.remedy = "In tmux.conf: set -g set-clipboard on"
	}
	return f
}

// passes says whether tmux hands sequences through that it is told to.
func (s surroundings) passes() bool {
	return s.tmux.passthrough == "on" || s.tmux.passthrough == "all"
}

// notification says how somebody hears of what is new.
func (s surroundings) notification() finding {
	f := finding{check: "notify", text: s.notice.String()}
	ofDesktop := s.notice == terminal.NoticeOSC9 || s.notice == terminal.NoticeOSC777
	switch {
	case s.notice == terminal.NoticeNone:
		f.verdict, f.text = verdictNote, "nobody is called; --notify calls"
	case ofDesktop && terminal.PrintsSequences(s.env):
		f.verdict = verdictLook
		f.text += ": this terminal has no notifications, it rings"
	case ofDesktop && s.lookup("TMUX") != "" && s.tmux.asked == nil && !s.passes():
		f.verdict = verdictLook
		f.text += ": tmux passes none on, allow-passthrough is " +
			model.Clean(s.tmux.passthrough)
		f.remedy = "In tmux.conf: set -g allow-passthrough on"
	}
	return f
}
