package cli

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"exportwatch/awsclient"
	"exportwatch/awsclient/simulator"
	"exportwatch/model"
	"exportwatch/tui"
)

// sources asks AWS with the sessions of several profiles, and logs what is asked and answered.
type sources struct {
	sessions map[string]*awsclient.Session // by profile; "" is the first
	log      *slog.Logger
	now      func() time.Time
}

var _ tui.Source = sources{}

// Execution asks for an execution.
func (s sources) Execution(
	ctx context.Context,
	profile string,
	ref model.Ref,
) (model.Answer, error) {
	began := s.now()
	answer, err := s.sessions[profile].Execution(ctx, ref)
	s.logged(ctx, began, err, "execution", ref.String(), "status", answer.Execution.Status)
	return answer, err
}

// Exports asks for the exports of a profile's account.
func (s sources) Exports(ctx context.Context, profile string) (model.ExportList, error) {
	began := s.now()
	list, err := s.sessions[profile].Exports(ctx)
	s.logged(ctx, began, err, "exports", profile, "count", len(list.Exports))
	return list, err
}

// Executions asks for the executions of an export.
func (s sources) Executions(
	ctx context.Context, profile, exportARN string, all bool,
) (model.ExecutionList, error) {
	began := s.now()
	list, err := s.sessions[profile].Executions(ctx, exportARN, all)
	arn := model.Ref{ExportARN: exportARN}.ARN()
	s.logged(ctx, began, err, "executions", arn, "all", all, "count", len(list.Executions))
	return list, err
}

// Tables asks for the tables that the exports of a profile's account can select from.
func (s sources) Tables(ctx context.Context, profile string) (model.TableList, error) {
	began := s.now()
	list, err := s.sessions[profile].Tables(ctx)
	s.logged(ctx, began, err, "tables", profile, "count", len(list.Tables))
	return list, err
}

func (s sources) logged(ctx context.Context, began time.Time, err error, fields ...any) {
	fields = append(fields, "took", s.now().Sub(began))
	if err != nil {
		s.log.WarnContext(ctx, "not answered", append(fields, "fault", err)...)
		return
	}
	s.log.DebugContext(ctx, "answered", fields...)
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
	all := newSources(log)
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
	all := newSources(log)
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

func newSources(log *slog.Logger) sources {
	return sources{sessions: map[string]*awsclient.Session{}, log: log, now: time.Now}
}

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
