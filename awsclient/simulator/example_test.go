package simulator_test

import (
	"fmt"
	"time"

	"exportwatch/awsclient/simulator"
)

// The simulator is an HTTP handler: serve it, or hand simulator.Transport to a client. What it
// would answer can be read from the server itself.
func ExampleNew() {
	noon := time.Date(2026, time.November, 24, 12, 0, 0, 0, time.UTC)
	server, err := simulator.New(simulator.Options{
		Now: func() time.Time { return noon }, Seed: 1, Exports: 2,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, export := range server.Exports(simulator.StandardAccessKey) {
		fmt.Println(export.Name)
	}
	// Output:
	// cur2-hourly
	// cur2-resources
}
