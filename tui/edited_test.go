package tui_test

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
)

// watcher opens the screen over the single account, at a size.
func watcher(t *testing.T, size size) *screen {
	t.Helper()
	s := openAt(t, single().seen(t, 5*hour, 0), plain(), size, 0)
	s.now = s.now.Add(time.Second)
	s.send(nil)
	return s
}

// footer is the last line.
func (s *screen) footer() string {
	lines := strings.Split(s.text(), "\n")
	return strings.TrimSpace(lines[len(lines)-1])
}

func (s *screen) wantCursor(want string) {
	s.tb.Helper()
	if got := strings.TrimSuffix(s.cursor(), "…"); !strings.HasPrefix(want, got) {
		s.tb.Errorf("the cursor is on %s, want %s:\n%s", got, want, s.text())
	}
}

// TestRemovedRowsLeaveTheCursorToTheirNeighbour wherever it is when the key comes.
func TestRemovedRowsLeaveTheCursorToTheirNeighbour(t *testing.T) {
	t.Parallel()
	for _, size := range []size{{120, 36}, {80, 24}, {40, 12}} {
		for name, test := range map[string]struct {
			keys        []string
			gone, after string
		}{
			"the first":        {nil, "cur2-daily", "cur2-resources"},
			"one between":      {[]string{"j"}, "cur2-resources", "cur2-hourly"},
			"the last":         {[]string{"G"}, "carbon-monthly", "recommendations"},
			"from the detail":  {[]string{"j", "enter"}, "cur2-resources", "cur2-hourly"},
			"from the zoom":    {[]string{"j", "z"}, "cur2-resources", "cur2-hourly"},
			"under a filter":   {typing("cur2", "enter", "j"), "cur2-resources", "cur2-hourly"},
			"the only match":   {typing("recomm", "enter"), "recommendations", ""},
			"by name":          {[]string{"s", "g"}, "carbon-monthly", "cur2-daily"},
			"among older runs": {[]string{"space", "j"}, "cur2-daily", "cur2-resources"},
		} {
			s := watcher(t, size)
			s.press(test.keys...)
			s.press("x")
			if !strings.HasPrefix(s.footer(), "Removed "+test.gone+". u undoes") {
				t.Errorf("%v, %s: no notice:\n%s", size, name, s.text())
			}
			if test.after != "" {
				s.wantCursor(test.after)
			} else if !strings.Contains(s.text(), "NO MATCH") {
				t.Errorf("%v, %s: the filter is gone:\n%s", size, name, s.text())
			}
			s.press("u")
			s.wantCursor(test.gone)
			if got := s.footer(); !strings.HasPrefix(got, test.gone+" is back.") {
				t.Errorf("%v, %s: after u the footer is %q", size, name, got)
			}
			if s.press("u"); !strings.HasPrefix(s.footer(), "There is nothing to undo.") {
				t.Errorf("%v, %s: something else was undone: %q", size, name, s.footer())
			}
		}
	}
}

func TestTheLastRowGoesAndComesBack(t *testing.T) {
	t.Parallel()
	s := watcher(t, size{120, 36})
	for range 6 {
		s.press("x")
	}
	for _, text := range []string{"nothing is watched", "NOTHING IS WATCHED", "a adds", "u brings back"} {
		s.row(text)
	}
	for _, key := range []string{"x", "m", "enter", "j", "y", "space"} {
		s.press(key) // nothing to do
	}
	for range 6 {
		s.press("u")
	}
	s.wantCursor("cur2-daily")
	if rows := len(names(s)); rows != 6 {
		t.Errorf("%d rows came back:\n%s", rows, s.text())
	}
}

func TestNoticesPass(t *testing.T) {
	t.Parallel()
	s := watcher(t, size{80, 24})
	usual := s.footer()
	s.press("x")
	s.now = s.now.Add(14 * time.Second)
	s.send(nil)
	s.row("Removed cur2-daily.")
	s.now = s.now.Add(2 * time.Second)
	s.resize(80, 24)
	if s.footer() != usual {
		t.Errorf("the footer is %q", s.footer())
	}
	s.press("u", "j")
	if s.footer() != usual {
		t.Errorf("after another key the footer is %q", s.footer())
	}
}

// TestMutedRowsGoQuiet at once, keep their place for a while, and ring no more.
func TestMutedRowsGoQuiet(t *testing.T) {
	t.Parallel()
	s := watcher(t, size{80, 24})
	s.press("m")
	s.row("▌∅ cur2-daily")
	s.row("NEEDS YOU 2")
	s.row("∅ 1 muted")
	s.row("Muted cur2-daily until its next change. u undoes")
	if strings.Contains(s.text(), "✗ 1 failed") {
		t.Errorf("it is counted still:\n%s", s.text())
	}
	s.now = s.now.Add(3 * time.Second)
	s.send(nil)
	s.row("NEEDS YOU 1")
	s.wantCursor("cur2-daily")
	s.press("m")
	s.row("cur2-daily is no longer muted. u undoes")
	s.row("✗ 1 failed")
	s.press("u")
	s.row("cur2-daily is muted again.")
	s.press("u", "u")
	if strings.Contains(s.text(), "∅") {
		t.Errorf("it is muted still:\n%s", s.text())
	}
	if title := s.model.View().WindowTitle; !strings.HasPrefix(title, "✗1 ") {
		t.Errorf("the title is %q", title)
	}
}

func TestMutingWhatIsNotKnown(t *testing.T) {
	t.Parallel()
	s := open(t, watching(t, run{export: "cur2-daily", account: amer}), plain(), 80, 24)
	s.press("m")
	s.row("Nothing is known of cur2-daily yet.")
}

// TestPickerAdds by every way there is.
func TestPickerAdds(t *testing.T) {
	t.Parallel()
	arn := run{export: "focus-2-0", account: amer}.ref(1).ExportARN
	for name, test := range map[string]struct {
		keys          []string
		paste         string
		notice, chose string
	}{
		"an export": {
			keys:   append(letters("chargeb"), "enter", "enter"),
			notice: "Added cur2-chargeback.",
			chose:  "cur2-chargeback",
		},
		"an ARN": {
			paste:  " " + arn + "\n",
			keys:   []string{"enter"},
			notice: "Added focus-2-0.",
			chose:  "focus-2-0",
		},
		"a run by ARN": {
			paste:  arn + "#0a1b",
			keys:   []string{"enter"},
			notice: "Added focus-2-0.",
			chose:  "focus-2-0",
		},
		"what is watched": {
			keys:   append(letters("cur2-split"), "enter", "enter"),
			notice: "cur2-split-cost is watched already.",
			chose:  "cur2-split-cost",
		},
		"nothing, by esc": {
			keys:  []string{"j", "esc"},
			chose: "cur2-daily",
		},
		"nothing, back twice": {
			keys:  append(letters("chargeb"), "enter", "esc", "esc"),
			chose: "cur2-daily",
		},
		"nothing that is no target": {
			paste: arn + "#",
			keys:  []string{"enter", "esc"},
			chose: "cur2-daily",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			aws := narrowed()
			aws.patterns = []string{"cur2-daily", "cur2-split*"}
			s := openAt(t, aws.seen(t, 5*hour, 0), plain(), size{80, 24}, 0)
			s.now = s.now.Add(time.Second)
			s.press("a")
			if test.paste != "" {
				s.send(tea.PasteMsg{Content: test.paste})
			}
			s.press(test.keys...)
			if !strings.HasPrefix(s.footer(), test.notice) {
				t.Errorf("the notice isn't %q:\n%s", test.notice, s.text())
			}
			s.wantCursor(test.chose)
			if strings.HasPrefix(test.notice, "Added") {
				s.press("u")
				if strings.Contains(s.text(), "▌! "+test.chose) ||
					!strings.HasPrefix(s.footer(), "Took back "+test.chose) {
					t.Errorf("it isn't undone:\n%s", s.text())
				}
			}
		})
	}
}

func TestPickerPins(t *testing.T) {
	t.Parallel()
	s := watcher(t, size{80, 24})
	s.press("a")
	s.press(letters("daily")...)
	s.press("enter", "down", "down", "enter")
	s.row("Added cur2-daily. u undoes")
	pins := 0
	for _, name := range names(s) {
		if name == "cur2-daily" {
			pins++
		}
	}
	if pins != 2 {
		t.Errorf("%d rows are about the export, want it and a run of it:\n%s", pins, s.text())
	}
	s.press("a")
	s.press(letters("daily")...)
	s.press("enter")
	if got := strings.Count(s.text(), "watched"); got != 2 {
		t.Errorf("%d lines are watched, want the export and the run:\n%s", got, s.text())
	}
	s.press("esc")
	s.row("> daily_")
	s.wantPick("cur2-daily")
}

// wantPick holds what is under the picker's cursor.
func (s *screen) wantPick(want string) {
	s.tb.Helper()
	if row := s.row("▌"); !strings.HasPrefix(strings.TrimPrefix(row, "▌"), want) {
		s.tb.Errorf("the cursor is on %q, want %s", row, want)
	}
}

// TestPickerMoves holds that the cursor moves, stays on what it is about, and in sight.
func TestPickerMoves(t *testing.T) {
	t.Parallel()
	s := openAt(t, organization().seen(t, 5*hour, 0), plain(), size{80, 14}, 0)
	s.press("a")
	first := s.row("▌")
	s.press("up")
	if s.row("▌") != first {
		t.Error("up from the first line leads elsewhere")
	}
	for range 40 {
		s.press("pgdown")
		s.row("▌")
	}
	last := s.row("▌")
	if s.press("down"); s.row("▌") != last {
		t.Error("down from the last line leads elsewhere")
	}
	s.press("ctrl+p", "ctrl+n")
	if s.row("▌") != last {
		t.Error("ctrl+p and ctrl+n don't lead back")
	}
	s.press(letters("emea")...)
	for line := range strings.SplitSeq(s.text(), "\n") {
		if strings.Contains(line, "amer") {
			t.Errorf("%q doesn't hold what was typed", line)
		}
	}
}

// TestPickerAsksAgain for the exports of an account that refuses to list them.
func TestPickerAsksAgain(t *testing.T) {
	t.Parallel()
	s := openAt(t, firstAnswers().seen(t, 5*hour, 0), plain(), size{80, 24}, 0)
	s.press("a")
	s.press(letters("not listed")...)
	s.row("not listed: ")
	if !strings.Contains(s.footer(), "enter ask again") {
		t.Errorf("the footer is %q", s.footer())
	}
	before := asked(s)
	if s.press("enter"); asked(s) != before+1 {
		t.Errorf("%d questions were asked, want one", asked(s)-before)
	}
}
