package tui_test

import (
	"strings"
	"testing"
)

// TestServedScreen has what a viewer of a service can't do left out, and nothing called AWS's that the
// service answered.
func TestServedScreen(t *testing.T) {
	t.Parallel()
	options := plain()
	options.Files, options.Served = nil, true
	s := openAt(t, organization().seen(t, 5*hour, 0), options, size{120, 60}, 0)
	s.press("?")
	for _, absent := range []string{"to the shell", "to a file", "calls to AWS", "requests to S3"} {
		if strings.Contains(s.text(), absent) {
			t.Errorf("the help says %q:\n%s", absent, s.text())
		}
	}
	if !strings.Contains(s.text(), "questions to the service") {
		t.Errorf("the help:\n%s", s.text())
	}
	s.press("esc", "y", "t")
	was := s.text()
	s.press("w", "ctrl+z")
	if s.text() != was || strings.Contains(was, "to a file") {
		t.Errorf("a copied text:\n%s", s.text())
	}
}
