package tui_test

import (
	"strconv"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/charmbracelet/x/ansi"

	"exportwatch/model"
)

// inList returns the part of a row that is the list's.
func inList(row string) string {
	row, _, _ = strings.Cut(row, "│")
	return strings.TrimRight(row, " ")
}

// TestRowsSayWhy holds that a row whose newest run is fine, but which needs somebody, says why at
// every width, and what else stands in a wide row.
func TestRowsSayWhy(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		width    int
		one, all string
	}{
		{40, "1 failed", "4 failed"},
		{60, "1 failed", "4 failed"},
		{80, "run before failed", "4 failed before"},
		{100, "1 failed", "4 failed"},
		{120, "run before failed", "4 failed before"},
		{140, "━━►··  4m  run before failed", "━━►··  4m  4 failed before"},
		{200, "━━►··  4m of ~6m  run before failed", "━━►··  4m of ~6m  4 failed before"},
	} {
		s := openAt(t, reseller().seen(t, 5*hour, 0), plain(), size{test.width, 36}, 0)
		for name, want := range map[string]string{"✗ recomm": test.one, "✗ 2222": test.all} {
			if row := inList(s.row(name)); !strings.Contains(strings.ToLower(row), want) {
				t.Errorf("%d columns: %q lacks %q", test.width, row, want)
			}
		}
	}
}

// TestRowsSayOverdue holds that an export that is overdue while a run is under way says so.
func TestRowsSayOverdue(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		runs := every(8*hour, 12, 5*minute, 7*hour)
		p := followCloud(
			t,
			one(append(runs, later(minute, 40*hour, model.DeliverySuccess))...),
			nil,
		)
		p.sleep(20 * hour)
		p.row("Querying         delivery overdue")
	})
}

// TestWideListHasMore holds from which width the list says why, when the next delivery is due, and
// the bucket.
func TestWideListHasMore(t *testing.T) {
	t.Parallel()
	for width, want := range map[int]string{
		80: "", 120: "", 140: "WHY NEXT DUE", 170: "WHY NEXT DUE",
		180: "WHY NEXT DUE BUCKET", 300: "WHY NEXT DUE BUCKET",
	} {
		s := openAt(t, organization().seen(t, 5*hour, 0), plain(), size{width, 36}, 0)
		head, has := s.row("NEEDS YOU"), []string{}
		for _, name := range []string{"WHY", "NEXT DUE", "BUCKET"} {
			if strings.Contains(head, name) {
				has = append(has, name)
			}
		}
		if got := strings.Join(has, " "); got != want {
			t.Errorf("%d columns: the heads are %q, want %q", width, got, want)
		}
		if want == "" {
			continue
		}
		failed, overdue := inList(s.row("✗ cur2-daily")), inList(s.row("! focus-1-2"))
		if !strings.Contains(failed, "INSUFFICIENT_PERMISSION") &&
			!strings.Contains(failed, "no permission") ||
			!strings.Contains(failed, "was 23 Nov") {
			t.Errorf("%d columns: %q lacks the reason, or when it was due", width, failed)
		}
		if !strings.Contains(overdue, "usually every 8h") ||
			!strings.Contains(overdue, "was 07:22") {
			t.Errorf("%d columns: %q lacks what is usual, or when it was due", width, overdue)
		}
		if good := inList(s.row("✓ focus-1-2")); !strings.Contains(good, "~22:25") {
			t.Errorf("%d columns: %q doesn't say when the next is due", width, good)
		}
		if blanks := strings.Repeat(" ", 30); width == 300 && strings.Contains(failed, blanks) {
			t.Errorf("values stand far from their names: %q", failed)
		}
	}
}

// TestDueChangesByItself holds that "~14:00" becomes "was 14:00" when that time has come.
func TestDueChangesByItself(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := followCloud(t, one(every(8*hour, 12, 5*minute, 7*hour)...), nil)
		p.resize(200, 50)
		p.sleep(minute)
		p.row("~15:32")
		p.push("p") // nothing is asked
		p.sleep(59*minute + 1)
		p.row("was 15:32")
	})
}

// TestDeliveringSlowFits holds that the longest word for a state has room in its column.
func TestDeliveringSlowFits(t *testing.T) {
	t.Parallel()
	runs := append(every(8*hour, 12, 4*minute, 8*hour), trip{
		ago: 95 * minute, took: 100 * minute, ends: model.DeliverySuccess,
	})
	for _, width := range []int{60, 80, 100, 120, 140, 180, 200, 300} {
		s := openAt(t, one(runs...).seen(t, 5*hour, 0), plain(), size{width, 30}, 0)
		s.row("Delivering, slow")
	}
}

// TestDetailNamesWhole holds that the detail's head never cuts a name.
func TestDetailNamesWhole(t *testing.T) {
	t.Parallel()
	name := strings.Repeat("cur2-of-the-western-region-", 4) + "end"
	for _, at := range []size{{100, 30}, {120, 36}, {140, 36}, {200, 50}} {
		aws := one(every(8*hour, 4, 5*minute, hour)...)
		aws.exports[0].name = name
		s := openAt(t, aws.seen(t, 5*hour, 0), plain(), at, 0)
		s.rest()
		var head strings.Builder
		for line := range strings.SplitSeq(s.text(), "\n") {
			_, detail, _ := strings.Cut(line, "│")
			if strings.Contains(detail, "Overview") {
				break
			}
			head.WriteString(strings.TrimSpace(detail))
		}
		if !strings.Contains(head.String(), name) ||
			!strings.Contains(head.String(), "run of 24 Nov") {
			t.Errorf("%v: the head is %q", at, head.String())
		}
		if ansi.StringWidthWc(name) < 60 {
			t.Error("the name has room everywhere")
		}
	}
}

// TestDetailSaysWhenTheNextIsDue holds that the detail says when the next delivery is due, or was,
// whatever has become of the run, and wide or narrow.
func TestDetailSaysWhenTheNextIsDue(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, filter, want, brief string }{
		{"failed", "cur2-daily", "Next delivery was due about 23 Nov 15:31", "Next was due ~23 Nov 15:31."},
		{"overdue", "focus-1-2 emea", "Next delivery was due about 24 Nov 07:22", "Next was due ~24 Nov 07:22."},
		{"slow", "cur2-resources", "Next delivery was due about 24 Nov 13:32", "Next was due ~24 Nov 13:32."},
		{"delivered", "cid-cur2", "Next delivery due about 25 Nov 01:21", "Next due ~25 Nov 01:21."},
		{"no schedule", "carbon amer", "isn't known: it has no reliable schedule.", ""},
	} {
		for _, at := range []size{{80, 24}, {120, 50}, {200, 50}} {
			s := openAt(t, organization().seen(t, 5*hour, 0), plain(), at, 0)
			s.press(typing(test.filter, "enter")...)
			text, want := s.text(), test.brief
			if at.width > 100 {
				text, want = detailOf(s), test.want
			}
			if !strings.Contains(text, want) {
				t.Errorf("%s, %v: the detail lacks %q:\n%s", test.name, at, want, s.text())
			}
		}
	}
}

// detailOf returns the text of the detail beside the list in one line.
func detailOf(s *screen) string {
	var text []string
	for line := range strings.SplitSeq(s.text(), "\n") {
		_, detail, _ := strings.Cut(line, "│")
		text = append(text, strings.Fields(detail)...)
	}
	return strings.Join(text, " ")
}

// TestTimelineOfWhatEndedUnseen holds that a run that had ended before it was watched has a short
// timeline, and one that was watched has every stage.
func TestTimelineOfWhatEndedUnseen(t *testing.T) {
	t.Parallel()
	failing := failed()
	failing.looks = failing.looks[len(failing.looks)-1:]
	for _, test := range []struct {
		run    run
		unseen bool
		stages string
	}{
		{delivered("focus-1-2", amer, 6*minute, 6*minute), true, "Accepted Delivered"},
		{failing, true, "Accepted Delivery"},
		{failed(), false, "Accepted Queued Query Delivery Delivered"},
		{querying(), false, "Accepted Queued Query Delivery Delivered"},
	} {
		s := open(t, watching(t, test.run), plain(), 120, 60)
		_, timeline, _ := strings.Cut(detailOf(s), "Timeline")
		timeline, _, _ = strings.Cut(timeline, "From ")
		if strings.Contains(timeline, "It ended before it was watched.") != test.unseen ||
			strings.Contains(timeline, "not seen") && test.unseen {
			t.Errorf("of %s: %s", test.run.export, timeline)
		}
		var stages []string
		for word := range strings.FieldsSeq(timeline) {
			if strings.Contains("Accepted Queued Query Delivery Delivered", word) && len(word) > 4 {
				stages = append(stages, word)
			}
		}
		if got := strings.Join(stages, " "); got != test.stages {
			t.Errorf("of %s, the stages are %q, want %q", test.run.export, got, test.stages)
		}
	}
}

// TestHeadsStay holds that the head of what needs nobody is the same, whatever is in it.
func TestHeadsStay(t *testing.T) {
	t.Parallel()
	for name, runs := range map[string][]run{
		"delivered": settled(), "made good": superseded(),
		"no exports": {},
	} {
		s := open(t, watching(t, runs...), plain(), 120, 36)
		if name == "no exports" {
			s = openAt(t, barren().seen(t, hour, 0), plain(), size{120, 36}, 0)
		}
		if s.row(
			"QUIET",
		); strings.Contains(s.text(), "DELIVERED ") ||
			strings.Contains(s.text(), "FINISHED ") {
			t.Errorf("%s: the head differs:\n%s", name, s.text())
		}
	}
}

// TestReasonsAreNotCut holds that the column of why cuts no reason that AWS is known to give, and
// that an export that never delivered has nothing usual there.
func TestReasonsAreNotCut(t *testing.T) {
	t.Parallel()
	aws := &cloud{profiles: []profile{{account: amer}}}
	for i, reason := range []model.Reason{
		model.InsufficientPermission, model.BillOwnerChanged, model.InternalFailure, model.Deprecated,
	} {
		name := "an-export-with-a-long-name-" + strconv.Itoa(i)
		aws.exports = append(aws.exports,
			&plan{name: name, account: amer, runs: []trip{{
				ago: 5 * hour, took: hour, ends: model.DeliveryFailure, reason: reason,
			}}},
			&plan{
				name: name + "-unhealthy", account: amer, made: 3 * hour,
				health: model.Health{Code: "UNHEALTHY", Reason: reason},
			},
			&plan{name: name + "-never", account: amer, made: 30 * hour},
		)
	}
	for _, width := range []int{140, 160, 180, 300} {
		s := openAt(t, aws.seen(t, 2*hour, 0), plain(), size{width, 40}, 0)
		for line := range strings.SplitSeq(s.text(), "\n") {
			row, _, _ := strings.Cut(line, "│")
			why := strings.TrimPrefix(row, "▌")
			if at := strings.Index(why, "…"); at >= 0 {
				why = why[at+len("…"):] // the name
			}
			why, _, _ = strings.Cut(why, "acme-") // the bucket
			if strings.Contains(why, "…") || strings.Contains(why, "usually") {
				t.Errorf("%d columns: %s", width, row)
			}
		}
	}
}
