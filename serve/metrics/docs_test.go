package metrics_test

import (
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"

	"exportwatch/model"
	"exportwatch/serve/metrics"
)

const documents = "../../docs/"

// document reads a file of docs/.
func document(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(documents + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// exposedNames returns the names of all metrics, each with its labels, sorted.
func exposedNames(t *testing.T) map[string][]string {
	t.Helper()
	counts := metrics.NewCounts()
	counts.Requests(always{model.Reply{Result: model.Answer{}}}).Answer(t.Context(), model.Ask{})
	text := get(t, show(followed(&world{exports: []*scripted{
		made("cur", 30*day, daily(8, day)...),
	}}), counts), "/metrics").Body.String()
	names := map[string][]string{}
	label := regexp.MustCompile(`([a-z]+)="`)
	for sample := range series(text) {
		name, labels, _ := strings.Cut(sample, "{")
		names[name] = nil
		for _, found := range label.FindAllStringSubmatch(labels, -1) {
			names[name] = append(names[name], found[1])
		}
		slices.Sort(names[name])
	}
	return names
}

// TestEveryMetricIsDocumented holds the table of docs/monitoring.md: every metric with its labels,
// and no other.
func TestEveryMetricIsDocumented(t *testing.T) {
	t.Parallel()
	want := exposedNames(t)
	row := regexp.MustCompile("(?m)^\\| `(exportwatch_[a-z_]+)` \\|([^|]*)\\|")
	got := map[string][]string{}
	for _, found := range row.FindAllStringSubmatch(document(t, "monitoring.md"), -1) {
		labels := strings.Fields(strings.ReplaceAll(found[2], "`", ""))
		slices.Sort(labels)
		got[found[1]] = labels
	}
	for name, labels := range want {
		if said, ok := got[name]; !ok || !slices.Equal(said, labels) {
			t.Errorf(
				"docs/monitoring.md gives %s the labels %q, exposed are %q",
				name,
				said,
				labels,
			)
		}
	}
	for name := range got {
		if _, ok := want[name]; !ok {
			t.Errorf("docs/monitoring.md documents %s, which isn't exposed", name)
		}
	}
}

// alert is a rule of docs/alerts.yml.
type alert struct {
	Alert       string            `yaml:"alert"`
	Expr        string            `yaml:"expr"`
	For         string            `yaml:"for"`
	Keep        string            `yaml:"keep_firing_for"`
	Labels      map[string]string `yaml:"labels"`
	Annotations map[string]string `yaml:"annotations"`
}

func alerts(t *testing.T) []alert {
	t.Helper()
	var file struct {
		Groups []struct {
			Rules []alert `yaml:"rules"`
		} `yaml:"groups"`
	}
	if err := yaml.Unmarshal([]byte(document(t, "alerts.yml")), &file); err != nil {
		t.Fatal(err)
	}
	var all []alert
	for _, group := range file.Groups {
		all = append(all, group.Rules...)
	}
	return all
}

// TestAlertsUseWhatIsExposed holds which alerts there are, that all they name is exposed, and that
// docs/monitoring.md tells of each.
func TestAlertsUseWhatIsExposed(t *testing.T) {
	t.Parallel()
	var names []string
	text := document(t, "monitoring.md")
	for _, rule := range alerts(t) {
		names = append(names, rule.Alert)
		wantExposed(t, rule.Alert, rule.Expr+rule.Annotations["description"])
		if rule.Labels["severity"] == "" || rule.Annotations["summary"] == "" {
			t.Errorf("%s has no severity or no summary", rule.Alert)
		}
		if !strings.Contains(text, "\n| `"+rule.Alert+"` |") {
			t.Errorf("docs/monitoring.md doesn't tell of %s", rule.Alert)
		}
	}
	want := []string{
		"ExportFailed", "ExportDeliveryOverdue", "ExportNeverDelivered", "ExportUnhealthy",
		"LoginExpired", "NotUpToDate", "Down",
	}
	if !slices.Equal(names, want) {
		t.Errorf("the alerts are %q, want %q", names, want)
	}
}

// The fault that a rule or a page names is one that is exposed.
func TestFaultsThatAreNamedAreExposed(t *testing.T) {
	t.Parallel()
	exposition := scrape(t, followed(&world{}))
	named := regexp.MustCompile(`fault=~"([a-z_|]+)"`).FindStringSubmatch(document(t, "alerts.yml"))
	listed := regexp.MustCompile("(?s)A `fault` is one of (.*?)\\.\n").
		FindStringSubmatch(document(t, "monitoring.md"))
	if named == nil || listed == nil {
		t.Fatal("neither names a fault")
	}
	faults := regexp.MustCompile("`([a-z_]+)`").FindAllStringSubmatch(listed[1], -1)
	for fault := range strings.SplitSeq(named[1], "|") {
		faults = append(faults, []string{"", fault})
	}
	told := map[string]bool{}
	for _, fault := range faults {
		told[fault[1]] = true
		if !strings.Contains(exposition, `fault="`+fault[1]+`"`) {
			t.Errorf("%s isn't exposed", fault[1])
		}
	}
	if exposed := strings.Count(exposition, "exportwatch_account_fault{"); exposed != len(told) {
		t.Errorf("%d faults are exposed, %d are told of", exposed, len(told))
	}
}

// TestDashboardUsesWhatIsExposed holds the same of Grafana's dashboard, and what else it needs to be
// imported.
func TestDashboardUsesWhatIsExposed(t *testing.T) {
	t.Parallel()
	var board struct {
		UID    string `json:"uid"`
		Title  string `json:"title"`
		Panels []struct {
			ID          int    `json:"id"`
			Title       string `json:"title"`
			Description string `json:"description"`
			Datasource  struct {
				UID string `json:"uid"`
			} `json:"datasource"`
			GridPos struct{ X, Y, W, H int } `json:"gridPos"`
			Targets []struct {
				Expr string `json:"expr"`
			} `json:"targets"`
		} `json:"panels"`
		Templating struct {
			List []struct {
				Name       string `json:"name"`
				Definition string `json:"definition"`
			} `json:"list"`
		} `json:"templating"`
	}
	if err := json.Unmarshal([]byte(document(t, "dashboard.json")), &board); err != nil {
		t.Fatal(err)
	}
	if board.UID == "" || board.Title == "" || len(board.Panels) < 10 {
		t.Errorf("it is %q, %q with %d panels", board.UID, board.Title, len(board.Panels))
	}
	variables := map[string]bool{}
	for _, variable := range board.Templating.List {
		variables["$"+variable.Name] = true
		wantExposed(t, variable.Name, variable.Definition)
	}
	ids, cells := map[int]bool{}, map[[2]int]string{}
	for _, panel := range board.Panels {
		if ids[panel.ID] || panel.Datasource.UID != "${datasource}" || panel.Description == "" {
			t.Errorf("panel %q: its id, data source or description is wrong", panel.Title)
		}
		ids[panel.ID] = true
		for x := range panel.GridPos.W {
			for y := range panel.GridPos.H {
				at := [2]int{panel.GridPos.X + x, panel.GridPos.Y + y}
				if cells[at] != "" || at[0] >= 24 {
					t.Errorf("panel %q lies over %q at %v", panel.Title, cells[at], at)
				}
				cells[at] = panel.Title
			}
		}
		for _, target := range panel.Targets {
			wantExposed(t, panel.Title, target.Expr)
			for _, name := range regexp.MustCompile(`\$[a-z]+`).FindAllString(target.Expr, -1) {
				if !variables[name] {
					t.Errorf("panel %q uses %s, which isn't there", panel.Title, name)
				}
			}
		}
	}
}

// wantExposed wants at least one metric to be named, all of them to be exposed, and every label that
// is matched or grouped by to be one of theirs.
func wantExposed(t *testing.T, who, text string) {
	t.Helper()
	exposed := exposedNames(t)
	exposed["up"] = []string{"job"}
	named := regexp.MustCompile(`exportwatch_[a-z_]+|\bup\b`).FindAllString(text, -1)
	if len(named) == 0 && who != "datasource" {
		t.Errorf("%s names no metric: %s", who, text)
	}
	labels := []string{"instance"}
	for _, name := range named {
		own, ok := exposed[name]
		if !ok {
			t.Errorf("%s names %s, which isn't exposed", who, name)
		}
		labels = append(labels, own...)
	}
	lists := regexp.MustCompile(`(?:\bby|\bon|\bgroup_left) \(([a-z, ]*)\)`)
	for _, list := range lists.FindAllStringSubmatch(text, -1) {
		for label := range strings.SplitSeq(list[1], ", ") {
			if !slices.Contains(labels, label) {
				t.Errorf("%s names the label %s, which isn't there: %s", who, label, text)
			}
		}
	}
	matches := regexp.MustCompile(`[{,]([a-z]+)=`)
	for _, match := range matches.FindAllStringSubmatch(text, -1) {
		if !slices.Contains(labels, match[1]) {
			t.Errorf("%s matches the label %s, which isn't there: %s", who, match[1], text)
		}
	}
}
