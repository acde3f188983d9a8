package cli

import (
	"context"
	"os"
	"runtime/debug"
	"time"
)

// usualGC is the runtime's own setting: collect when the heap has doubled.
const usualGC = 100

// startFast has the garbage collector wait longer while the program starts: the heap is small then
// and grows all the time, so that collecting it is most of what a start costs. A setting of the
// user's stays.
func startFast() {
	const starting = 400
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(starting)
	}
}

// giveBack ends what startFast began after a minute, and gives unused memory back to the system
// every minute until the context ends: the first answers need much that stays free later, and the
// runtime of an idle program hardly ever does it.
func giveBack(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.NewTimer(time.Minute).C:
			if os.Getenv("GOGC") == "" {
				debug.SetGCPercent(usualGC)
			}
			debug.FreeOSMemory()
		}
	}
}
