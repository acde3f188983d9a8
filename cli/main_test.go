package cli_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/adrg/xdg"

	"exportwatch/awsclient/simulator"
)

// updateFlag has the tests take over what they find.
const updateFlag = "update"

// binaryVariable names the program that TestMain built.
const binaryVariable = "EXPORTWATCH_BINARY"

func TestMain(m *testing.M) { os.Exit(testMain(m)) }

// waitTogether has more tests run at once than there are processors, unless the command says how many:
// many of them wait for a program or a terminal most of the time.
func waitTogether() {
	const parallel = "test.parallel"
	given := false
	flag.Visit(func(f *flag.Flag) { given = given || f.Name == parallel })
	if !given {
		_ = flag.Set(parallel, strconv.Itoa(3*runtime.GOMAXPROCS(0)))
	}
}

// testMain builds the program once, and gives it and ourselves an environment in which nothing of
// the user's is found.
func testMain(m *testing.M) int {
	flag.Bool(updateFlag, false, "take over what is said of wrong configurations")
	flag.Bool(picturesFlag, false, "make the pictures in docs/ anew, for TestPictures")
	flag.Parse()
	waitTogether()
	// The signal package keeps a goroutine that must not start inside a synctest bubble.
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGUSR1)
	signal.Stop(signals)
	// Whoever runs the tests may ignore SIGHUP; the programs that they start must not inherit that.
	signal.Notify(make(chan os.Signal, 1), syscall.SIGHUP)
	dir, err := os.MkdirTemp("", "exportwatch")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir) //nolint:errcheck // it is a temporary folder
	binary := filepath.Join(dir, "exportwatch")
	build := exec.CommandContext(context.Background(), "go", "build", "-o", binary, "exportwatch")
	if out, err := build.CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "build the program: %v\n%s", err, out)
		return 1
	}
	if err := furnish(dir, binary); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return m.Run()
}

// furnish replaces the environment and writes a profile for each simulated account.
func furnish(dir, binary string) error {
	path, temporary := os.Getenv("PATH"), os.TempDir()
	clients := os.Getenv(clientsVariable)
	os.Clearenv()
	for name, value := range map[string]string{
		"PATH": path, "TMPDIR": temporary, "HOME": dir, "LC_ALL": "C.UTF-8", "TZ": "UTC",
		"TERM": "xterm-256color", "SHELL": "/bin/sh", "XDG_STATE_HOME": filepath.Join(dir, "state"),
		"AWS_EC2_METADATA_DISABLED": "true", binaryVariable: binary, clientsVariable: clients,
		// The SDK has looked for HOME already, when this process began.
		"AWS_SHARED_CREDENTIALS_FILE": filepath.Join(dir, "credentials"),
		"AWS_CONFIG_FILE":             filepath.Join(dir, "config"),
	} {
		if err := os.Setenv(name, value); err != nil {
			return err
		}
	}
	var profiles strings.Builder
	for name, key := range map[string]string{
		"standard": simulator.StandardAccessKey,
		"demo":     simulator.DemoAccessKey,
		"strange":  simulator.StrangeAccessKey,
		"blind":    simulator.DemoAccounts()[2].AccessKey, // lacks permissions
	} {
		fmt.Fprintf(&profiles, "[%s]\naws_access_key_id = %s\naws_secret_access_key = %s\n",
			name, key, simulator.SecretKey)
	}
	xdg.Reload() // it has looked for HOME already, too
	return os.WriteFile(filepath.Join(dir, "credentials"), []byte(profiles.String()), 0o600)
}

// clientsVariable has clients run that aren't ours.
const clientsVariable = "EXPORTWATCH_CLIENTS"

func binary() string { return os.Getenv(binaryVariable) }
