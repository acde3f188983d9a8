package tui_test

import (
	"os"
	"reflect"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"exportwatch/model"
	"exportwatch/model/watch"
	"exportwatch/tui"
	"exportwatch/tui/detail"
)

// effect is where a key has something to do, and what that is if not a changed frame.
type effect struct {
	keys  []string // pressed before
	asks  bool     // it has AWS asked
	order tea.Msg  // what it orders of Bubble Tea
}

// effects is where each declared key is tried.
func effects() map[string]effect {
	down, inside := []string{"j", "j", "j"}, []string{"enter"}
	all := map[string]effect{
		"j": {}, "down": {}, "k": {keys: down}, "up": {keys: down},
		"g": {keys: down}, "home": {keys: down}, "G": {}, "end": {},
		"ctrl+n": {}, "ctrl+p": {keys: down},
		"pgdown": {}, "ctrl+d": {}, "pgup": {keys: down}, "ctrl+u": {keys: down},
		"ctrl+f": {}, "ctrl+b": {keys: down},
		"ctrl+e": {keys: []string{"enter", "7"}}, "ctrl+y": {keys: []string{"enter", "7", "G"}},
		"n": {}, "N": {},
		"enter": {}, "right": {}, "l": {}, "tab": {}, "shift+tab": {},
		"esc": {keys: inside}, "left": {keys: inside}, "h": {keys: inside},
		"1": {keys: []string{"2"}}, "[": {}, "]": {},
		"z": {}, "y": {}, "w": {keys: []string{"y", "n"}}, "p": {}, "?": {}, "space": {}, "c": {},
		"/": {}, "f": {}, "s": {}, "S": {},
		"r": {asks: true}, "R": {asks: true},
		"a": {}, "x": {}, "u": {keys: []string{"x"}}, "m": {}, "o": {},
		"ctrl+z": {order: tea.Suspend()}, "ctrl+l": {order: tea.ClearScreen()},
		"q": {order: tea.Quit()}, "ctrl+c": {order: tea.Quit()},
	}
	for tab := 2; tab <= detail.Tabs(); tab++ {
		all[strconv.Itoa(tab)] = effect{}
	}
	return all
}

// TestEveryKeyDoesSomething presses each declared key where it has something to do. The table holds
// the declared keys and no others.
func TestEveryKeyDoesSomething(t *testing.T) {
	t.Parallel()
	tried := effects()
	for _, name := range tui.KeyNames() {
		what, ok := tried[name]
		if !ok {
			t.Errorf("%s is declared, but nobody tries it", name)
			continue
		}
		delete(tried, name)
		if !what.happens(t, name) {
			t.Errorf("%s does nothing after %v", name, what.keys)
		}
	}
	for name := range tried {
		t.Errorf("%s is tried, but isn't declared", name)
	}
	if (effect{}).happens(t, "%") || (effect{asks: true}).happens(t, "%") {
		t.Error("a key that isn't declared does something")
	}
}

// happens says whether a key has the effect.
func (e effect) happens(t *testing.T, name string) bool {
	t.Helper()
	if e.order != nil { // where nothing else is ordered
		s := open(t, watching(t, empty(model.DeliverySuccess)), plain(), 80, 24)
		cmd := s.send(key(t, name))
		return cmd != nil && cmd() == e.order
	}
	s := openAt(t, organization().seen(t, 5*hour, 0), plain(), size{120, 36}, 0)
	s.now = s.now.Add(time.Second)
	s.press("%") // ends what is told of the time before
	s.press(e.keys...)
	before, asking := s.styled(), asked(s)
	s.press(name)
	if e.asks {
		return asked(s) > asking
	}
	return s.styled() != before
}

// asked counts the questions that were asked in the last hour.
func asked(s *screen) int {
	calls, _ := s.model.Watchlist().CallsLastHour(s.now)
	return calls
}

// TestKeysOverPages holds which keys move the pages over the panes.
func TestKeysOverPages(t *testing.T) {
	t.Parallel()
	for _, open := range [][]string{{"?"}, {"y"}, {"y", "t"}} {
		for _, keys := range [][]string{
			{"j"},
			{"down"},
			{"ctrl+n"},
			{"ctrl+e"},
			{"pgdown"},
			{"ctrl+d"},
			{"ctrl+f"},
			{"G"},
			{"end"},
			{"j", "j", "k", "g", "j"},
			{"G", "ctrl+p"},
			{"G", "ctrl+y"},
		} {
			s := openAt(t, organization().seen(t, 5*hour, 0), plain(), size{80, 12}, 0)
			s.press(open...)
			before := s.text()
			if s.press(keys...); s.text() == before {
				t.Errorf("%v does nothing after %v", keys, open)
			}
			if s.press("g"); s.text() != before {
				t.Errorf("g after %v %v doesn't lead to the beginning:\n%s", open, keys, s.text())
			}
		}
	}
}

// quits says whether a command leaves the program, alone or among others.
func quits(cmd tea.Cmd) bool {
	if cmd == nil {
		return false
	}
	if reflect.ValueOf(cmd).Pointer() == reflect.ValueOf(tea.Quit).Pointer() {
		return true
	}
	name := runtime.FuncForPC(reflect.ValueOf(cmd).Pointer()).Name()
	if !strings.Contains(name, "compactCmds") {
		return false // a timer, say
	}
	batch, _ := cmd().(tea.BatchMsg)
	return slices.ContainsFunc(batch, quits)
}

// TestLeaving holds that q and esc close the page that is open, that only q leaves the program where
// none is, and that ctrl+c leaves it everywhere.
func TestLeaving(t *testing.T) {
	t.Parallel()
	for _, keys := range [][]string{{"?"}, {"c"}, {"y"}, {"y", "n"}, {"z", "?"}, {"f", "c"}} {
		for _, name := range []string{"q", "esc"} {
			s := open(t, watching(t, mixed()...), plain(), 100, 30)
			page := keys[len(keys)-1]
			if page == "n" {
				page = "y"
			}
			before := keys[:slices.Index(keys, page)]
			s.press(before...)
			want := s.text()
			s.press(keys[len(before):]...)
			if quits(s.press(name)) || s.text() != want {
				t.Errorf("%s after %v doesn't close the page:\n%s", name, keys, s.text())
			}
		}
		s := open(t, watching(t, mixed()...), plain(), 100, 30)
		s.press(keys...)
		if !quits(s.press("ctrl+c")) {
			t.Errorf("ctrl+c after %v doesn't leave the program", keys)
		}
	}
	s := open(t, watching(t, mixed()...), plain(), 100, 30)
	for name, want := range map[string]bool{"q": true, "esc": false, "ctrl+c": true} {
		if quits(s.press(name)) != want {
			t.Errorf("%s leaves the program where no page is open: %t", name, !want)
		}
	}
}

// TestScrollByLine holds that the rows move under a cursor that stays in sight.
func TestScrollByLine(t *testing.T) {
	t.Parallel()
	s := open(t, watching(t, mixed()...), plain(), 80, 14)
	s.press("j", "j", "j")
	name, at := s.cursor(), lineOf(s, "▌")
	s.press("ctrl+e", "ctrl+e")
	if s.cursor() != name || lineOf(s, "▌") != at-2 {
		t.Errorf("two lines down, %s is on line %d, not %d:\n%s", s.cursor(), lineOf(s, "▌"),
			at-2, s.text())
	}
	s.press("ctrl+y")
	if s.cursor() != name || lineOf(s, "▌") != at-1 {
		t.Errorf("one line up, %s is on line %d:\n%s", s.cursor(), lineOf(s, "▌"), s.text())
	}
	for range 40 {
		if s.press("ctrl+e"); lineOf(s, "▌") < 2 {
			t.Fatalf("the cursor is out of sight:\n%s", s.text())
		}
	}
	s.row("carbon-monthly")
	for range 40 {
		s.press("ctrl+y")
	}
	s.row("NEEDS YOU")
}

// TestPagesSayWhereTheyAre holds that the help and what happened show which part is in sight.
func TestPagesSayWhereTheyAre(t *testing.T) {
	t.Parallel()
	s := openAt(t, organization().seen(t, 5*hour, 0), plain(), size{80, 12}, 0)
	s.press("?")
	s.row("─ lines 1-7 of ")
	s.press("G")
	last := regexp.MustCompile(`─ lines \d+-(\d+) of (\d+)`).FindStringSubmatch(s.text())
	if last == nil || last[1] != last[2] {
		t.Errorf("at the end it says %q", last)
	}
}

// bound are the keys that a text in backticks or blanks names.
func bound(shown string) []string {
	names := map[string]string{
		"↑": "up", "↓": "down", "←": "left", "→": "right", "pgdn": "pgdown",
	}
	var keys []string
	for name := range strings.FieldsSeq(strings.ReplaceAll(shown, "↑↓", "↑ ↓")) {
		if plain, ok := names[name]; ok {
			name = plain
		}
		if first, last, ok := strings.Cut(name, "-"); ok && len(first) == 1 && len(last) == 1 {
			for digit := first[0]; digit <= last[0]; digit++ {
				keys = append(keys, string(digit))
			}
			continue
		}
		keys = append(keys, name)
	}
	return keys
}

// TestReadmeListsKeys holds that the README's table has every declared key and no other.
func TestReadmeListsKeys(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(text), "\n## Keys\n")
	table, _, _ := strings.Cut(rest, "\n## ")
	var listed []string
	for line := range strings.SplitSeq(table, "\n") {
		cells := strings.Split(line, "|")
		for i := 1; i < len(cells); i += 2 {
			for _, quoted := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(cells[i], -1) {
				listed = append(listed, bound(quoted[1])...)
			}
		}
	}
	sameKeys(t, "the README", listed)
}

// TestHelpListsKeys holds the same of the help.
func TestHelpListsKeys(t *testing.T) {
	t.Parallel()
	s := open(t, watching(t, mixed()...), plain(), 60, 80)
	s.press("?")
	var listed []string
	inKeys := false
	for line := range strings.SplitSeq(s.text(), "\n") {
		switch head := strings.TrimSpace(line); {
		case slices.Contains([]string{"Move", "Detail", "Program", "List", "Watch"}, head):
			inKeys = true
		case strings.HasPrefix(head, "Since "), strings.HasPrefix(head, "Last hour"):
			inKeys = false
		case inKeys && head != "":
			const meaning = 18
			listed = append(listed, bound(string([]rune(line)[:meaning]))...)
		}
	}
	sameKeys(t, "the help", listed)
}

func sameKeys(t *testing.T, where string, listed []string) {
	t.Helper()
	declared := tui.KeyNames()
	for _, name := range declared {
		if !slices.Contains(listed, name) {
			t.Errorf("%s lacks %s", where, name)
		}
	}
	for i, name := range listed {
		if !slices.Contains(declared, name) {
			t.Errorf("%s lists %s, which isn't declared", where, name)
		}
		if slices.Contains(listed[:i], name) {
			t.Errorf("%s lists %s twice", where, name)
		}
	}
}

// footerOf returns the last line.
func footerOf(s *screen) string {
	lines := strings.Split(s.text(), "\n")
	return strings.TrimSpace(lines[len(lines)-1])
}

// TestFooterOffersWhatIsPossible holds the footer of each state, and that it names declared keys.
func TestFooterOffersWhatIsPossible(t *testing.T) {
	t.Parallel()
	const end = "   ? all keys   q quit"
	tabs := "1-" + strconv.Itoa(detail.Tabs()) + " [ ] tabs"
	pinned := func() *screen { return open(t, watching(t, settled()...), plain(), 120, 36) }
	failed := func() *screen { return open(t, watching(t, mixed()...), plain(), 120, 36) }
	followed := func() *screen {
		return openAt(t, organization().seen(t, 5*hour, 0), plain(), size{120, 36}, 0)
	}
	narrow := func() *screen { return open(t, watching(t, mixed()...), plain(), 80, 24) }
	for name, test := range map[string]struct {
		open func() *screen
		keys []string
		want string
	}{
		"all well": {
			pinned, nil,
			"↑↓ move   enter detail   / filter   y copy   p pause   r refresh   a add" + end,
		},
		"problems": {
			failed, nil,
			"↑↓ move   enter detail   n next problem   / filter   y copy   p pause   r refresh" +
				"   m mute" + end,
		},
		"folds": {
			followed, nil,
			"↑↓ move   enter detail   n next problem   / filter   y copy   space older runs" +
				"   p pause   a add" + end,
		},
		"another order": {
			failed,
			[]string{"s"},
			"↑↓ move   enter detail   n next problem   / filter   y copy   p pause   r refresh" +
				"   m mute" + end,
		},
		"no problem in sight": {
			failed,
			[]string{"f", "f"},
			"f running, 3 of 17   esc clear   ↑↓ move   enter detail   / filter   y copy" +
				"   p pause   a add" + end,
		},
		"nothing watched": {
			func() *screen { return open(t, watching(t), plain(), 120, 36) }, nil,
			"a add   p pause" + end,
		},
		"paused": {
			pinned,
			[]string{"p"},
			"↑↓ move   enter detail   p resume   / filter   y copy   r refresh   a add" + end,
		},
		"detail": {
			failed,
			[]string{"tab"},
			"↑↓ scroll   " + tabs + "   esc back to list   / search   z zoom   y copy   r refresh" +
				end,
		},
		"zoomed": {
			failed,
			[]string{"z"},
			"↑↓ scroll   " + tabs + "   z both panes   esc back to list   / search   y copy   r refresh" +
				end,
		},
		"narrow": {
			narrow,
			[]string{"enter"},
			"↑↓ scroll  " + tabs + "  esc back to list  / search  ? all keys  q quit",
		},
		"narrow and filtered": {
			narrow, typing("denied", "enter", "enter"),
			"/denied 1 of 17  ↑↓ scroll  " + tabs + "  esc back  y copy  ? all keys  q quit",
		},
		"narrow and paused": {
			narrow,
			[]string{"p"},
			"↑↓ move  enter detail  p resume  n next problem  / filter  ? all keys  q quit",
		},
		"narrow list": {
			narrow, nil, "↑↓ move  enter detail  n next problem  / filter  y copy  ? all keys  q quit",
		},
		"narrow folds": {
			func() *screen {
				return openAt(t, organization().seen(t, 5*hour, 0), plain(), size{80, 24}, 0)
			}, nil, "↑↓ move  enter detail  n next problem  / filter  y copy  ? all keys  q quit",
		},
		"help":    {failed, []string{"?"}, "↑↓ scroll   esc close   ctrl+c quit"},
		"changes": {failed, []string{"c"}, "↑↓ move   enter go to the export   esc close   ctrl+c quit"},
		"picker":  {failed, []string{"a"}, "↑↓ move   enter list them   esc close   ctrl+c quit"},
		"picker, runs": {
			followed,
			[]string{"a", "enter"},
			"↑↓ move   enter go to it   esc back   ctrl+c quit",
		},
		"menu": {
			failed,
			[]string{"y"},
			"↑↓ move   enter copy, or the letter   ? all keys   esc close",
		},
		"page": {
			failed,
			[]string{"y", "n"},
			"Sent to the terminal's clipboard, if it takes that. " +
				"Or select the text with the mouse. w to a file  esc closes",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := test.open()
			s.press(test.keys...)
			if got := footerOf(s); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

// The help shows the first account's name as an example, which may be as long as it likes.
func TestHelpOfALongProfile(t *testing.T) {
	t.Parallel()
	watchlist := watch.NewList(15*time.Second, 8)
	watchlist.Follow(strings.Repeat("日本", 40), nil, noon())
	watchlist.Follow("", nil, noon())
	s := open(t, watchlist, plain(), 49, 31)
	s.press("?")
	for range 20 {
		s.press("pgdown")
		if why := broken(s.styled(), 49, 31, false); why != "" {
			t.Fatal(why)
		}
	}
}
