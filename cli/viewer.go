package cli

import (
	"context"
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"exportwatch/model/watch"
	"exportwatch/serve"
	"exportwatch/tui"
	"exportwatch/tui/terminal"
)

// newList returns an empty watch list, whose rounds fall together with those of all others.
func (s *service) newList() *watch.List { return newList(s.flags, watch.WithAnchor(s.anchor)) }

// show shows the screen to a viewer, with a list of his own: what he adds, removes and mutes is his for
// the session, and nothing that he does reaches a file or anybody else.
func (s *service) show(ctx context.Context, viewer serve.Viewer) string {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	s.counts.Came()
	defer s.counts.Left()
	profile := terminal.EnvProfile(viewer.Env)
	screen := terminal.New(terminal.Options{
		Stamp:   func(msg tea.Msg) tea.Msg { return tui.Stamped{At: time.Now(), Msg: msg} },
		Profile: profile, Env: viewer.Env, Wire: viewer.Wire, Notice: terminal.NoticeNone,
	})
	list := s.newList()
	var known watch.Memory // so that he sees what the service saw before he came
	s.withList(ctx, func(own *watch.List) { known = own.Known() })
	begin := func(list *watch.List, now time.Time) {
		s.begin(list, now)
		list.Recall(known, now)
	}
	options := tui.Options{
		Source: s.source, Terminal: screen, Local: time.Local,
		Theme: s.looks.theme, Depth: depth(profile),
		ASCII: s.flags.ascii || terminal.ASCIISigns(viewer.Env),
		Since: time.Duration(s.flags.since), OnlySo: s.flags.sinceGiven,
		Keys: s.flags.file.Keys, Profiles: s.flags.profiles, Served: true,
	}
	if len(s.named.pins) > pinnedAtOnce {
		options.Begin = begin
	} else {
		begin(list, time.Now())
	}
	_, err := screen.Run(ctx, tui.New(ctx, list, options))
	if panicked, ok := errors.AsType[*terminal.PanicError](err); ok {
		s.log.ErrorContext(
			ctx,
			"this is a bug",
			"panic",
			panicked.Error(),
			"stack",
			string(panicked.Stack),
		)
		return "this is a bug: the service's log has the details"
	}
	if hung, ok := errors.AsType[*terminal.HungError](err); ok {
		s.log.ErrorContext(ctx, "this is a bug", "hung", hung.Error())
	}
	return ""
}

// own drives the server's own list, which the metrics are read of, until the context ends.
func (s *service) own(ctx context.Context) {
	defer close(s.ended)
	never := func() bool { return false }
	_ = s.drive(ctx, pulse{ // only the context ends it
		done: never, calls: s.calls, replied: s.logAccounts, quiet: s.logUnmatched,
	})
}

// withList runs a function in the goroutine that owns the server's list, and returns once it has run
// or the context or the service has ended.
func (s *service) withList(ctx context.Context, read func(*watch.List)) {
	done := make(chan struct{})
	select {
	case s.calls <- func() { defer close(done); read(s.watch) }:
		<-done
	case <-ctx.Done():
	case <-s.ended:
	}
}
