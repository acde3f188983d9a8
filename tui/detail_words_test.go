package tui_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"exportwatch/model"
)

// detailText returns what the zoomed detail of a cloud's first row says, without the breaks of its
// lines.
func detailText(t *testing.T, aws *cloud) string {
	t.Helper()
	s := state{cloud: func() *cloud { return aws }, keys: []string{"z"}}.open(t, 120, 60)
	return strings.Join(strings.Fields(s.text()), " ")
}

// unborn is an account with an export that never ran.
func unborn(made time.Duration) *cloud {
	c := one()
	c.exports[0].made = made
	return c
}

// When the first delivery is due, or was, stands in the detail of an export without a run, as it
// does in that of every other.
func TestFirstDeliveryIsDated(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		aws  *cloud
		want string
	}{
		{unborn(30 * hour), "The first delivery was due about 24 Nov 08:32"},
		{unborn(3 * hour), "The first delivery is due about 25 Nov 11:32"},
	} {
		if text := detailText(t, test.aws); !strings.Contains(text, test.want) {
			t.Errorf("%q is missing in:\n%s", test.want, text)
		}
	}
	running := one(trip{ago: 29 * hour, took: 40 * hour, ends: model.DeliverySuccess})
	running.exports[0].made = 30 * hour
	if text := detailText(t, running); strings.Contains(text, "usually every") {
		t.Errorf("an export that never delivered has something usual:\n%s", text)
	}
}

// What has no reliable schedule isn't going to be known.
func TestNoScheduleIsSaid(t *testing.T) {
	t.Parallel()
	aws := one(trip{ago: 5 * hour, took: hour, ends: model.DeliverySuccess})
	aws.exports[0].name = "carbon"
	text := detailText(t, aws)
	if strings.Contains(text, "known yet") || !strings.Contains(text, "no reliable schedule") {
		t.Errorf("of carbon emissions:\n%s", text)
	}
}

// A policy to ask for is shown where it helps, and nowhere else.
func TestPolicyIsShownWhereItHelps(t *testing.T) {
	t.Parallel()
	for _, kind := range []model.PolicyKind{
		model.PolicyNone, model.PolicyIdentityDeny, model.PolicyServiceControl,
		model.PolicyResourceControl, model.PolicyPermissionsBoundary, model.PolicySession,
		model.PolicyResource, model.PolicyVPCEndpoint,
	} {
		helps := kind == model.PolicyNone
		aws := &cloud{
			profiles: []profile{
				{account: amer, from: 6 * hour, action: model.AskExports, fault: &model.Fault{
					Kind: model.FaultDenied, DeniedBy: kind, Action: "bcm-data-exports:ListExports",
				}},
			},
		}
		text := detailText(t, aws)
		if strings.Contains(text, "The policy to ask for") != helps ||
			!strings.Contains(text, "What to do") || !strings.Contains(text, "ARN#EXECUTION-ID") {
			t.Errorf("denied by kind %d:\n%s", kind, text)
		}
	}
}

// How long runs usually take is whole, however narrow the detail.
func TestUsualTimeIsWhole(t *testing.T) {
	t.Parallel()
	runs := every(8*hour, 12, 20*minute, hour)
	runs[3].took = 22 * minute
	aws := one(runs...)
	for _, width := range []int{80, 100, 104, 120, 200} {
		s := state{cloud: func() *cloud { return aws }}.open(t, width, 60)
		if width == 80 {
			s.press("z")
		}
		if text := s.text(); !strings.Contains(text, "usually 20m00s-22m00s") {
			t.Errorf("%d columns:\n%s", width, text)
		}
	}
}

// A text names the key that is bound.
func TestRetryNamesItsKey(t *testing.T) {
	t.Parallel()
	wrong := []run{refused(model.FaultInvalid)}
	for key, keys := range map[string]map[string][]string{
		"r": nil, "f5": {"refresh": {"f5"}},
	} {
		s := state{runs: wrong, other: keys, keys: []string{"z"}}.open(t, 120, 36)
		if text := s.text(); !strings.Contains(text, key+" retries.") {
			t.Errorf("%s retries is missing in:\n%s", key, text)
		}
	}
}

// tabNames returns what stands in the line of the tabs' names.
func tabNames(s *screen) []string {
	for line := range strings.SplitSeq(s.text(), "\n") {
		_, right, beside := strings.Cut(line, "│")
		if !beside {
			right = line
		}
		names := strings.Fields(right)
		if last := len(names) - 1; last == 6 && names[last] == "JSON" {
			return names
		}
	}
	return nil
}

// Every tab is named whole at every width, by a short name where there is no room for more.
func TestEveryTabIsNamed(t *testing.T) {
	t.Parallel()
	whole := []string{"Overview", "Checks", "Runs", "Query", "Tables", "Output", "JSON"}
	short := []string{"Overview", "Checks", "Runs", "SQL", "Table", "S3", "JSON"}
	for width := 40; width < 150; width++ {
		s := state{runs: mixed()}.open(t, width, 40)
		if width < 100 {
			s.press("z")
		}
		for number := range 7 {
			s.press(strconv.Itoa(number + 1))
			names := tabNames(s)
			if len(names) != len(short) {
				t.Fatalf(
					"%d columns, tab %d: no line names all tabs:\n%s",
					width,
					number+1,
					s.text(),
				)
			}
			for i, name := range names {
				if name != whole[i] && name != short[i] {
					t.Errorf("%d columns, tab %d: %q", width, number+1, names)
				}
			}
		}
	}
}
