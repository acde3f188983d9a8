package metrics_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"

	facts "exportwatch/model"
	"exportwatch/model/watch"
)

// labelled returns the value of a label of the only sample of a metric, as Prometheus reads it.
func labelled(t *testing.T, exposition, metric, label string) string {
	t.Helper()
	parser := expfmt.NewTextParser(model.LegacyValidation)
	families, err := parser.TextToMetricFamilies(strings.NewReader(exposition))
	if err != nil {
		t.Fatalf("Prometheus can't read it: %v\n%s", err, exposition)
	}
	samples := families[metric].GetMetric()
	if len(samples) != 1 {
		t.Fatalf("%s has %d samples\n%s", metric, len(samples), exposition)
	}
	for _, pair := range samples[0].GetLabel() {
		if pair.GetName() == label {
			return pair.GetValue()
		}
	}
	return ""
}

// TestLabels holds what comes of names that nobody should give.
func TestLabels(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"cur2":                    "cur2",
		`back\slash`:              `back\slash`,
		`a"} 1`:                   `a"} 1`,
		"two\nlines":              "two lines",
		"escape\x1b[2J":           "escape\uFFFD[2J",
		"hidden\u202e":            "hidden\uFFFD",
		"wrong\xff":               "wrong\uFFFD",
		"größe":                   "größe",
		strings.Repeat("ä", 1000): strings.Repeat("ä", 512),
	} {
		if got := labelled(
			t,
			exposed(t, name),
			"exportwatch_export_failed",
			"export",
		); got != want {
			t.Errorf("%q is exposed as %q, want %q", name, got, want)
		}
	}
}

// exposed is a scrape of a list with one export of a name, as it comes from AWS.
func exposed(t *testing.T, name string) string {
	t.Helper()
	list := watch.NewList(interval, 8)
	list.Follow(name, nil, now())
	for _, ask := range list.Due(now()) {
		list.Take(facts.Reply{Ask: ask, Result: facts.ExportList{
			Exports:  []facts.ListedExport{{ARN: arn("a") + name, Name: name}},
			Complete: true, Calls: 1,
		}}, now())
	}
	return scrape(t, list)
}

// FuzzLabels gives exports and profiles any name: Prometheus reads what is exposed, no name adds a
// line, and what a label holds hides nothing.
func FuzzLabels(f *testing.F) {
	for _, name := range []string{"cur2", `a\"b`, "\\", "a\nb", "\xff", "{}", "# HELP x y", "\u202e"} {
		f.Add(name)
	}
	plain := 0
	f.Fuzz(func(t *testing.T, name string) {
		if plain == 0 {
			plain = strings.Count(exposed(t, "cur2"), "\n")
		}
		text := exposed(t, name)
		if lines := strings.Count(text, "\n"); lines != plain {
			t.Errorf("%q makes %d lines, not %d", name, lines, plain)
		}
		for metric, label := range map[string]string{
			"exportwatch_export_failed": "export", "exportwatch_export_info": "arn",
			"exportwatch_account_up": "profile",
		} {
			got := labelled(t, text, metric, label)
			if got != facts.Clean(got) || utf8.RuneCountInString(got) > 512 {
				t.Errorf("%s of %q is %q", label, name, got)
			}
		}
	})
}
