package tui_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"exportwatch/model"
	"exportwatch/tui"
)

// otherKeys are keys that a configuration may give.
func otherKeys() map[string][]string {
	return map[string][]string{
		"help": {"f1"}, "copy": {"f7"}, "zoom": {"ctrl+t"}, "back-to-list": {"backspace", "left"},
		"filter": {"ctrl+f"}, "page-down": {"pgdown"}, "next-problem": {"."},
		"previous-problem": {","}, "next-state": {"F"}, "quit": {"ctrl+q"}, "leave": {"Q"},
		"pick-tab": {"alt+1", "alt+2", "alt+3", "alt+4", "alt+5"}, "pause": {"space"},
		"older-runs": {"o"},
	}
}

// Every action has a name of its own, and no name that two words could mean.
func TestActionsHaveNames(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, keyed := range tui.Actions() {
		if keyed.Action == "" || keyed.Action == "none" || seen[keyed.Action] {
			t.Errorf("%q does %q", keyed.Action, keyed.Does)
		}
		if keyed.Does == "" || len(keyed.Keys) == 0 {
			t.Errorf("%s lacks what it does, or keys: %+v", keyed.Action, keyed)
		}
		seen[keyed.Action] = true
	}
}

// Every usual key is spelled as a configured one must be, and is for one action alone.
func TestUsualKeysAreSpelledRight(t *testing.T) {
	t.Parallel()
	owner := map[string]string{}
	for _, keyed := range tui.Actions() {
		for _, name := range keyed.Keys {
			if spelled, want := tui.Spell(name); spelled != name || want != "" {
				t.Errorf("%s of %s: %q, %s", name, keyed.Action, spelled, want)
			}
			if owner[name] != "" {
				t.Errorf("%s asks for %s and %s", name, keyed.Action, owner[name])
			}
			owner[name] = keyed.Action
			if use := tui.OtherUse(keyed.Action, name); use != "" {
				t.Errorf("%s of %s: %s", name, keyed.Action, use)
			}
		}
	}
}

func TestSpell(t *testing.T) {
	t.Parallel()
	const how = "want a character"
	for name, want := range map[string]string{
		"a": "", "A": "", "?": "", "é": "", "日": "", "f5": "", "space": "", "ctrl+d": "", "alt+x": "",
		"alt+X": "", "shift+tab": "", "ctrl+up": "", "ctrl+alt+l": "", "ctrl+]": "", "alt+enter": "",
		"f21": how, "": how, "dd": how, "ctrl+": how, "ctrl+dd": how, "hyper+a": how,
		" ": "write it space", "\t": "no key types that alone", "\u200b": "no key types that alone",
		"<C-d>": "write it ctrl+d", "C-d": "write it ctrl+d", "^d": "write it ctrl+d",
		"Ctrl+D": "write it ctrl+d", "control-d": "write it ctrl+d", "<M-x>": "write it alt+x",
		"Return": "write it enter", "escape": "write it esc", "PageDown": "write it pgdown",
		"F5": "write it f5", "↑": "write it up", "ctrl+pgdn": "write it ctrl+pgdown",
		"alt+ctrl+l": "write it ctrl+alt+l", "ctrl+ctrl+l": "write it ctrl+l",
		"ctrl+i": "terminals send it as tab", "ctrl+m": "terminals send it as enter",
		"ctrl+[": "terminals send it as esc", "ctrl+h": "", "ctrl+@": "terminals send it as ctrl+space",
		"ctrl+ ": "write it ctrl+space", "ctrl+space": "", `ctrl+\`: "",
		"ctrl+1": "terminals send ctrl with letters only", "shift+a": "such as A",
		"ctrl+shift+a": "leave shift+ out",
	} {
		spelled, said := tui.Spell(name)
		right := want == "" && spelled == name && said == ""
		if !right && (want == "" || spelled != "" || !strings.Contains(said, want)) {
			t.Errorf("%q: %q, %q, want %q", name, spelled, said, want)
		}
	}
}

// With other keys the usual ones do nothing, and the others what those did: in a prompt, too.
func TestOtherKeys(t *testing.T) {
	t.Parallel()
	options := plain()
	options.Keys = otherKeys()
	s := open(t, watching(t, mixed()...), options, 120, 36)
	before := s.text()
	for _, name := range []string{"?", "y", "z", "/", "n", "f", "p", "3", "ctrl+d"} {
		if s.press(name); s.text() != before {
			t.Errorf("%s still does something:\n%s", name, s.text())
		}
	}
	for _, name := range []string{"q", "ctrl+c"} {
		if quits(s.press(name)) {
			t.Errorf("%s still quits", name)
		}
	}
	s.press("ctrl+f", "%", "enter")
	if !strings.Contains(s.text(), "backspace shows them.") {
		t.Errorf("no hint how rows come back:\n%s", s.text())
	}
	s.press("backspace")
	if s.press("esc"); strings.Contains(s.text(), "shows them") {
		t.Errorf("backspace doesn't end the filter:\n%s", s.text())
	}
	s.press("ctrl+f")
	if !quits(s.press("ctrl+q")) {
		t.Error("ctrl+q doesn't quit while a prompt is open")
	}
	if !strings.Contains(s.text(), "esc clear") {
		t.Errorf("the prompt's own keys aren't named:\n%s", s.text())
	}
	s.press("esc")
	if !quits(s.press("Q")) {
		t.Error("Q doesn't leave")
	}
}

// No usual key that has another use now is named anywhere, on any page.
func TestOtherKeysAreNamed(t *testing.T) {
	t.Parallel()
	options := plain()
	options.Keys = otherKeys()
	for _, keys := range [][]string{
		{},
		{"f1"},
		{"f7"},
		{"f7", "n"},
		{"alt+2"},
		{"alt+4"},
		{"alt+5"},
		{"enter"},
		{"c"},
		{"F"},
		{"enter", "ctrl+f", "e", "enter"},
		{"ctrl+f", "%", "enter"},
		{"space"},
	} {
		s := open(t, watching(t, append(mixed(), refused(model.FaultDenied))...), options, 200, 50)
		s.press(keys...)
		for word := range strings.FieldsSeq(s.text()) {
			if slices.Contains([]string{"yp", "ys", "yJ", "yl", "yc", "?", "z", "ctrl+c"}, word) {
				t.Errorf("after %v it names %s:\n%s", keys, word, s.text())
			}
		}
		for _, gone := range []string{"esc close", "esc shows", "esc clear", "n N", "space older"} {
			if strings.Contains(s.text(), gone) {
				t.Errorf("after %v it says %q:\n%s", keys, gone, s.text())
			}
		}
	}
}

// CONTRIBUTING names the table in which a new action gets its name.
func TestContributingNamesActions(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../CONTRIBUTING.md")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), "`tui/actions.go`") {
		t.Error("CONTRIBUTING.md doesn't name tui/actions.go")
	}
}
