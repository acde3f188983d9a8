package cli_test

import (
	"bytes"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// Every command says so, and doesn't end with 0, where its output goes to a full disk.
func TestFullDisk(t *testing.T) {
	t.Parallel()
	if _, err := os.Stat("/dev/full"); err != nil {
		t.Skip("this system has no /dev/full")
	}
	for _, args := range []string{
		"--demo", "status --demo", "status --demo --output json", "--version", "--help",
		"help wait", "policy", "completion bash", "simulate", "wait --demo carbon-monthly",
		"status --demo --watch --output jsonl", "check --demo", "check --demo -o json",
		"wait --demo carbon-monthly --check", "__complete status --out",
	} {
		t.Run(args, func(t *testing.T) {
			t.Parallel()
			full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
			if err != nil {
				t.Fatal(err)
			}
			defer full.Close() //nolint:errcheck // nothing was written
			cmd := exec.CommandContext(t.Context(), binary(), strings.Fields(args)...)
			var errs bytes.Buffer
			cmd.Stdout, cmd.Stderr = full, &errs
			_ = cmd.Run() // the exit code says it
			code := cmd.ProcessState.ExitCode()
			if code != 3 || !strings.Contains(errs.String(), "standard output") ||
				!strings.Contains(errs.String(), "no space left") {
				t.Errorf("exit code %d, %q on standard error", code, &errs)
			}
		})
	}
}
