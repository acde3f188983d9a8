package cli_test

import (
	"slices"
	"strings"
	"testing"

	"exportwatch/awsclient/simulator"
	"exportwatch/cli"
)

// Completion knows what the flags take, and proposes no files where none are meant.
func TestCompletion(t *testing.T) {
	t.Parallel()
	for args, want := range map[string]string{
		"--theme=":                  "auto dark light terminal none",
		"--color a":                 "auto always",
		"--profile ":                "blind demo standard strange",
		"--profile st":              "standard strange",
		"--fail-on ":                "failed overdue slow stale unhealthy",
		"status --fail-on failed,s": "failed,slow failed,stale",
		"status --output ":          "table json jsonl",
		"status -o j":               "json jsonl",
		"doctor -o ":                "table json",
		"status --color n":          "never",
		"wait --delivered-since ":   "today",
		"wait --timeout ":           "",
		"history --output ":         "table json csv",
		"check --output ":           "table json",
		"check --only data,b":       "data,bucket",
		"check --fail-on ":          "failure warning",
		"check ":                    "",
		"chec":                      "check",
		"history --since ":          "",
		"history ":                  "",
		"simulate --fault th":       "throttle",
		"--region ":                 "",
		"serve --listen ":           "",
		"simulate --listen ":        "",
		"status ":                   "",
		"stat":                      "status",
		"config ":                   "example path",
		"config -o ":                "table json",
		"config --theme d":          "dark",
	} {
		fields := strings.Split(args, " ")
		got := run(t, nil, "", append([]string{"__completeNoDesc"}, fields...)...)
		got.wants(t, 0, "ShellCompDirectiveNoFileComp")
		var values []string
		for line := range strings.Lines(got.out) {
			if value := strings.TrimSpace(line); !strings.HasPrefix(value, ":") {
				values = append(values, value)
			}
		}
		slices.Sort(values) // profiles come in the order of the file
		wanted := strings.Fields(want)
		slices.Sort(wanted)
		if !slices.Equal(values, wanted) {
			t.Errorf("%q completes to %q, want %s", args, values, want)
		}
	}
}

// The help of simulate lists the kinds of faults that there are.
func TestSimulateHelpListsFaults(t *testing.T) {
	t.Parallel()
	got := run(t, nil, "", "simulate", "--help")
	for _, kind := range simulator.FaultKinds() {
		if !strings.Contains(got.out, string(kind)) {
			t.Errorf("no %q in\n%s", kind, got.out)
		}
	}
}

// What is said of a flag has no marks that only the help takes away.
func TestCompletionDescribesFlagsPlainly(t *testing.T) {
	t.Parallel()
	out := temporary(t, "")
	code := cli.Main(t.Context(), []string{"__complete", "serve", "--host"}, cli.Streams{
		In: temporary(t, ""), Out: out, Err: temporary(t, ""),
	})
	got, want := content(t, out), "--host-key\tthe FILE with the host's private key\n"
	if code != 0 || !strings.HasPrefix(got, want) {
		t.Errorf("got %d, %q", code, got)
	}
}
