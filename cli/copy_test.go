package cli_test

import (
	"encoding/base64"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// copied returns what the program sent to the terminal's clipboard.
func (s *stage) copied() []string {
	s.t.Helper()
	s.mu.Lock()
	stream := s.stream.String()
	s.mu.Unlock()
	var texts []string
	for _, found := range regexp.MustCompile("\x1b]52;c;([^\a]*)\a").FindAllStringSubmatch(stream, -1) {
		text, err := base64.StdEncoding.DecodeString(found[1])
		if err != nil {
			s.t.Errorf("%q is no base64: %v", found[1], err)
		}
		texts = append(texts, string(text))
	}
	return texts
}

// TestCopiesThroughTheTerminal presses the copy keys on the real screen: what arrives at the
// terminal's clipboard is what the page shows.
func TestCopiesThroughTheTerminal(t *testing.T) {
	for name, args := range map[string][]string{
		"painter": {"--demo"}, "stock": {"--demo", "--stock-renderer"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Setenv("TERM", "xterm-256color")
			t.Setenv("TMUX", "")
			t.Setenv("STY", "")
			synctest.Test(t, func(t *testing.T) {
				s := play(t, nil, 120, 36, args...)
				s.at(2*time.Second + 50*time.Millisecond)
				s.press("y", "n")
				s.at(5 * time.Second) // the stock renderer takes its time
				s.has("cur2-daily\n", "Sent to the terminal's clipboard, if it takes that.")
				s.press("y", "s")
				s.at(9 * time.Second)
				shown := s.lines()
				s.press("\x1b")
				s.at(11 * time.Second)
				s.has("NEEDS YOU")
				texts := s.copied()
				if len(texts) != 2 || texts[0] != "cur2-daily" ||
					!strings.HasPrefix(texts[1], "SELECT ") {
					t.Fatalf("sent %q", texts)
				}
				page := strings.Join(shown[:len(shown)-1], "")
				if squeeze(page) != squeeze(texts[1]) {
					t.Errorf("the page shows\n%s\nof\n%s", page, texts[1])
				}
				if code, _ := s.leave(); code != 0 {
					t.Errorf("exit code %d", code)
				}
			})
		})
	}
}

// squeeze leaves blanks out, which a row can't show at its end.
func squeeze(text string) string { return strings.Join(strings.Fields(text), "") }
