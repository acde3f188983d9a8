package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"exportwatch/cli"
)

// printed are the files that the program itself prints, by their name, with its arguments.
func printed() map[string][]string {
	return map[string][]string{
		"completions/exportwatch.bash": {"completion", "bash"},
		"completions/_exportwatch":     {"completion", "zsh"},
		"completions/exportwatch.fish": {"completion", "fish"},
		"config.example.yaml":          {"config", "example"},
	}
}

// writePrinted writes the completions of shells and the example of the configuration.
func writePrinted(ctx context.Context, folder string) error {
	for name, args := range printed() {
		if err := writeOutput(ctx, filepath.Join(folder, name), args); err != nil {
			return err
		}
	}
	return nil
}

// writeOutput writes what the program prints, run in this process, to a file.
func writeOutput(ctx context.Context, name string, args []string) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return fmt.Errorf("making the folder of %s: %w", name, err)
	}
	file, err := os.OpenFile(name, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o644)
	if err != nil {
		return fmt.Errorf("writing %s: %w", name, err)
	}
	code := cli.Main(ctx, args, cli.Streams{In: os.Stdin, Out: file, Err: os.Stderr})
	if err := file.Close(); err != nil {
		return fmt.Errorf("writing %s: %w", name, err)
	}
	if code != 0 {
		return fmt.Errorf("writing %s: exportwatch %q ended with code %d", name, args, code)
	}
	return nil
}
