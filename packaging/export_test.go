package main

import (
	"time"

	"exportwatch/cli"
)

// Pages are the man pages of all commands, by their files' names.
func Pages(version string, at time.Time) map[string]string {
	return pages(cli.Commands(), edition{version, at})
}

// Help is a help text as a man page has it.
func Help(text string) string { return help(text) }

// CutExitCodes is cutExitCodes, for tests.
func CutExitCodes(help string) (about, codes string) { return cutExitCodes(help) }
