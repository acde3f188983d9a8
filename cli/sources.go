package cli

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"exportwatch/awsclient"
	"exportwatch/awsclient/simulator"
	"exportwatch/model"
)

// sources asks AWS with the sessions of several profiles.
type sources struct {
	sessions map[string]*awsclient.Session // by profile; "" is the first
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
	ctx context.Context, f *watchFlags, streams Streams, log *slog.Logger,
) (sources, []string, error) {
	profiles, err := awsclient.Profiles(f.profiles)
	if err != nil {
		return sources{}, nil, refused(err)
	}
	if len(profiles) == 0 {
		profiles = []string{""}
	}
	all := newSources()
	options := awsclient.Options{
		Region: f.region, EndpointURL: f.endpointURL, CABundle: f.caBundle,
		InFlight: inFlight, Logger: log, Version: version(), Transport: streams.Network,
		Pool: awsclient.NewPool(inFlight),
	}
	for _, profile := range profiles {
		options.Profile = profile
		if err := all.open(ctx, profile, options); err != nil {
			return sources{}, nil, err
		}
	}
	return all, profiles, nil
}

// openDemo opens sessions on simulated accounts of their own.
func openDemo(ctx context.Context, accounts int, log *slog.Logger) (sources, []string, error) {
	server, err := simulator.New(simulator.Options{Now: time.Now, Seed: 1})
	if err != nil {
		return sources{}, nil, fmt.Errorf("starting the demo: %w", err)
	}
	all := newSources()
	var profiles []string
	for _, account := range simulator.DemoAccounts()[:accounts] {
		profiles = append(profiles, account.Name)
		err := all.open(ctx, account.Name, awsclient.Options{
			EndpointURL:     "http://demo.invalid",
			Transport:       simulator.Transport{Handler: server},
			AccessKeyID:     account.AccessKey,
			SecretAccessKey: simulator.SecretKey,
			InFlight:        inFlight,
			Logger:          log,
			Version:         version(),
		})
		if err != nil {
			return sources{}, nil, err
		}
	}
	return all, profiles, nil
}

func newSources() sources { return sources{sessions: map[string]*awsclient.Session{}} }

// open adds a session.
func (s sources) open(ctx context.Context, profile string, options awsclient.Options) error {
	session, err := awsclient.Open(ctx, options)
	if err != nil {
		return refused(err)
	}
	s.sessions[profile] = session
	if s.sessions[""] == nil {
		s.sessions[""] = session
	}
	return nil
}
