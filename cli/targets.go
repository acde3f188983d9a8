package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"exportwatch/model"
)

// readTargets returns the executions that the arguments and the flags name. Each error says which
// of them is wrong and how to write it.
func readTargets(f *watchFlags, args []string, in io.Reader) ([]model.Ref, error) {
	if len(f.exportARNs) != len(f.executionIDs) {
		return nil, fmt.Errorf(
			"%d --export-arn and %d --execution-id were given: they go in pairs, "+
				"in the same order",
			len(f.exportARNs),
			len(f.executionIDs),
		)
	}
	if at := slices.Index(args, "-"); at >= 0 && slices.Contains(args[at+1:], "-") {
		return nil, errors.New("- was given twice: standard input can be read only once")
	}
	var refs []model.Ref
	for i, arn := range f.exportARNs {
		ref, err := model.ParseTarget(arn + "#" + f.executionIDs[i])
		if err != nil {
			return nil, fmt.Errorf("pair %d of --export-arn and --execution-id: %w", i+1, err)
		}
		refs = append(refs, ref)
	}
	for _, arg := range args {
		found, err := readTarget(arg, in)
		if err != nil {
			return nil, err
		}
		refs = append(refs, found...)
	}
	if len(refs) == 0 {
		return nil, errors.New(noTarget)
	}
	return refs, nil
}

const noTarget = `nothing to watch was named. Give executions in one of these ways:
  exportwatch 'ARN#EXECUTION-ID' …
  exportwatch --export-arn ARN --execution-id ID
  exportwatch - < FILE      with one ARN#EXECUTION-ID a line
Find them with:
  aws bcm-data-exports list-exports
  aws bcm-data-exports list-executions --export-arn ARN
Or look at a simulated account: exportwatch --demo`

// readTarget reads one argument; "-" stands for the lines of standard input.
func readTarget(arg string, in io.Reader) ([]model.Ref, error) {
	if arg == "-" {
		return readLines(in)
	}
	ref, err := model.ParseTarget(arg)
	if err != nil {
		return nil, fmt.Errorf("reading the argument: %w", err)
	}
	return []model.Ref{ref}, nil
}

// readLines reads a target from each line. Empty lines and lines that begin with # are passed
// over.
func readLines(in io.Reader) ([]model.Ref, error) {
	var refs []model.Ref
	lines := bufio.NewScanner(in)
	for number := 1; lines.Scan(); number++ {
		text := strings.TrimSpace(lines.Text())
		if text == "" || strings.HasPrefix(text, "#") {
			continue
		}
		ref, err := model.ParseTarget(text)
		if err != nil {
			return nil, fmt.Errorf("standard input, line %d: %w", number, err)
		}
		refs = append(refs, ref)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("reading standard input: %w", err)
	}
	if len(refs) == 0 {
		return nil, errors.New(
			"standard input holds no target: one ARN#EXECUTION-ID a line is wanted",
		)
	}
	return refs, nil
}
