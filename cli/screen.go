package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"exportwatch/model/watch"
	"exportwatch/theme"
	"exportwatch/tui"
	"exportwatch/tui/terminal"
)

// pinnedAtOnce is how many executions are pinned before the first frame: more take longer than it.
const pinnedAtOnce = 200

// leftBehind is how many lines of what is fine are printed when the screen is left.
const leftBehind = 10

// runScreen shows the screen until the user leaves it, and then prints the last state.
func (j *job) runScreen(ctx context.Context, looks look) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	env := os.Environ()
	profile := terminal.Profile(j.streams.Out, env, looks.color)
	screen := terminal.New(terminal.Options{
		Stamp:   func(msg tea.Msg) tea.Msg { return tui.Stamped{At: time.Now(), Msg: msg} },
		Profile: profile,
		Env:     env,
		Stock:   j.flags.stock,
		Notice:  looks.notice,
		Wire:    j.streams.Wire,
	})
	options := tui.Options{
		Source:   j.source,
		Terminal: screen,
		Local:    time.Local,
		Theme:    looks.theme,
		Depth:    depth(profile),
		ASCII:    j.flags.ascii || terminal.ASCIISigns(env),
		Since:    time.Duration(j.flags.since),
		OnlySo:   j.flags.sinceGiven,
		Keys:     j.flags.file.Keys,
		Profiles: j.flags.profiles,
		Files:    savedFiles{},
		Tmux:     os.Getenv("TMUX") != "",
		Journal:  j.screenJournal(),
		Hook:     j.screenHook(),
		Replay:   j.replay,
		Trouble:  j.record.trouble(),
	}
	switch {
	case j.replay != nil:
	case len(j.named.pins) > pinnedAtOnce:
		options.Begin = j.begin
	default:
		j.begin(j.watch, time.Now())
	}
	screenModel := tui.New(ctx, j.watch, options)
	unquiet := func() {}
	if j.streams.Wire == nil {
		unquiet = divertStdio(j.log)
		screen.Go(func() { giveBack(ctx) })
	}
	final, err := screen.Run(ctx, screenModel)
	cancel() // nothing may be started that would meet the terminal
	unquiet()
	//nolint:contextcheck // what is recorded is, whatever ends
	j.journal.recordLast(screenModel.Unrecorded())
	if final == nil {
		return fmt.Errorf("leaving the screen: %w", err)
	}
	if err = j.explain(err); err != nil {
		return err
	}
	if j.replay != nil {
		_ = j.newTable().write(j.streams.Out, screenModel.Now(), leftBehind)
		return nil
	}
	_ = j.newTable().write(j.streams.Out, time.Now(), leftBehind) // the terminal may be gone
	return j.outcome(neverAnswered(j.watch))
}

// explain says why the screen ended, unless it was left or a signal ended it.
func (j *job) explain(err error) error {
	if panicked, ok := errors.AsType[*terminal.PanicError](err); ok {
		_, _ = fmt.Fprintf(
			j.streams.Err,
			"exportwatch: this is a bug: %v\n\n%s\n",
			panicked.Value,
			panicked.Stack,
		)
		return exitError{exitBug}
	}
	if _, signaled := errors.AsType[*terminal.SignalError](err); err != nil && !signaled {
		return fmt.Errorf("showing the screen: %w", err)
	}
	return nil
}

// neverAnswered says whether nothing was ever answered.
func neverAnswered(watchlist *watch.List) bool { return watchlist.AsOf().IsZero() }

// depth returns the number of colours of a profile.
func depth(profile colorprofile.Profile) theme.Depth {
	switch profile {
	case colorprofile.TrueColor:
		return theme.TrueColor
	case colorprofile.ANSI256:
		return theme.Colors256
	case colorprofile.ANSI:
		return theme.Colors16
	case colorprofile.Unknown, colorprofile.NoTTY, colorprofile.ASCII:
	}
	return theme.NoColor
}
