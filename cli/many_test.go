package cli_test

import (
	"testing"
	"testing/synctest"
	"time"

	"exportwatch/awsclient/simulator"
)

// The first frame doesn't wait until many targets are on the list; they follow it.
func TestFirstFrameComesBeforeManyTargets(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		server := service(t, 0, simulator.Options{Seed: 1, Executions: 300})
		args := []string{"--profile", "demo"}
		for _, e := range server.Executions(simulator.StandardAccessKey) {
			args = append(args, target(e))
		}
		s := play(t, server, 120, 36, args...)
		s.at(0)
		s.has("starting", "q quit")
		s.lacks("300")
		s.at(time.Minute)
		s.lacks("starting")
		if calls := asked(server); calls < 300 {
			t.Errorf("%d questions for 300 targets", calls)
		}
		s.leave()
	})
}
