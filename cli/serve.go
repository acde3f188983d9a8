package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/crypto/ssh"

	"exportwatch/model/watch"
	"exportwatch/serve"
	"exportwatch/serve/metrics"
	"exportwatch/serve/relay"
	"exportwatch/theme"
)

// serveFlags are the flags of serve.
type serveFlags struct {
	watchFlags

	listen, authorizedKeys, hostKey string
	places                          int
	idle                            time.Duration
	metrics                         string
	hostDir                         string // the state directory, for the host key
}

// newServe is the command that shows the screen to many over SSH.
func newServe(streams Streams) *cobra.Command {
	f := &serveFlags{watchFlags: watchFlags{
		since: days(usualSince), theme: string(theme.Auto), demoAccounts: 1,
	}}
	cmd := &cobra.Command{
		Use:   "serve [TARGET…]",
		Short: "Show the screen to a team over SSH, and metrics to Prometheus",
		Long: `Ask AWS once and show the screen to everybody who connects with ssh and a known key. They need
no AWS credentials, and can look and do nothing else. Targets are as for exportwatch itself.

  exportwatch serve --authorized-keys keys          on 127.0.0.1:2222, fifty places
  ssh -t -p 2222 HOST                               look
  exportwatch serve --authorized-keys keys --demo   a simulated account, without AWS

FILE has the form of OpenSSH's authorized_keys and is read anew at each login. A key with options is
refused: none is honoured. The host key is made once in the state directory; its fingerprint is
printed at the start. With --metrics, Prometheus finds /metrics and /healthz at that address.
SIGTERM ends every session in order; the exit code is 0 then.`,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := f.configure(cmd, f.demo); err != nil {
				return err
			}
			if err := f.check(); err != nil {
				return err
			}
			return runServe(cmd.Context(), f, f.targets(args), streams)
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringVar(&f.listen, "listen", "127.0.0.1:2222", "the `ADDRESS` on which to listen")
	flags.StringVar(&f.authorizedKeys, "authorized-keys", "",
		"the `FILE` with the public keys of those who may look")
	flags.StringVar(&f.hostKey, "host-key", "", "the `FILE` with the host's private key")
	flags.IntVar(&f.places, "places", 50, "how many may look at once")
	flags.DurationVar(&f.idle, "idle", 0,
		"end a session in which no key was pressed for so long; 0 is never")
	flags.StringVar(&f.metrics, "metrics", "",
		"show metrics and /healthz at `ADDRESS`, such as 127.0.0.1:9464")
	f.bindTargets(flags)
	flags.StringVar(&f.hostDir, "state-dir", "",
		"keep the host key in `DIR` instead of the usual directory")
	flags.BoolVar(&f.ascii, "ascii", false, "draw with ASCII only for everybody")
	flags.StringVar(&f.debugLog, "debug-log", "",
		"append what is asked and answered to `FILE`; no secrets are logged")
	cmd.SetFlagErrorFunc(badFlag)
	completeFlags(cmd)
	return cmd
}

// check refuses what can't be meant.
func (f *serveFlags) check() error {
	switch {
	case f.authorizedKeys == "":
		return errors.New("--authorized-keys FILE is missing: it holds the public keys of those " +
			"who may look, one a line")
	case f.places < 1 || f.places > 1000:
		return fmt.Errorf("--places %d: it is 1 to 1000", f.places)
	case f.idle < 0:
		return fmt.Errorf("--idle %v: it is 0 for never, or a time", f.idle)
	}
	return nil
}

// service shows the screen to many.
type service struct {
	*job

	looks  look
	log    *slog.Logger // who came and went
	relay  *relay.Relay
	counts *metrics.Counts
	anchor time.Time   // of all lists, so that they ask together
	calls  chan func() // what is to be done where the server's list is
	ended  chan struct{}
	told   told
}

// runServe serves until a signal ends it.
func runServe(ctx context.Context, f *serveFlags, args []string, streams Streams) error {
	ctx, cancel := untilSignal(ctx)
	defer cancel()
	f.noState = true // viewers remember nothing here, and nobody edits for others
	looks, err := f.look()
	if err != nil {
		return err
	}
	key, err := f.readHostKey()
	if err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(streams.Err, nil))
	s := &service{
		looks: looks, log: log, counts: metrics.NewCounts(), anchor: time.Now(),
		calls: make(chan func()), ended: make(chan struct{}),
		told: told{silent: map[*watch.Account]string{}},
	}
	door := serve.New(serve.Options{
		HostKey: key, AuthorizedKeys: f.authorizedKeys, Places: f.places, Idle: f.idle,
		Log: log, Now: time.Now, Show: s.show,
	})
	known, err := door.CheckKeys()
	if err != nil {
		return err
	}
	listener, err := listen(ctx, streams.Listener, "--listen", f.listen)
	if err != nil {
		return err
	}
	defer listener.Close() //nolint:errcheck // it may be closed
	if s.job, err = open(ctx, &f.watchFlags, args, streams); err != nil {
		return err
	}
	defer s.close()
	warn(streams, "host key "+serve.Fingerprint(key))
	warn(streams, fmt.Sprintf("%s may come in (%s); %s", counted(known, "key"), f.authorizedKeys,
		counted(f.places, "place")))
	return s.run(ctx, f, door, listener)
}

// run serves on a listener.
func (s *service) run(
	ctx context.Context, f *serveFlags, door *serve.Door, listener net.Listener,
) error {
	if s.streams.Listener == nil {
		defer divertStdio(s.log)()
		go giveBack(ctx)
	}
	asking, stop := context.WithCancel(context.WithoutCancel(ctx)) // until the last viewer has left
	defer func() { stop(); <-s.ended }()
	s.relay = relay.New(asking, s.counts.Requests(s.source), time.Now)
	s.source = s.counts.Questions(s.relay)
	s.watch = s.newList()
	s.begin(s.watch, time.Now())
	go s.own(asking)
	if f.metrics != "" {
		closeMetrics, err := s.openMetrics(ctx, f.metrics)
		if err != nil {
			return err
		}
		defer closeMetrics()
	}
	warn(s.streams, "listening on "+listener.Addr().String()+reach(listener.Addr(),
		"whoever reaches this address can try a key"))
	s.tellSystemd("READY=1")
	err := door.Serve(ctx, listener)
	s.tellSystemd("STOPPING=1")
	if err != nil {
		return fmt.Errorf("letting viewers in: %w", err)
	}
	return nil
}

// readHostKey reads the host key that was named, or the one in the state directory, which is made once.
func (f *serveFlags) readHostKey() (ssh.Signer, error) {
	if f.hostKey != "" {
		return serve.HostKey(f.hostKey, false)
	}
	name := filepath.Join(stateDir(f.hostDir), "host_key")
	return serve.HostKey(name, true)
}

// listen opens an address; one that is open already is taken instead.
func listen(ctx context.Context, open net.Listener, flag, address string) (net.Listener, error) {
	if open != nil {
		return open, nil
	}
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", address)
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w", flag, address, err)
	}
	return listener, nil
}

// reach says plainly that an address is open to other machines, and what that means; "" if it isn't.
func reach(address net.Addr, meaning string) string {
	tcp, ok := address.(*net.TCPAddr)
	if !ok || tcp.IP.IsLoopback() {
		return ""
	}
	return ", which other machines reach: " + meaning
}

func counted(n int, thing string) string {
	if n != 1 {
		thing += "s"
	}
	return fmt.Sprintf("%d %s", n, thing)
}

// tellSystemd tells systemd how far the service is, where it wants to know (sd_notify).
func (s *service) tellSystemd(state string) {
	name := os.Getenv("NOTIFY_SOCKET")
	if name == "" {
		return
	}
	conn, err := net.DialUnix("unixgram", nil, &net.UnixAddr{Name: name, Net: "unixgram"})
	if err == nil {
		_, err = conn.Write([]byte(state))
		err = cmp.Or(err, conn.Close())
	}
	if err != nil {
		s.log.Warn("systemd can't be told", "state", state, "why", err.Error())
	}
}
