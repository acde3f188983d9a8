package cli

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"exportwatch/awsclient"
	"exportwatch/awsclient/simulator"
	"exportwatch/model"
)

// sources asks AWS with the sessions of several profiles.
type sources struct {
	sessions   map[string]*awsclient.Session // by profile; "" is the first
	passedOver bool                          // a profile that a glob matches can't be used
}

// Answer asks the profile's session.
func (s sources) Answer(ctx context.Context, ask model.Ask) model.Reply {
	return s.sessions[ask.Profile].Answer(ctx, ask)
}

// logged logs what a source is asked and answers.
type logged struct {
	model.Source
	log *slog.Logger
	now func() time.Time
}

// Answer asks the source, and logs that.
func (l logged) Answer(ctx context.Context, ask model.Ask) model.Reply {
	began := l.now()
	reply := l.Source.Answer(ctx, ask)
	fields := []any{
		"operation", ask.Kind.String(), "profile", ask.Profile, "all", ask.All,
		"took", l.now().Sub(began),
	}
	if ask.Ref != (model.Ref{}) {
		fields = append(fields, "about", ask.Ref.String())
	}
	fields = append(fields, "result", reply.Result.Summary())
	if reply.Fault() != nil {
		l.log.WarnContext(ctx, "not answered", fields...)
	} else {
		l.log.DebugContext(ctx, "answered", fields...)
	}
	return reply
}

// openSources opens a session for each profile. Which are meant is returned too; the first also
// serves as the default.
func openSources(
	ctx context.Context, f *watchFlags, streams Streams, log *slog.Logger, tap tap,
) (sources, []string, error) {
	profiles, err := awsclient.Profiles(f.profiles)
	if err != nil {
		return sources{}, nil, refused(err)
	}
	if len(profiles) == 0 {
		profiles = []string{""}
	}
	all := newSources()
	options := f.sessionOptions(streams, log)
	options.Tap = tap
	var opened []string
	var refusal error
	warned := map[string]bool{}
	for _, profile := range profiles {
		options.Profile = profile
		session, err := awsclient.Open(ctx, options)
		if err != nil {
			refusal = refused(err)
			if len(profiles) == 1 || slices.Contains(f.profiles, profile) {
				return sources{}, nil, refusal
			}
			warn(streams, "passing over profile "+model.Clean(profile)+": "+refusal.Error())
			continue
		}
		all.add(profile, session)
		opened = append(opened, profile)
		for _, warning := range session.Warnings() {
			if !warned[warning] {
				warned[warning] = true
				warn(streams, warning)
			}
		}
	}
	if len(opened) == 0 {
		return sources{}, nil, refusal
	}
	all.passedOver = len(opened) < len(profiles)
	return all, opened, nil
}

// sessionOptions are the options of all sessions of a command, which share their connections.
func (f *watchFlags) sessionOptions(streams Streams, log *slog.Logger) awsclient.Options {
	return awsclient.Options{
		Region: f.region, EndpointURL: f.endpointURL, CABundle: f.caBundle,
		InFlight: inFlight, Logger: log, Version: version(), Transport: streams.Network,
		Pool: awsclient.NewPool(inFlight),
	}
}

// openDemo opens sessions on simulated accounts of their own.
func openDemo(
	ctx context.Context, accounts int, log *slog.Logger, tap tap,
) (sources, []string, error) {
	server, err := simulator.New(simulator.Options{Now: time.Now, Seed: 1})
	if err != nil {
		return sources{}, nil, fmt.Errorf("starting the demo: %w", err)
	}
	all := newSources()
	var profiles []string
	for _, account := range simulator.DemoAccounts()[:accounts] {
		profiles = append(profiles, account.Name)
		options := demoOptions(server, account, log)
		options.Tap = tap
		session, err := awsclient.Open(ctx, options)
		if err != nil {
			return sources{}, nil, refused(err)
		}
		all.add(account.Name, session)
	}
	return all, profiles, nil
}

// demoOptions are the options of a session on a simulated account.
func demoOptions(
	server *simulator.Server, account simulator.DemoAccount, log *slog.Logger,
) awsclient.Options {
	return awsclient.Options{
		EndpointURL:     "http://demo.invalid",
		Transport:       simulator.Transport{Handler: server},
		AccessKeyID:     account.AccessKey,
		SecretAccessKey: simulator.SecretKey,
		InFlight:        inFlight,
		Logger:          log,
		Version:         version(),
	}
}

func newSources() sources { return sources{sessions: map[string]*awsclient.Session{}} }

// add adds a profile's session.
func (s sources) add(profile string, session *awsclient.Session) {
	s.sessions[profile] = session
	if s.sessions[""] == nil {
		s.sessions[""] = session
	}
}
