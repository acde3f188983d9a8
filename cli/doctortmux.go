package cli

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"strings"
	"time"

	"github.com/charmbracelet/x/term"

	"exportwatch/tui/terminal"
)

// tmuxLimit is how long tmux may take to say what it is set to.
const tmuxLimit = 2 * time.Second

// terminal says what the screen makes of the terminal that standard output leads to.
func (f *doctorFlags) terminal(ctx context.Context, streams Streams) block {
	env := os.Environ()
	looks, _ := f.look() // it was checked
	s := surroundings{
		env: env, noScreen: terminal.Gate(streams.In, streams.Out, env),
		screen: terminal.Profile(streams.Out, env, looks.color),
		theme:  looks.theme, color: looks.color, ascii: f.ascii, notice: looks.notice,
	}
	if width, height, err := term.GetSize(streams.Out.Fd()); err == nil {
		s.width, s.height = width, height
	} else {
		s.screen = terminal.Likely(env, looks.color)
	}
	if s.lookup("TMUX") != "" {
		s.tmux = askTmux(ctx)
	}
	return block{about: aboutTerminal, findings: s.findings()}
}

// askTmux asks tmux for its settings.
func askTmux(ctx context.Context) tmuxSettings {
	var s tmuxSettings
	s.setClipboard, s.asked = tmuxOption(ctx, "-sv", "set-clipboard")
	if s.asked == nil { // older ones don't have it
		s.passthrough, _ = tmuxOption(ctx, "-Apv", "allow-passthrough")
	}
	return s
}

// tmuxOption returns the value of one of tmux's options.
func tmuxOption(ctx context.Context, how, name string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, tmuxLimit)
	defer cancel()
	//nolint:gosec // all words are ours
	out, err := exec.CommandContext(ctx, "tmux", "show-options", how, name).Output()
	switch {
	case ctx.Err() != nil:
		return "", errors.New("it didn't answer")
	case err != nil:
		return "", err //nolint:wrapcheck // it says what tmux did
	}
	return strings.TrimSpace(string(out)), nil
}
