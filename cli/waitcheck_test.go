package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"exportwatch/awsclient/simulator"
)

// A wait with --check goes on only when the files of the delivery are there. What may pass by itself
// is looked at again, twice.
func TestWaitForFiles(t *testing.T) {
	t.Parallel()
	const long = 12 * time.Minute // until the third look
	for _, test := range []struct {
		name, args  string
		meddling    meddling
		still       time.Duration // that it meddles; 0 for ever
		code        int
		least, most time.Duration
		want        []string
	}{
		{
			"whole", "cur2-hourly",
			meddling{},
			0, 0, 8 * time.Second, 30 * time.Second,
			[]string{"out: DELIVERY_SUCCESS ended ", "out: ; A1: The manifest of ", "out: are there."},
		},
		{
			"whole already", "carbon-monthly",
			meddling{},
			0, 0, 0, time.Second,
			[]string{"out: UTC; A1: The manifest of "},
		},
		{
			"pinned", "PIN", meddling{}, 0, 0, 0, time.Second, []string{"out: UTC; A1: "},
		},
		{
			"a file is gone", "carbon-monthly",
			meddling{hides: "monthly-00001"},
			0,
			1, long, long + 2*time.Minute,
			[]string{
				"waiting for carbon-monthly (Delivered, its files aren't whole, looking again at ",
				"carbon-monthly: A7: 1 of 4 files that the manifest names ", "Don't load this period.",
				"out: UTC; A7: ",
			},
		},
		{
			"a file comes late", "carbon-monthly",
			meddling{hides: "monthly-00001"},
			time.Minute,
			0, 2 * time.Minute, 2*time.Minute + 10*time.Second,
			[]string{"out: UTC; A1: "},
		},
		{
			"a file comes late for a pinned run", "PIN",
			meddling{hides: "monthly-00001"},
			time.Minute, 0, 2 * time.Minute, 2*time.Minute + 10*time.Second,
			[]string{"out: UTC; A1: "},
		},
		{
			"a file comes very late", "carbon-monthly",
			meddling{hides: "monthly-00001"},
			5 * time.Minute, 0, long, long + time.Minute,
			[]string{"out: UTC; A1: "},
		},
		{
			"no manifest", "carbon-monthly",
			meddling{hides: "Manifest.json"},
			0, 1, long, long + time.Minute,
			[]string{"out: UTC; A3: AWS reports a delivery", "carbon-monthly: A3: "},
		},
		{
			"the first manifest comes late", "carbon-monthly",
			meddling{hides: "Manifest.json"},
			time.Minute, 0, 2 * time.Minute, 2*time.Minute + 10*time.Second,
			[]string{"out: UTC; A1: "},
		},
		{
			"no permission", "carbon-monthly",
			meddling{code: "403 AccessDenied"},
			0,
			3, 0, time.Second,
			[]string{"carbon-monthly: Whether the files are there can't be seen: that takes s3:ListBucket"},
		},
		{
			"S3 is broken", "carbon-monthly",
			meddling{code: "503 SlowDown"},
			0,
			3, long, long + 2*time.Minute,
			[]string{
				"out: can't be seen", "carbon-monthly: Whether ",
				"waiting for carbon-monthly (Delivered, its files can't be seen, looking again at ",
			},
		},
		{
			"S3 is broken for a while", "carbon-monthly",
			meddling{code: "503 SlowDown"},
			time.Minute,
			0, 2 * time.Minute, 3 * time.Minute,
			[]string{"out: UTC; A1: "},
		},
		{
			"out of time", "carbon-monthly --timeout 1m",
			meddling{hides: "monthly-00001"},
			0,
			4, time.Minute, time.Minute,
			[]string{"delivered, but not seen whole within 1m0s: carbon-monthly (Delivered, its files"},
		},
		{
			"a run that failed", "focus-1-2",
			meddling{},
			0, 1, 35 * time.Second, time.Minute,
			[]string{"out: DELIVERY_FAILURE INSUFFICIENT_PERMISSION ended"},
		},
		{
			"one of two", "carbon-monthly cur2-hourly",
			meddling{hides: "monthly-00001"},
			0,
			1, long, long + 2*time.Minute,
			[]string{"out: carbon-monthly ", "out: cur2-hourly ", "out: ; A1: ", "out: ; A7: "},
		},
		{
			"replaced by a run that breaks off", "focus-1-2 --delivered-since 1d",
			meddling{},
			0,
			1, long, long + 3*time.Minute,
			[]string{
				"waiting for focus-1-2 (Delivering, its files are being replaced)",
				"focus-1-2: A13: Files changed at ", "Don't load; wait for the next delivery.",
			},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				server := midMonth(t, simulator.Options{Seed: 1})
				args := append([]string{"wait", "--profile", "demo", "--check"},
					strings.Fields(test.args)...)
				for _, e := range server.Executions(simulator.DemoAccessKey) {
					if e.Name == "carbon-monthly" && args[4] == "PIN" {
						args[4] = target(e) // the newest comes first
					}
				}
				network := test.meddling
				network.Handler = server
				if test.still > 0 {
					network.until = time.Now().Add(test.still)
				}
				got, took := commanded(t, network, args...)
				t.Logf("took %v: %s%s", took, got.out, got.errs)
				got.wants(t, test.code, test.want...)
				if took < test.least || took > test.most {
					t.Errorf("took %v, want %v to %v", took, test.least, test.most)
				}
			})
		})
	}
}

// Without --check nothing is asked of S3, whatever the configuration says of the screen.
func TestWaitAsksNothingOfS3(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		server := midMonth(t, simulator.Options{Seed: 1})
		file := filepath.Join(t.TempDir(), "config.yaml")
		if err := os.WriteFile(file, []byte("check: true\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		got, _ := commanded(
			t,
			server,
			"wait",
			"--profile",
			"demo",
			"carbon-monthly",
			"--config",
			file,
		)
		got.wants(t, 0, "out: UTC\n")
		if n := server.Requests()["ListObjectsV2"]; n > 0 {
			t.Errorf("%d ListObjectsV2", n)
		}
	})
}
