package cli

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"exportwatch/awsclient/simulator"
	"exportwatch/tui/cells"
)

// maxSpeed is that at which four weeks pass in a few seconds.
const maxSpeed = 1e6

// newSimulate is the command that serves a simulated account.
func newSimulate(streams Streams) *cobra.Command {
	var listen string
	var faults []string
	options := simulator.Options{Now: time.Now}
	cmd := &cobra.Command{
		Use:   "simulate",
		Short: "Serve a simulated account over HTTP, to try things on",
		Long: `Serve simulated accounts that speak the protocol of AWS Data Exports, and S3's for what
they delivered (reading only); STS says who asks. The first line of output is the endpoint's URL. Point any
AWS client at it:

  export AWS_ENDPOINT_URL=URL AWS_REGION=us-east-1
  export AWS_ACCESS_KEY_ID=` + simulator.StandardAccessKey + ` AWS_SECRET_ACCESS_KEY=x
  aws bcm-data-exports list-exports

The access key picks the account: ` + simulator.DemoAccessKey + ` is that of --demo,
` + simulator.StrangeAccessKey + ` breaks every expectation, any other reads the standard one.
GET /state tells the truth about an account. It serves until a signal ends it.

A fault is KIND, KIND@AFTER or KIND@AFTER+FOR. The kinds:
` + faultHelp(),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := checkSimulate(args, options.Speed); err != nil {
				return err
			}
			for _, text := range faults {
				fault, err := simulator.ParseFault(text)
				if err != nil {
					return fmt.Errorf("--fault: %w", err)
				}
				options.Faults = append(options.Faults, fault)
			}
			return serveSimulated(cmd.Context(), listen, options, streams)
		},
	}
	cmd.SetFlagErrorFunc(badFlag)
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringVar(
		&listen,
		"listen",
		"127.0.0.1:0",
		"the `ADDRESS` to listen on; port 0 takes a free one",
	)
	flags.Uint64Var(&options.Seed, "seed", 1, "what names, ids and outcomes come from")
	flags.Float64Var(&options.Speed, "speed", 1, "how many simulated seconds pass in a second")
	flags.IntVar(&options.Exports, "exports", 0, "how many exports (default: the usual 14)")
	flags.IntVar(&options.Executions, "executions", 0,
		"how many executions in all (default: those of four weeks)")
	flags.BoolVar(&options.Frozen, "frozen", false, "nothing moves")
	flags.StringArrayVar(&faults, "fault", nil,
		"a fault as `KIND@AFTER+FOR`, such as throttle@30s+10s; may be repeated")
	completeFlags(cmd)
	return cmd
}

// faultHelp lists the kinds of faults, some a line.
func faultHelp() string {
	const width = 90
	return strings.Join(cells.Wrap(strings.Join(faultKinds(), ", "), width), "\n")
}

// checkSimulate refuses what can't be meant.
func checkSimulate(args []string, speed float64) error {
	if len(args) > 0 {
		return fmt.Errorf(
			"simulate takes flags only, not %q. See exportwatch simulate --help",
			args[0],
		)
	}
	if !(speed > 0 && speed <= maxSpeed) { // also what is no number
		return fmt.Errorf("--speed %v: want a number above 0, %v at most; --frozen stops the time",
			speed, float64(maxSpeed))
	}
	return nil
}

// serveSimulated serves until the context or a signal ends it.
func serveSimulated(
	ctx context.Context,
	address string,
	options simulator.Options,
	streams Streams,
) error {
	handler, err := simulator.New(options)
	if err != nil {
		return err
	}
	ctx, cancel := untilSignal(ctx)
	defer cancel()
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", address)
	if err != nil {
		return fmt.Errorf("--listen %q, where an address such as 127.0.0.1:0 is wanted: %w",
			address, err)
	}
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second}
	go func() {
		<-ctx.Done()
		_ = server.Close()
	}()
	if err := printLine(streams, "http://%s", listener.Addr()); err != nil {
		return err
	}
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serving: %w", err)
	}
	return context.Cause(ctx) //nolint:wrapcheck // our own signalError
}
