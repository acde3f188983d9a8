package cli

import (
	"context"
	"time"

	"exportwatch/model"
)

// drive watches without a screen: it asks what is due, by the same schedule as the screen, until
// done says so or the context ends, and tells of each reply once the watch list has taken it. Done
// is asked once a minute at the least.
func (j *job) drive(ctx context.Context, done func() bool, replied func(model.Reply)) error {
	replies := make(chan model.Reply, inFlight)
	flying := 0
	for !done() {
		now := time.Now()
		for _, ask := range j.watch.Due(now) {
			flying++
			go func() { replies <- j.source.Answer(ctx, ask) }()
		}
		var wake <-chan time.Time
		if next, ok := j.watch.NextDue(now); ok {
			wake = time.NewTimer(min(next.Sub(now), time.Minute)).C
		} else if flying == 0 {
			return nil
		}
		select {
		case <-ctx.Done():
			return context.Cause(ctx) //nolint:wrapcheck // our own signalError, or the time-out
		case <-wake:
		case reply := <-replies:
			flying--
			j.watch.Take(reply, time.Now())
			replied(reply)
		}
	}
	return nil
}
