package tui_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"exportwatch/model"
)

// letters returns the keys that type a text.
func letters(text string) []string {
	keys := strings.Split(text, "")
	for i, key := range keys {
		if key == " " {
			keys[i] = "space"
		}
	}
	return keys
}

// typing returns the keys that open a prompt and type a text.
func typing(text string, then ...string) []string {
	return slices.Concat([]string{"/"}, letters(text), then)
}

// names returns what the list's rows are about, from top to bottom; it must all be in sight.
func names(s *screen) []string {
	var found []string
	_, rows, _ := strings.Cut(s.text(), "\n") // under the verdict
	for line := range strings.SplitSeq(rows, "\n") {
		line, _, _ = strings.Cut(line, "│")
		fields := strings.Fields(strings.TrimPrefix(line, "▌"))
		if len(fields) > 2 && strings.Contains("✗!►✓·", fields[0]) && fields[1] != "payer-apac:" {
			found = append(found, fields[1])
		}
	}
	return found
}

// TestFilterFinds holds by what a row is found, in a list of one account and in one of several.
func TestFilterFinds(t *testing.T) {
	t.Parallel()
	s := open(t, watching(t, mixed()...), plain(), 120, 36)
	for text, want := range map[string][]string{
		"cur2-da":                               {"cur2-daily"},
		"DELIVERY FAILED":                       {"cur2-daily"},
		"query_in_pr":                           {"cur2-hourly"},
		"insuff":                                {"cur2-daily"},
		"paused":                                {"cur2-resources"},
		"denied":                                {"finance-focus"},
		"carbon " + emea:                        {"carbon-monthly"},
		"acme-cur-222222222222 us-east-1 daily": {"cur2-daily"},
		"hourly !deliver !queued !nothing-else": {"cur2-hourly"},
	} {
		s.press(typing(text)...)
		if got := names(s); !slices.Equal(got, want) {
			t.Errorf("%q shows %v, want %v:\n%s", text, got, want, s.text())
		}
		s.row(fmt.Sprintf("%d of 17", len(want)))
		s.press("esc")
	}
	s = open(t, organization().seen(t, 5*hour, 0), plain(), 120, 36)
	all := len(names(s))
	for _, text := range []string{"payer-amer", "overdue"} {
		s.press(typing(text)...)
		if got := len(names(s)); got == 0 || got == all {
			t.Errorf("%q shows %d of %d:\n%s", text, got, all, s.text())
		}
		s.press("esc")
	}
}

// TestFilterNarrowsLive follows the rows key by key, and the verdict line, which counts all.
func TestFilterNarrowsLive(t *testing.T) {
	t.Parallel()
	for _, size := range []size{{80, 24}, {120, 36}, {40, 12}} {
		s := open(t, watching(t, mixed()...), plain(), size.width, size.height)
		verdict, _, _ := strings.Cut(s.text(), "\n")
		before := 17
		for i, key := range append([]string{"/"}, letters("cur2-h !4444")...) {
			s.press(key)
			if got, _, _ := strings.Cut(s.text(), "\n"); got != verdict {
				t.Errorf("%v: the verdict became %q", size, got)
			}
			var now, all int
			lines := strings.Split(s.text(), "\n")
			_, hint, _ := strings.Cut(lines[len(lines)-1], "_ ")
			if _, err := fmt.Sscanf(hint, "%d of %d", &now, &all); err != nil {
				t.Fatalf("%v, key %d: %v:\n%s", size, i, err, s.text())
			}
			if i > 0 && i < 8 && now > before || all != 17 {
				t.Errorf("%v, key %d: %d of %d after %d", size, i, now, all, before)
			}
			before = now
		}
		s.press("enter")
		s.row("/cur2-h")
		s.row("2 of 17")
	}
}

// TestCursorComesBack holds that the cursor stays on its subject, stands near it while a filter
// hides it, and comes back; and that it stays where somebody put it meanwhile.
func TestCursorComesBack(t *testing.T) {
	t.Parallel()
	fresh := func() *screen {
		s := open(t, watching(t, mixed()...), plain(), 120, 36)
		for s.cursor() != "cid-cur2" {
			s.press("j")
		}
		return s
	}
	s := fresh()
	s.press(typing("cur2")...)
	if s.cursor() != "cid-cur2" {
		t.Errorf("the cursor went to %s although its row is shown", s.cursor())
	}
	s.press("-")
	near := s.cursor()
	if near != "cur2-chargeba…" {
		t.Errorf("the nearest row is %s, want cur2-chargeback:\n%s", near, s.text())
	}
	s.press("z")
	if strings.Contains(s.text(), "▌") {
		t.Errorf("there is a cursor on nothing:\n%s", s.text())
	}
	s.press("backspace")
	if s.cursor() != near {
		t.Errorf("after nothing matched, the cursor is on %s", s.cursor())
	}
	for _, name := range []string{"esc", "backspace"} {
		if s.press(name); s.cursor() != "cid-cur2" {
			t.Errorf("after %s the cursor is on %s", name, s.cursor())
		}
		s.press("esc")
		s.press(typing("cur2-")...)
	}
	s.press("down")
	chosen := s.cursor()
	if s.press("esc"); chosen == near || s.cursor() != chosen {
		t.Errorf("the cursor was put on %s and is on %s", chosen, s.cursor())
	}
	s = fresh()
	s.press("f")
	if s.cursor() == "cid-cur2" {
		t.Errorf("f hides nothing:\n%s", s.text())
	}
	if s.press("f", "f"); s.cursor() != "cid-cur2" {
		t.Errorf("after f went round, the cursor is on %s", s.cursor())
	}
}

// TestPromptTakesTheKeys holds that a prompt gets all that can be printed, and that the keys which
// end and move do so.
func TestPromptTakesTheKeys(t *testing.T) {
	t.Parallel()
	for _, place := range [][]string{{"/"}, {"enter", "/"}} {
		s := open(t, watching(t, mixed()...), plain(), 120, 36)
		s.press(place...)
		const text = "q?1 fsSzcprR[]{}yx#/nN"
		s.press(letters(text)...)
		s.row("/" + text + "_")
		for name, want := range map[string]tea.Msg{
			"ctrl+c": tea.Quit(), "ctrl+z": tea.Suspend(), "ctrl+l": tea.ClearScreen(),
		} {
			if cmd := s.press(name); cmd == nil || cmd() != want {
				t.Errorf("%s in a prompt doesn't order %T", name, want)
			}
		}
		s.row("/" + text + "_")
		s.press("tab", "ctrl+v", "ctrl+w", "home", "q", "end", "backspace", "ctrl+u")
		s.row("/_")
		s.press(letters("daily")...)
		s.press("left", "left")
		s.row("/daily")
		s.press("X")
		s.row("/daiXly")
		if s.press("enter"); lineOf(s, "_  ") >= 0 {
			t.Errorf("enter didn't end typing:\n%s", s.text())
		}
	}
	s := open(t, watching(t, mixed()...), plain(), 120, 36)
	s.press("/")
	first := s.cursor()
	s.press("down", "down", "pgdown", "up", "pgup")
	if s.press("down"); s.cursor() == first {
		t.Error("arrows don't move in the list while a filter is typed")
	}
}

// TestPaste holds that what is pasted into a prompt is made one clean line, and ignored elsewhere.
func TestPaste(t *testing.T) {
	t.Parallel()
	s := open(t, watching(t, mixed()...), plain(), 80, 24)
	before := s.text()
	s.send(tea.PasteMsg{Content: "q\nq"})
	if s.text() != before {
		t.Errorf("a paste without a prompt did something:\n%s", s.text())
	}
	s.press("/")
	s.send(tea.PasteMsg{Content: "cur2\r\n\x1b[2Jdaily\tx"})
	s.row("/cur2  [2Jdaily x_")
	s.press("ctrl+u")
	for _, text := range append(poisons(), strings.Repeat("日", 1000)) {
		s.send(tea.PasteMsg{Content: text})
		if why := broken(s.styled(), 80, 24, false); why != "" {
			t.Errorf("%q: %s", text, why)
		}
		s.press("home", "right", "x", "end", "left", "backspace", "ctrl+w")
		if why := broken(s.styled(), 80, 24, false); why != "" {
			t.Errorf("%q, edited: %s", text, why)
		}
		s.press("end", "ctrl+u")
	}
}

// TestFilterIsAlwaysSeen holds that a kept filter and how to clear it stand on every screen with a
// list, whatever its length, and the filter itself on every smaller one of two lines.
func TestFilterIsAlwaysSeen(t *testing.T) {
	t.Parallel()
	for i, text := range []string{"cur2", strings.Repeat("long", 40), "cur2"} {
		s := open(t, watching(t, mixed()...), plain(), 80, 24)
		s.press(typing(text, "enter")...)
		if i == 2 {
			s.press("f")
		}
		for _, size := range []size{{40, 10}, {59, 14}, {80, 24}, {99, 10}, {100, 30}, {250, 80}} {
			s.resize(size.width, size.height)
			for _, want := range []string{" /" + text[:2], " of 17", "esc clear"} {
				if size.width < 50 && want == "esc clear" {
					continue
				}
				s.row(want)
			}
		}
		s.resize(80, 24)
		if s.press("enter"); i != 1 {
			s.row(" of 17")
			s.press("esc")
		}
		s.resize(20, 2)
		s.row(" of 17")
	}
}

// TestNothingToEnter holds that no key leads into a detail while the filter hides every row.
func TestNothingToEnter(t *testing.T) {
	t.Parallel()
	for _, size := range []size{{40, 12}, {80, 24}, {120, 36}} {
		s := open(t, watching(t, mixed()...), plain(), size.width, size.height)
		s.press(typing("zzz", "enter")...)
		want := s.text()
		for _, name := range []string{"enter", "right", "l", "tab", "z", "space", "y", "n", "j"} {
			if s.press(name); s.text() != want {
				t.Errorf("%v: %s leads to\n%s", size, name, s.text())
			}
		}
		s.press("esc")
		s.row("cur2-daily")
	}
}

// TestEscapeClearsFirst holds the order in which esc ends things.
func TestEscapeClearsFirst(t *testing.T) {
	t.Parallel()
	s := open(t, watching(t, mixed()...), plain(), 120, 36)
	list := s.text()
	s.press(typing("cur2", "enter", "f")...)
	kept := s.text()
	s.press("enter")
	s.press(typing("aws", "enter")...)
	s.row("match 1 of")
	s.press("esc")
	if strings.Contains(s.text(), "match") || !strings.Contains(s.text(), "back to list") {
		t.Errorf("esc didn't end the search first:\n%s", s.text())
	}
	if s.press("esc"); s.text() != kept {
		t.Errorf("esc didn't lead back to the filtered list:\n%s", s.text())
	}
	if s.press("h", "left"); s.text() != kept {
		t.Errorf("h cleared the filter:\n%s", s.text())
	}
	if s.press("esc"); s.text() != list {
		t.Errorf("esc didn't clear the filter:\n%s", s.text())
	}
}

// TestStateFilter holds what f shows.
func TestStateFilter(t *testing.T) {
	t.Parallel()
	s := open(t, organization().seen(t, 5*hour, 0), plain(), 120, 36)
	all := names(s)
	s.press("f")
	s.row("f needs you, ")
	needs := names(s)
	s.press("f")
	s.row("f running, ")
	under := names(s)
	if len(needs) == 0 || len(needs) >= len(all) || len(under) == 0 || len(under) >= len(all) {
		t.Errorf("of %v need you %v, run %v", all, needs, under)
	}
	s.row("slow") // it needs somebody, and runs
	if s.press("f"); !slices.Equal(names(s), all) {
		t.Errorf("f doesn't come round:\n%s", s.text())
	}
}

// TestOrders holds the head and the rows of each order.
func TestOrders(t *testing.T) {
	t.Parallel()
	never := delivered("aaa-new", apac, minute, minute)
	never.looks[0].status = model.QueryInProcess
	runs := []run{
		delivered("b", emea, minute, 3*hour), delivered("c", amer, hour, 2*hour),
		delivered("B", amer, 9*hour, hour), never,
	}
	s := open(t, watching(t, runs...), plain(), 120, 36)
	byAttention := names(s)
	for _, step := range []struct {
		key, head string
		want      []string
	}{
		{"s", "BY NAME 4", []string{"aaa-new", "B", "b", "c"}},
		{"S", "BY NAME, Z-A 4", []string{"c", "b", "B", "aaa-new"}},
		{"s", "BY NEWEST RUN 4", []string{"aaa-new", "c", "b", "B"}},
		{"S", "BY OLDEST RUN 4", []string{"B", "b", "c", "aaa-new"}},
		{"s", "BY OLDEST END 4", []string{"b", "c", "B", "aaa-new"}},
		{"S", "BY NEWEST END 4", []string{"aaa-new", "B", "c", "b"}},
		{"s", "BY ACCOUNT 4", nil},
		{"S", "BY ACCOUNT, Z-A 4", nil},
		{"s", "RUNNING 1", byAttention},
		{"S", "RUNNING 1", []string{"b", "c", "B", "aaa-new"}},
	} {
		before := s.cursor()
		s.press(step.key)
		s.row(step.head)
		if got := names(s); step.want != nil && !slices.Equal(got, step.want) {
			t.Errorf("%s shows %v, want %v:\n%s", step.head, got, step.want, s.text())
		}
		if s.cursor() != before {
			t.Errorf("%s: the cursor went from %s to %s", step.head, before, s.cursor())
		}
		s.row("STATUS")
	}
}

// TestWhatIsReadStays holds that a filter hides no row whose detail is being read, and takes it
// away once the list has the keys again.
func TestWhatIsReadStays(t *testing.T) {
	t.Parallel()
	runs := mixed()
	watchlist := watching(t, runs...)
	s := open(t, watchlist, plain(), 120, 36)
	s.press("p", "f", "f")
	for !strings.Contains(s.row("▌"), "Querying") {
		s.press("j")
	}
	s.press("enter")
	s.now = s.now.Add(time.Minute)
	told(s, watchlist, runs[1], 1, look{status: model.DeliverySuccess, since: time.Second})
	if got := s.row("▌"); !strings.Contains(got, "Delivered") {
		t.Errorf("the cursor's row is %q:\n%s", got, s.text())
	}
	s.press("esc")
	s.now = s.now.Add(time.Minute)
	told(s, watchlist, runs[2], 2, look{status: model.DeliveryInProcess, since: time.Second})
	if got := s.row("▌"); strings.Contains(got, "Delivered") {
		t.Errorf("the row that isn't read any more is still shown: %q", got)
	}
}

// TestOrderedRowsHoldStill holds that in another order too rows change their place two seconds
// after the last key at the soonest, and that the key for the order moves them at once.
func TestOrderedRowsHoldStill(t *testing.T) {
	t.Parallel()
	runs := mixed()
	watchlist := watching(t, runs...)
	s := open(t, watchlist, plain(), 120, 36)
	s.press("p", "s", "s", "s", "S")
	s.row("BY NEWEST END 17")
	before := names(s)
	s.now = s.now.Add(time.Second)
	told(s, watchlist, runs[0], 0, look{status: model.DeliverySuccess, since: time.Second})
	if now := names(s); !slices.Equal(now, before) {
		t.Errorf("rows moved under the finger:\n%v\n%v", before, now)
	}
	s.row("✓ cur2-daily")
	s.now = s.now.Add(time.Second)
	s.send(nil)
	if now := names(s); slices.Equal(now, before) {
		t.Errorf("rows didn't move after two seconds:\n%v", now)
	}
}

// TestPromptIsSeenWhereNothingElseIs holds that a prompt stands even where there is no room for
// panes.
func TestPromptIsSeenWhereNothingElseIs(t *testing.T) {
	t.Parallel()
	s := open(t, watching(t, mixed()...), plain(), 20, 3)
	s.press(typing("cur2")...)
	s.row("/cur2_")
	s.press("enter")
	s.row("/cu… 8 of 17")
}

// TestPromptRecalls holds that ↑ in an empty prompt brings back what was last typed into it, kept or
// not, for the list and the detail apart.
func TestPromptRecalls(t *testing.T) {
	t.Parallel()
	s := open(t, watching(t, mixed()...), plain(), 120, 36)
	s.press("/")
	if s.press("up"); !strings.Contains(footerOf(s), "/_") {
		t.Errorf("something is recalled before anything was typed: %q", footerOf(s))
	}
	s.press("f", "o", "c", "u", "s", "esc", "/", "up")
	if !strings.Contains(footerOf(s), "/focus_") || lineOf(s, "recommendations") >= 0 {
		t.Errorf("↑ doesn't bring the filter back:\n%s", s.text())
	}
	at := lineOf(s, "▌")
	if s.press("down", "up"); lineOf(s, "▌") != at || !strings.Contains(footerOf(s), "/focus_") {
		t.Errorf("↑ doesn't move where something is typed:\n%s", s.text())
	}
	s.press("enter", "esc", "enter", "/")
	if s.press("up"); strings.Contains(footerOf(s), "focus") {
		t.Errorf("the search recalls the filter: %q", footerOf(s))
	}
	s.press("d", "a", "t", "a", "enter", "/", "up")
	if !strings.Contains(footerOf(s), "/data_") {
		t.Errorf("↑ doesn't bring the search back: %q", footerOf(s))
	}
}

// TestReadingKeepsTheRow holds that who reads the row on which a filter has put the cursor stays
// there, though the row from which the cursor came is hidden.
func TestReadingKeepsTheRow(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := followCloud(t, quiet(), nil)
		p.tap(typing("cid", "enter", "enter")...)
		p.sleep(5 * minute)
		if row := listRow(p); !strings.Contains(row, "cid-cur2") {
			t.Errorf("the cursor went to %q", row)
		}
	})
}
