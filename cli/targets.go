package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
)

// targets is what the arguments and flags name.
type targets struct {
	pins     []model.Ref
	arns     []string // exports to follow without listing
	patterns []string // names of exports to follow, perhaps globs
}

// everything says whether nothing was named, so that everything visible is meant.
func (t *targets) everything() bool {
	return len(t.pins)+len(t.arns)+len(t.patterns) == 0
}

// watch puts what was named on the watch list, for all profiles.
func (t *targets) watch(watchlist *watch.List, profiles []string, now time.Time) {
	if t.everything() || len(t.patterns) > 0 {
		for _, profile := range profiles {
			watchlist.Follow(profile, t.patterns, now)
		}
	}
	for _, arn := range t.arns {
		watchlist.FollowARN(arn, now)
	}
	for _, ref := range t.pins {
		watchlist.Pin(ref, now)
	}
}

// readTargets returns what the arguments and the flags name. Each error says which of them is
// wrong and how to write it.
func readTargets(f *watchFlags, args []string, in io.Reader) (targets, error) {
	if len(f.exportARNs) != len(f.executionIDs) {
		return targets{}, fmt.Errorf(
			"%d --export-arn and %d --execution-id were given: they go in pairs, "+
				"in the same order",
			len(f.exportARNs),
			len(f.executionIDs),
		)
	}
	if at := slices.Index(args, "-"); at >= 0 && slices.Contains(args[at+1:], "-") {
		return targets{}, errors.New("- was given twice: standard input can be read only once")
	}
	var named targets
	for i, arn := range f.exportARNs {
		ref, err := model.ParseTarget(arn + "#" + f.executionIDs[i])
		if err != nil {
			return targets{}, fmt.Errorf("pair %d of --export-arn and --execution-id: %w", i+1, err)
		}
		named.pins = append(named.pins, ref)
	}
	for _, arg := range args {
		var err error
		if arg == "-" {
			err = named.readLines(in)
		} else if err = named.add(arg); err != nil {
			err = fmt.Errorf("reading the argument: %w", err)
		}
		if err != nil {
			return targets{}, err
		}
	}
	return named, nil
}

// add reads one target: ARN#EXECUTION-ID, an export's ARN, or its name or a glob.
func (t *targets) add(text string) error {
	switch {
	case strings.Contains(text, "#"):
		ref, err := model.ParseTarget(text)
		if err != nil {
			return err
		}
		t.pins = append(t.pins, ref)
	case strings.HasPrefix(text, "arn:"):
		t.arns = append(t.arns, text)
	default:
		if _, err := path.Match(text, ""); err != nil || text == "" {
			return fmt.Errorf("%q is no name or glob of an export, nor an ARN", model.Clean(text))
		}
		t.patterns = append(t.patterns, text)
	}
	return nil
}

// readLines reads a target from each line. Empty lines and lines that begin with # are passed
// over.
func (t *targets) readLines(in io.Reader) error {
	found := 0
	lines := bufio.NewScanner(in)
	for number := 1; lines.Scan(); number++ {
		text := strings.TrimSpace(lines.Text())
		if text == "" || strings.HasPrefix(text, "#") {
			continue
		}
		if err := t.add(text); err != nil {
			return fmt.Errorf("standard input, line %d: %w", number, err)
		}
		found++
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("reading standard input: %w", err)
	}
	if found == 0 {
		return errors.New("standard input holds no target: one a line is wanted, " +
			"such as ARN#EXECUTION-ID")
	}
	return nil
}
