package cli

import (
	"context"
	"encoding/json"
	"time"

	"exportwatch/awsclient/recording"
	"exportwatch/model/watch"
)

// print lives through the recording and prints the state, or what changed until then.
func (r *replaying) print(ctx context.Context, output string) error {
	said := map[*watch.Watched]string{}
	const most = 500
	for {
		steps, next, _ := r.player.Until(ctx, r.at, most)
		for _, step := range steps {
			if !r.live(step) || output != outputLines {
				continue
			}
			if err := r.printRows(said, step.At); err != nil {
				return outputError{err}
			}
		}
		if ctx.Err() != nil || next.IsZero() || next.After(r.at) {
			break
		}
	}
	var err error
	switch output {
	case outputLines:
	case outputJSON:
		err = r.writeJSON(r.at)
	default:
		err = r.newTable().write(r.streams.Out, r.at, -1)
	}
	if err != nil {
		return outputError{err}
	}
	return ctx.Err() //nolint:wrapcheck // it is the caller's own
}

// live has the watch list live through a step, and returns whether it learned something.
func (r *replaying) live(step recording.Step) bool {
	if step.Ended {
		return r.watch.Take(step.Reply, step.At)
	}
	r.watch.Repeat(step.Reply.Ask)
	return false
}

// printRows prints the rows that aren't as they were said last.
func (r *replaying) printRows(said map[*watch.Watched]string, at time.Time) error {
	encoder := json.NewEncoder(r.streams.Out)
	for _, entry := range r.watch.Survey(at).Entries {
		row := newJSONRow(entry)
		told := row.gist()
		if entry.Attention == watch.AttentionAsking || said[entry.Watched] == told {
			continue
		}
		said[entry.Watched] = told
		line := change{Version: jsonVersion, At: r.watch.AWSNow(at).UTC(), jsonRow: row}
		if err := encoder.Encode(line); err != nil {
			return err //nolint:wrapcheck // the caller says what was printed
		}
	}
	return nil
}
