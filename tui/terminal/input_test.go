package terminal_test

import (
	"testing"

	"exportwatch/tui/terminal"
)

func TestSplitFindsKeysThatLackTheirEnd(t *testing.T) {
	t.Parallel()
	for keys, want := range map[string]bool{
		"":                            false,
		"j":                           false,
		"\x1b":                        true,
		"\x1bj":                       false,
		"\x1b[":                       true,
		"\x1b[1;5":                    true,
		"\x1b[B":                      false,
		"\x1b[1;5B":                   false,
		"\x1b[B\x1b":                  true,
		"\x1bO":                       true,
		"\x1bOP":                      false,
		"\x1b]11;rgb:0000/00":         true,
		"\x1b]11;rgb:00/00/00\a":      false,
		"\x1b]11;rgb:00/00/00\x1b":    true,
		"\x1b]11;rgb:00/00/00\x1b\\":  false,
		"\x1b]11;rgb:00/00/00\x1b\\j": false,
		"\x1bP1$r":                    true,
		"\x1bP1$r\x1b\\":              false,
		"\xc3":                        true,
		"\xc3\xa9":                    false,
		"a\xe2\x82":                   true,
	} {
		if got := terminal.Split([]byte(keys)); got != want {
			t.Errorf("%q: got %v, want %v", keys, got, want)
		}
	}
}
