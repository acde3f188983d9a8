package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"

	"exportwatch/awsclient/recording"
	"exportwatch/model"
	"exportwatch/tui"
	"exportwatch/tui/terminal"
)

// replayFlags are the flags of replay.
type replayFlags struct {
	watchFlags

	speed  int
	paused bool
	run    int
	output string
	at     string
}

// newReplay is the command that plays a recording.
func newReplay(streams Streams) *cobra.Command {
	f := &replayFlags{watchFlags: watchFlags{since: days(usualSince), demoAccounts: 1}}
	cmd := &cobra.Command{
		Use:   "replay FILE",
		Short: "Play a recording on the real screen",
		Long: `Play what --record wrote, on the real screen, as it was then: no network, no credentials,
no settings. p pauses, . goes to the next answer, + and - change the speed. What is in a recording,
and how to send one: docs/recording.md.

  exportwatch --record day.jsonl --mask        make one, with everything masked that is yours
  exportwatch replay day.jsonl --speed 60      an hour a minute
  exportwatch replay day.jsonl -o json --at 2h30m
      the state two and a half hours after its beginning, as status prints it
  exportwatch replay day.jsonl -o jsonl        a line whenever a row changed`,
		ValidArgsFunction: func(
			*cobra.Command, []string, string,
		) ([]string, cobra.ShellCompDirective) {
			return nil, cobra.ShellCompDirectiveDefault
		},
		SuggestFor: []string{"play", "playback"},
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := f.configure(cmd, true); err != nil {
				return err
			}
			if err := f.check(args); err != nil {
				return err
			}
			return runReplay(cmd.Context(), f, args[0], streams)
		},
	}
	f.bind(cmd)
	cmd.SetFlagErrorFunc(badFlag)
	completeFlags(cmd)
	return cmd
}

func (f *replayFlags) bind(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.IntVar(&f.speed, "speed", 1, "how many of its seconds pass in a second, 1 to 3600")
	flags.BoolVar(&f.paused, "pause", false, "begin standing still")
	flags.StringVar(&f.at, "at", "",
		"begin at this `TIME`: 2026-11-26T06:00Z, or after its beginning, such as 2h30m; "+
			"with --output the state then, else at its end")
	flags.IntVar(&f.run, "run", 0,
		"play run `N` of those that were recorded into the file; 0 is the last")
	flags.StringVarP(&f.output, "output", "o", "",
		"print instead, in this `FORM`: table, json, or jsonl")
	f.bindScreen(flags)
}

// check refuses what can't be meant.
func (f *replayFlags) check(args []string) error {
	const fastest = 3600
	switch {
	case len(args) != 1:
		return errors.New("replay wants one recording: exportwatch replay FILE")
	case f.speed < 1 || f.speed > fastest:
		return fmt.Errorf("--speed %d: it is 1 to %d", f.speed, fastest)
	case f.run < 0:
		return fmt.Errorf("--run %d: the first is 1, 0 is the last", f.run)
	case f.output != "" && f.output != outputTable && f.output != outputJSON &&
		f.output != outputLines:
		return fmt.Errorf("--output %q: it is table, json or jsonl", f.output)
	}
	return nil
}

func runReplay(ctx context.Context, f *replayFlags, name string, streams Streams) error {
	looks, err := f.look()
	if err != nil {
		return err
	}
	file, err := os.Open(name) //nolint:gosec // the user named it
	if err != nil {
		return fmt.Errorf("replaying: %w", err)
	}
	defer file.Close() //nolint:errcheck // it was only read
	if streams.Wire == nil && terminal.Gate(streams.In, streams.Out, os.Environ()) != nil {
		f.output = cmp.Or(f.output, outputTable)
	}
	r, err := openReplay(ctx, f, file)
	if err != nil {
		return fmt.Errorf("replaying %s: %w", model.Clean(name), err)
	}
	r.streams = streams
	if f.output != "" {
		return r.print(ctx, f.output)
	}
	return r.runScreen(ctx, looks)
}

// replaying is a job that plays a recording.
type replaying struct {
	*job

	player *recording.Player
	at     time.Time // where the screen begins, or what is printed stands
}

func openReplay(ctx context.Context, f *replayFlags, file *os.File) (*replaying, error) {
	info, err := file.Stat()
	if err != nil {
		return nil, err //nolint:wrapcheck // it names the file
	}
	if !info.Mode().IsRegular() {
		return nil, errors.New("it is no file. Save the recording to one first")
	}
	read, err := recording.Read(file, info.Size())
	if err != nil {
		return nil, err
	}
	number := f.run
	if number == 0 {
		number = len(read.Runs)
	}
	if number > len(read.Runs) {
		return nil, fmt.Errorf("--run %d: it holds %d", number, len(read.Runs))
	}
	run := read.Runs[number-1]
	begin, err := f.moment(run)
	if err != nil {
		return nil, err
	}
	f.interval, f.jitter = max(time.Second, time.Duration(run.Start.Interval)), run.Start.Jitter
	j := &job{flags: &f.watchFlags, watch: newList(&f.watchFlags), heard: newHeard()}
	j.profiles, j.close = run.Start.Profiles, func() {}
	if j.log, _, err = openLog(""); err != nil {
		return nil, err
	}
	watchAgain(j, run)
	r := &replaying{job: j, at: begin}
	r.player = read.Play(run, recorded{map[string]model.Source{}})
	j.replay = &tui.Replay{
		Playback: playback{r.player}, From: run.Began, To: run.Ended, At: begin,
		Speed: f.speed, Paused: f.paused,
	}
	return r, ctx.Err() //nolint:wrapcheck // it is the caller's own
}

// moment returns the time that --at names; without it the end where the state is printed, else the
// beginning.
func (f *replayFlags) moment(run recording.Run) (time.Time, error) {
	if f.at == "" {
		if f.output != "" {
			return run.Ended, nil
		}
		return run.Began, nil
	}
	at, known := parseMoment(f.at, run.Began)
	switch {
	case !known:
		return time.Time{}, fmt.Errorf("--at %q: want a time such as 2026-11-26T06:00Z, or one "+
			"after the beginning, such as 2h30m", f.at)
	case at.Before(run.Began) || at.After(run.Ended):
		return time.Time{}, fmt.Errorf("--at %q: it was recorded from %s to %s", f.at,
			run.Began.UTC().Format(time.RFC3339), run.Ended.UTC().Format(time.RFC3339))
	}
	return at, nil
}

// parseMoment reads a time, or a length of time after the beginning.
func parseMoment(text string, began time.Time) (time.Time, bool) {
	if after, err := time.ParseDuration(text); err == nil {
		return began.Add(after), true
	}
	for _, form := range []string{time.RFC3339, "2006-01-02T15:04Z"} {
		if at, err := time.Parse(form, text); err == nil {
			return at, true
		}
	}
	return time.Time{}, false
}

// watchAgain puts on the list what was watched. A masked name matches no glob, so of a masked
// recording those exports are followed that AWS was asked about.
func watchAgain(j *job, run recording.Run) {
	watched := run.Start.Watched
	j.named = targets{arns: watched.ExportARNs, patterns: watched.Names}
	for _, e := range watched.Executions {
		j.named.pins = append(j.named.pins,
			model.Ref{ExportARN: e.ExportARN, ExecutionID: e.ExecutionID})
	}
	if !run.Start.Masked || len(watched.Names) == 0 {
		j.named.watch(j.watch, j.profiles, run.Began)
		return
	}
	for _, profile := range j.profiles {
		asked := run.Asked(profile)
		if len(asked) == 0 {
			asked = watched.Names
		}
		j.watch.Follow(profile, asked, run.Began)
	}
	j.named.patterns = nil
	if !j.named.everything() {
		j.named.watch(j.watch, nil, run.Began)
	}
}

// playback hands the steps of a recording to the screen.
type playback struct{ player *recording.Player }

// Until implements tui.Playback.
func (p playback) Until(ctx context.Context, at time.Time) tui.Passage {
	const most = 500 // so that keys are heard meanwhile
	steps, next, answer := p.player.Until(ctx, at, most)
	passage := tui.Passage{Next: next, Answer: answer}
	for _, step := range steps {
		passage.Steps = append(passage.Steps, tui.Played(step))
	}
	return passage
}
