package metrics_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"exportwatch/model"
	"exportwatch/serve/metrics"
)

// tool returns where a program is; without it the test is skipped, and says so.
func tool(t *testing.T, name, from string) string {
	t.Helper()
	file, err := exec.LookPath(name)
	if err != nil {
		t.Skipf("SKIPPED: %s isn't installed (apt-get install %s)", name, from)
	}
	return file
}

// run runs a program with a text on its standard input, and wants it to end well.
func run(t *testing.T, input, program string, args ...string) {
	t.Helper()
	command := exec.CommandContext(t.Context(), program, args...)
	command.Stdin = strings.NewReader(input)
	said, err := command.CombinedOutput()
	t.Logf("$ %s %s\n%s", filepath.Base(program), strings.Join(args, " "), said)
	if err != nil {
		t.Errorf("it ends with %v", err)
	}
}

// mixed is a list of which one export failed.
func mixed() *world {
	return &world{exports: []*scripted{
		made("cur2-daily", 30*day, daily(8, 5*time.Hour)...),
		made("focus-team", 30*day, ran("a", model.DeliveryFailure, time.Hour, few)),
	}}
}

// TestPromtool has Prometheus' own tool check the rules, run their tests, check the exposition, and
// the configuration in docs/monitoring.md.
func TestPromtool(t *testing.T) {
	t.Parallel()
	promtool := tool(t, "promtool", "prometheus")
	run(t, "", promtool, "check", "rules", documents+"alerts.yml")
	run(t, "", promtool, "test", "rules", documents+"alerts_test.yml")
	run(t, scrape(t, followed(mixed())), promtool, "check", "metrics")
	run(t, "", promtool, "check", "config", configuration(t, t.TempDir(), "127.0.0.1:9464"))
}

// TestAmtool has Alertmanager's tool check its configuration in docs/monitoring.md.
func TestAmtool(t *testing.T) {
	t.Parallel()
	amtool := tool(t, "amtool", "prometheus-alertmanager")
	file := filepath.Join(t.TempDir(), "alertmanager.yml")
	write(t, file, block(t, "receivers:"))
	run(t, "", amtool, "check-config", file)
}

// TestUnits has systemd check the units in docs/monitoring.md, with a program that is there.
func TestUnits(t *testing.T) {
	t.Parallel()
	analyze := tool(t, "systemd-analyze", "systemd")
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	unit := regexp.MustCompile("(?s)`/etc/systemd/system/([a-z.-]+)`.*?```ini\n(.*?)```")
	found := unit.FindAllStringSubmatch(document(t, "monitoring.md"), -1)
	if len(found) != 4 {
		t.Fatalf("docs/monitoring.md has %d units", len(found))
	}
	dir, files := t.TempDir(), []string{"verify", "--man=no"}
	for _, unit := range found {
		file := filepath.Join(dir, unit[1])
		write(t, file, strings.ReplaceAll(unit[2], "/usr/bin/exportwatch", program))
		files = append(files, file)
	}
	run(t, "", analyze, files...)
}

// block returns the block of YAML in docs/monitoring.md that holds a line.
func block(t *testing.T, line string) string {
	t.Helper()
	blocks := regexp.MustCompile("(?s)```yaml\n(.*?)```").
		FindAllStringSubmatch(document(t, "monitoring.md"), -1)
	for _, found := range blocks {
		if strings.Contains(found[1], line+"\n") {
			return found[1]
		}
	}
	t.Fatalf("docs/monitoring.md has no block with %s", line)
	return ""
}

// configuration writes Prometheus' configuration as docs/monitoring.md has it, for another target
// and without Alertmanager, and returns its name.
func configuration(t *testing.T, dir, target string) string {
	t.Helper()
	rules := filepath.Join(dir, "exportwatch-alerts.yml")
	write(t, rules, document(t, "alerts.yml"))
	text, _, _ := strings.Cut(block(t, "scrape_configs:"), "alerting:")
	text = strings.NewReplacer(
		"/etc/prometheus/exportwatch-alerts.yml", rules, "127.0.0.1:9464", target, "30s", "1s",
	).Replace(text)
	file := filepath.Join(dir, "prometheus.yml")
	write(t, file, "global:\n  evaluation_interval: 1s\n"+text)
	return file
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestPrometheus has a real Prometheus scrape a server, until ExportFailed fires and no other. It
// takes several seconds, and runs only where EXPORTWATCH_LONG is set.
func TestPrometheus(t *testing.T) {
	t.Parallel()
	if os.Getenv("EXPORTWATCH_LONG") == "" {
		t.Skip("SKIPPED: takes seconds; set EXPORTWATCH_LONG=1")
	}
	prometheus := tool(t, "prometheus", "prometheus")
	list := followed(mixed())
	counts := metrics.NewCounts()
	server := httptest.NewServer(show(list, counts))
	t.Cleanup(server.Close)
	dir, address := t.TempDir(), freeAddress(t)
	target := strings.TrimPrefix(server.URL, "http://")
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	t.Cleanup(cancel)
	command := exec.CommandContext(
		ctx,
		prometheus,
		"--config.file",
		configuration(t, dir, target),
		"--storage.tsdb.path",
		filepath.Join(dir, "data"),
		"--web.listen-address",
		address,
	)
	command.Cancel = func() error { return command.Process.Signal(os.Interrupt) }
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cancel(); _ = command.Wait() })

	firing := eventually(ctx, t, func() (string, error) {
		return firingAlerts(ctx, "http://"+address)
	})
	t.Log("firing:\n" + firing)
	if strings.Count(firing, "\n") != 1 ||
		!strings.Contains(firing, "ExportFailed") || !strings.Contains(firing, "focus-team") {
		t.Error("that isn't ExportFailed of focus-team alone")
	}
	for _, query := range []string{
		"up", "scrape_samples_scraped", "scrape_duration_seconds",
		`exportwatch_export_status == 1`, "exportwatch_export_failures_in_a_row",
	} {
		said, err := fetch(ctx, "http://"+address+"/api/v1/query?query="+url.QueryEscape(query))
		t.Logf("%s\n%s", query, said)
		if err != nil || !strings.Contains(said, `"value"`) {
			t.Errorf("%s: %v", query, err)
		}
	}
}

// eventually asks once in a quarter of a second until there is an answer, or the context ends.
func eventually(ctx context.Context, t *testing.T, ask func() (string, error)) string {
	t.Helper()
	again := time.NewTicker(time.Second / 4)
	defer again.Stop()
	for {
		answer, err := ask()
		if err == nil {
			return answer
		}
		select {
		case <-again.C:
		case <-ctx.Done():
			t.Fatalf("no answer in time: %v", err)
		}
	}
}

var errNone = errors.New("no alert fires")

// firingAlerts returns the alerts that fire, one a line.
func firingAlerts(ctx context.Context, prometheus string) (string, error) {
	text, err := fetch(ctx, prometheus+"/api/v1/alerts")
	if err != nil {
		return "", err
	}
	var said struct {
		Data struct {
			Alerts []struct {
				State               string
				Labels, Annotations map[string]string
			}
		}
	}
	if err := json.Unmarshal([]byte(text), &said); err != nil {
		return "", err
	}
	var firing strings.Builder
	for _, alert := range said.Data.Alerts {
		if alert.State == "firing" {
			fmt.Fprintln(&firing, alert.Labels, alert.Annotations["description"])
		}
	}
	if firing.Len() == 0 {
		return "", errNone
	}
	return firing.String(), nil
}

func fetch(ctx context.Context, address string) (string, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return "", err
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return "", err
	}
	defer answer.Body.Close() //nolint:errcheck // it was read
	text, err := io.ReadAll(answer.Body)
	return string(text), err
}

// freeAddress returns an address of this machine that nobody listens at.
func freeAddress(t *testing.T) string {
	t.Helper()
	var config net.ListenConfig
	listener, err := config.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close() //nolint:errcheck // only its address counts
	return listener.Addr().String()
}
