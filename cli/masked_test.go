package cli_test

import (
	"encoding/json"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"exportwatch/awsclient/simulator"
	"exportwatch/cli"
)

// TestMaskedRecording: nothing of the account is in a masked recording, and its replay shows the same
// picture with other letters.
func TestMaskedRecording(t *testing.T) {
	t.Parallel()
	for profile, key := range map[string]string{
		"demo": simulator.DemoAccessKey, "strange": simulator.StrangeAccessKey,
	} {
		t.Run(profile, func(t *testing.T) {
			t.Parallel()
			if testing.Short() && profile == "demo" {
				t.Skip("the strange account has all that is masked")
			}
			folder := t.TempDir()
			open, masked := filepath.Join(folder, "clear"), filepath.Join(folder, "masked")
			synctest.Test(t, func(t *testing.T) {
				faults := everyFault(5*time.Minute, 2*time.Minute)
				server := service(t, 0, simulator.Options{Seed: 1, Faults: faults})
				instants := around(faults)
				cli.Main(t.Context(), []string{
					"status", "-o", "json", "--profile", profile, "--record", open,
				}, cli.Streams{
					In: temporary(t, ""), Out: temporary(t, ""), Err: temporary(t, ""),
					Network: simulator.Transport{Handler: server},
				})
				run := screens(
					t,
					server,
					instants,
					"--profile",
					profile,
					"--mask",
					"--record",
					masked,
				)
				again := screens(t, nobody(t), instants, "replay", masked)
				for _, at := range instants {
					if !slices.Equal(shapes(run[at]), shapes(again[at])) {
						t.Fatalf("after %v the run was\n%s\nand is replayed as\n%s",
							at, run[at], again[at])
					}
				}
				text := read(t, masked)
				for _, own := range belongings(t, server.State(key), read(t, open)) {
					if strings.Contains(text, own) {
						t.Errorf("%q is in the masked recording", own)
					}
				}
			})
		})
	}
}

// shapes are the shapes of a screen's rows, those of the list and beside them those of the detail.
// Rows that are alike but for their names may have changed places.
func shapes(screen string) []string {
	var rows, details []string
	for line := range strings.SplitSeq(screen, "\n") {
		row, detail, _ := strings.Cut(line, "│")
		rows = append(rows, shape(strings.Replace(row, "▌", " ", 1)))
		details = append(details, shape(detail))
	}
	slices.Sort(rows)
	return append(rows, details...)
}

// shape is a screen of which only remains where letters and digits are, and ids.
func shape(screen string) string {
	id := regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`)
	screen = id.ReplaceAllString(screen, "ID")
	screen = regexp.MustCompile(`[A-Z]`).ReplaceAllString(screen, "A")
	screen = regexp.MustCompile(`[a-z]`).ReplaceAllString(screen, "a")
	return regexp.MustCompile(`[0-9]`).ReplaceAllString(screen, "0")
}

// belongings are the texts that belong to an account: what the simulator says, and what stands in a
// recording in the clear. Those that are too short, or AWS's words, prove nothing.
func belongings(t *testing.T, state simulator.AccountState, text string) []string {
	t.Helper()
	found := map[string]bool{state.AccountId: true}
	for _, export := range state.Exports {
		found[export.Name] = true
		found[export.ExportArn[strings.LastIndex(export.ExportArn, "/")+1:]] = true
	}
	for _, execution := range state.Executions {
		found[execution.ExecutionId] = true
	}
	literal := regexp.MustCompile(`'([^']+)'`)
	for line := range strings.Lines(text) {
		var said struct{ Call struct{ Body string } }
		if err := json.Unmarshal([]byte(line), &said); err != nil {
			t.Fatal(err)
		}
		for _, key := range []string{"S3Bucket", "S3BucketOwner", "S3Prefix", "Description"} {
			value := regexp.MustCompile(`"` + key + `":"([^"]+)"`)
			for _, match := range value.FindAllStringSubmatch(said.Call.Body, -1) {
				if !strings.Contains(line, "ListTables") {
					found[match[1]] = true
				}
			}
		}
		query := regexp.MustCompile(`"QueryStatement":"([^"]+)"`)
		for _, match := range query.FindAllStringSubmatch(said.Call.Body, -1) {
			for _, quoted := range literal.FindAllStringSubmatch(match[1], -1) {
				found[quoted[1]] = true
			}
		}
	}
	var all []string
	for own := range found {
		if len(own) >= 6 && !strings.Contains("bcm-data-exports", own) {
			all = append(all, own)
		}
	}
	if len(all) < 20 {
		t.Errorf("only %q belong to the account", all)
	}
	return all
}
