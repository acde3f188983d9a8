package cli

import (
	"context"
	"os"
	"runtime/debug"
	"time"
)

// Percentages of the live heap by which it grows before the garbage collector runs.
const (
	startingGC = 400
	usualGC    = 50
)

// startFast has the garbage collector wait longer while the program starts: the heap is small then
// and grows all the time, so that collecting it is most of what a start costs. A setting of the
// user's stays.
func startFast() { collectAt(startingGC) }

func collectAt(percent int) {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(percent)
	}
}

// giveBack ends what startFast began, and gives unused memory back to the system every minute until
// the context ends: the first answers need much that stays free later, and the runtime of an idle
// program hardly ever does it.
func giveBack(ctx context.Context) {
	const started = 2 * time.Second
	for wait := started; ; wait = time.Minute {
		select {
		case <-ctx.Done():
			return
		case <-time.NewTimer(wait).C:
			collectAt(usualGC)
			debug.FreeOSMemory()
		}
	}
}
