package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"exportwatch/model/watch"
)

// probing is how long the exports may take to be listed that decide whether a word is a mistyped
// command.
const probing = 10 * time.Second

// commandLike returns the commands that a first argument may have been meant for, or nothing: it is
// within two letters of one, or its beginning, or what others call it.
func commandLike(root *cobra.Command, args []string) []string {
	if len(args) == 0 || strings.ContainsAny(args[0], "*?[#:-") {
		return nil
	}
	const changes = 2
	word := strings.ToLower(args[0])
	switch {
	case editDistance(word, "version") <= changes:
		return []string{`"exportwatch --version"`}
	case word == "watch", word == "top":
		return []string{`"exportwatch"`}
	}
	root.SuggestionsMinimumDistance = changes
	var meant []string
	if editDistance(word, "help") <= changes { // Cobra never suggests it
		meant = append(meant, `"exportwatch help"`)
	}
	for _, name := range root.SuggestionsFor(args[0]) {
		if command := quoted("exportwatch " + name); !slices.Contains(meant, command) {
			meant = append(meant, command)
		}
	}
	return meant
}

// refuseMistaken returns an error if the first argument looks like a mistyped command and no export
// is called so. Where the exports can't be listed nobody knows, and it says how it takes the word.
func (j *job) refuseMistaken(ctx context.Context, root *cobra.Command, args []string) error {
	meant := commandLike(root, args)
	if meant == nil {
		return nil
	}
	probe := *j // with a list of its own: it may go on to the screen, with no question under way
	probe.watch, probe.heard, probe.journal = newList(j.flags), newHeard(), nil
	probe.named = targets{patterns: args[:1]}
	probe.named.watch(probe.watch, j.profiles, time.Now())
	ctx, cancel := untilSignal(ctx)
	defer cancel()
	limited, stop := withTimeout(ctx, probing)
	defer stop()
	listed := func() bool {
		return !slices.ContainsFunc(probe.watch.Watched(), func(watched *watch.Watched) bool {
			return watched.Kind == watch.WatchedAccount && watched.Looking() &&
				watched.Fault() == nil
		})
	}
	err := probe.drive(limited, pulse{done: listed})
	if err != nil && !errors.Is(err, timeoutError{}) {
		return err
	}
	question := "did you mean " + strings.Join(meant, " or ") + "?"
	switch none := probe.unmatched(); {
	case len(none) > 0:
		return fmt.Errorf("unknown command %s, and no export is called so: %s",
			quoted(args[0]), question)
	case !probe.watches():
		warn(j.streams, quoted(args[0])+" is no command, and is taken for an export's name; "+
			question)
	}
	return nil
}

// watches says whether an export is watched.
func (j *job) watches() bool {
	return slices.ContainsFunc(j.watch.Watched(), func(watched *watch.Watched) bool {
		return watched.Kind == watch.WatchedExport
	})
}
