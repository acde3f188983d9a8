// Packaging writes what a release carries beside the binary: a man page for each command, the
// completions for shells, the example of the configuration, and the licences of what is linked.
//
//	go run ./packaging -version 1.2.3 FOLDER
//
// The pages have the date of SOURCE_DATE_EPOCH (in seconds), or else the commit's. No clock is read:
// the same sources, date and version give the same bytes.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"

	"exportwatch/cli"
)

func main() {
	if err := run(context.Background(), os.Args[1:], os.Getenv("SOURCE_DATE_EPOCH")); err != nil {
		_, _ = fmt.Fprintln(os.Stderr, "packaging:", err)
		os.Exit(1)
	}
}

// run writes all files into the folder that the arguments name. The epoch is empty for the commit's
// date.
func run(ctx context.Context, args []string, epoch string) error {
	flags := flag.NewFlagSet("packaging", flag.ContinueOnError)
	version := flags.String("version", "devel", "the release's number")
	if err := flags.Parse(args); err != nil {
		return fmt.Errorf("reading the flags: %w", err)
	}
	if flags.NArg() != 1 {
		return errors.New("want one argument: the folder to write into")
	}
	at, err := released(ctx, epoch)
	if err != nil {
		return err
	}
	folder := flags.Arg(0)
	commands := cli.Commands() //nolint:contextcheck // it is read, not run
	if err := writePages(folder, commands, edition{version: *version, date: at}); err != nil {
		return err
	}
	if err := writePrinted(ctx, folder); err != nil {
		return err
	}
	return writeLicences(ctx, folder)
}

// released returns when the release was made: by SOURCE_DATE_EPOCH, or else when its commit was.
func released(ctx context.Context, epoch string) (time.Time, error) {
	if epoch == "" {
		said, err := outputOf(exec.CommandContext(ctx, "git", "log", "-1", "--format=%ct"))
		if err != nil {
			return time.Time{}, fmt.Errorf("no SOURCE_DATE_EPOCH, and no commit's date: %w", err)
		}
		epoch = strings.TrimSpace(said)
	}
	seconds, err := strconv.ParseInt(epoch, 10, 64)
	if err != nil {
		return time.Time{}, fmt.Errorf("SOURCE_DATE_EPOCH %q: want seconds since 1970", epoch)
	}
	return time.Unix(seconds, 0).UTC(), nil
}

// outputOf runs a command and returns what it prints; what it complains of goes to standard error.
func outputOf(command *exec.Cmd) (string, error) {
	command.Stderr = os.Stderr
	output, err := command.Output()
	if err != nil {
		return "", fmt.Errorf("%s: %w", strings.Join(command.Args, " "), err)
	}
	return string(output), nil
}
