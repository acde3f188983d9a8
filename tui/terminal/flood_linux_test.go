package terminal_test

import (
	"os"
	"testing"
	"time"
)

// What 200 messages a second cost that each change every row of the screen, measured if
// EXPORTWATCH_MEASURE is 1. Neither renderer draws more than it has frames for: 62 and 30 a second.
func TestFlood(t *testing.T) {
	t.Parallel()
	const rounds, long = 3, 3 * time.Second
	if os.Getenv("EXPORTWATCH_MEASURE") != "1" {
		t.Skip("EXPORTWATCH_MEASURE=1 measures")
	}
	for _, renderer := range []string{"painter", "stock"} {
		for range rounds {
			c := startChild(t, "flood "+renderer)
			c.eventually("a frame", func() bool { return len(c.text()) > 2000 })
			already := len(c.text())
			time.Sleep(long)
			sent := c.text()[already:]
			c.send("q")
			<-c.exited
			state := c.cmd.ProcessState
			t.Logf("%s: %d bytes, %v CPU", renderer, len(sent),
				state.UserTime()+state.SystemTime())
		}
	}
}
