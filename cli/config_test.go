package cli_test

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"golang.org/x/tools/txtar"

	"exportwatch/awsclient/simulator"
)

// configFile writes a configuration, and returns where it is.
func configFile(t *testing.T, text string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "config.yaml")
	//nolint:gosec // it is written into a temporary folder
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// Each wrong file is refused before anything else is done, and all that is wrong in it is said.
func TestWrongConfig(t *testing.T) {
	t.Parallel()
	const archive = "testdata/config.txtar"
	file, err := txtar.ParseFile(archive)
	if err != nil {
		t.Fatal(err)
	}
	count := 0
	for i := 0; i+1 < len(file.Files); i += 2 {
		source, said := file.Files[i], &file.Files[i+1]
		name := strings.TrimSuffix(source.Name, ".yaml")
		if said.Name != name+".said" {
			t.Fatalf("%s is followed by %s", source.Name, said.Name)
		}
		count++
		path := configFile(t, string(source.Data))
		got := run(t, nil, "", "--config", path)
		got.wants(t, 2)
		text := strings.ReplaceAll(got.errs, path, "config.yaml")
		if got.out != "" {
			t.Errorf("%s: on standard output:\n%s", name, got.out)
		}
		if flag.Lookup(updateFlag).Value.String() == "true" {
			said.Data = []byte(text)
		} else if text != string(said.Data) {
			t.Errorf("%s: it says\n%s\nnot\n%s", name, text, said.Data)
		}
		if !regexp.MustCompile(`(?m)^config\.yaml:\d+:\d+: `).MatchString(text) {
			t.Errorf("%s: no place in\n%s", name, text)
		}
	}
	if count < 20 {
		t.Errorf("%d wrong files, want 20 at least", count)
	}
	if flag.Lookup(updateFlag).Value.String() == "true" {
		if err := os.WriteFile(archive, txtar.Format(file), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// What is no text, too much, too deep or can't be read is refused, and shown without its controls.
func TestUnreadableConfig(t *testing.T) {
	t.Parallel()
	missing := filepath.Join(t.TempDir(), "none.yaml")
	for name, test := range map[string]struct {
		path string
		want []string
	}{
		"not UTF-8": {
			configFile(t, "theme: dark\nregion: caf\xe9\n"),
			[]string{":2:12: no UTF-8: save the file as UTF-8", "| region: caf\uFFFD"},
		},
		"control": {
			configFile(t, "region: eu\x1b[31m-west-1\n"),
			[]string{":1:11: control character 0x1b: take it out", "| region: eu\uFFFD[31m-west-1"},
		},
		"large": {
			configFile(t, strings.Repeat("# filling\n", 10_000)),
			[]string{"it has more than 65536 bytes"},
		},
		"deep": {
			configFile(t, "theme: "+strings.Repeat("[", 20_000)),
			[]string{"no YAML: exceeded max depth of 10000"},
		},
		"bomb": {
			configFile(t, "targets: &a [x, x]\nprofiles: [*a, *a, *a]\n"),
			[]string{":2:12: profiles is the alias *a"},
		},
		"missing": {missing, []string{"which --config names: no such file or directory"}},
		"folder":  {t.TempDir(), []string{"which --config names: is a directory"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, command := range []string{"", "status", "wait cur2"} {
				args := append(strings.Fields(command), "--config", test.path)
				got := run(t, nil, "", args...)
				got.wants(t, 2, test.want...)
				if strings.Contains(got.errs, "\x1b") || len(got.errs) > 2000 {
					t.Errorf("%q: on standard error: %q", command, got.errs)
				}
			}
		})
	}
	run(t, []string{"EXPORTWATCH_CONFIG=" + missing}, "", "status").
		wants(t, 2, "which EXPORTWATCH_CONFIG names: no such file")
}

// setting is a line of config -o json.
type setting struct {
	Key    string   `json:"key"`
	Values []string `json:"values"`
	From   string   `json:"from"`
	Where  string   `json:"where"`
}

// configured runs config -o json, and returns what it says by key.
func configured(t *testing.T, env []string, args ...string) map[string]setting {
	t.Helper()
	got := run(t, env, "", append([]string{"config", "-o", "json"}, args...)...)
	got.wants(t, 0)
	var document struct {
		Settings []setting `json:"settings"`
	}
	if err := json.Unmarshal([]byte(got.out), &document); err != nil {
		t.Fatalf("%v in\n%s", err, got.out)
	}
	by := map[string]setting{}
	for _, one := range document.Settings {
		by[one.Key] = one
	}
	return by
}

// Flags beat the environment, and that beats the file.
func TestConfigPrecedence(t *testing.T) {
	t.Parallel()
	path := configFile(t, "theme: dark\nregion: eu-west-1\nprofiles: [a, b]\ncolor: always\n"+
		"since: 3d\nfail-on: overdue\nnotify: osc9\n")
	env := []string{"AWS_PROFILE=c", "AWS_REGION=us-west-2", "NO_COLOR=1"}
	for _, test := range []struct {
		key  string
		env  []string
		args string
		want setting
	}{
		{"theme", nil, "", setting{Values: []string{"dark"}, From: "file", Where: path + ":1"}},
		{"theme", env, "--theme light", setting{
			Values: []string{"light"}, From: "flag", Where: "--theme",
		}},
		{"region", nil, "", setting{Values: []string{"eu-west-1"}, From: "file", Where: path + ":2"}},
		{"region", env, "", setting{
			Values: []string{"us-west-2"}, From: "environment", Where: "AWS_REGION",
		}},
		{"region", env, "--region x", setting{Values: []string{"x"}, From: "flag", Where: "--region"}},
		{"profiles", nil, "", setting{Values: []string{"a", "b"}, From: "file", Where: path + ":3"}},
		{"profiles", env, "", setting{
			Values: []string{"c"}, From: "environment", Where: "AWS_PROFILE",
		}},
		{"profiles", env, "--profile d --profile e", setting{
			Values: []string{"d", "e"}, From: "flag", Where: "--profile",
		}},
		{"color", nil, "", setting{Values: []string{"always"}, From: "file", Where: path + ":4"}},
		{"color", env, "", setting{Values: []string{"never"}, From: "environment", Where: "NO_COLOR"}},
		{"since", nil, "", setting{Values: []string{"3d"}, From: "file", Where: path + ":5"}},
		{"fail-on", nil, "--fail-on failed,slow", setting{
			Values: []string{"failed", "slow"}, From: "flag", Where: "--fail-on",
		}},
		{"notify", nil, "--bell", setting{Values: []string{}, From: "flag", Where: "--bell"}},
		{"interval", nil, "", setting{Values: []string{"15s"}, From: "default"}},
		{"keep", nil, "", setting{Values: []string{"400d"}, From: "default"}},
		{"theme", nil, "--demo", setting{Values: []string{"dark"}, From: "file", Where: path + ":1"}},
		{"region", nil, "--demo", setting{Values: []string{}, From: "default"}},
	} {
		args := append([]string{"--config", path}, strings.Fields(test.args)...)
		test.want.Key = test.key
		got := configured(t, test.env, args...)[test.key]
		if got.Key != test.want.Key || !slices.Equal(got.Values, test.want.Values) ||
			got.From != test.want.From || got.Where != test.want.Where {
			t.Errorf("%s with %q and %q: %+v, want %+v", test.key, test.env, test.args, got,
				test.want)
		}
	}
}

// What the file says for another case than this one does no harm.
func TestConfigOfAnotherCase(t *testing.T) {
	t.Parallel()
	account := simulate(t, simulator.DemoAccessKey, "--frozen")
	dir, file := t.TempDir(), filepath.Join(t.TempDir(), "recording")
	mask := configFile(t, "mask: true\n")
	state := filepath.Join(dir, "state")
	nowhere := configFile(t, "state-dir: "+state+"\nno-state: true\n")
	run(t, account.env(), "", "status", "--config", mask).wants(t, 0)
	run(t, account.env(), "", "status", "--config", mask, "--record", file).wants(t, 0)
	if text := read(t, file); !strings.Contains(text, `"masked":true`) {
		t.Errorf("what was recorded isn't masked: %.300s", text)
	}
	run(t, account.env(), "", "status", "--config", nowhere).wants(t, 0)
	if _, err := os.Stat(state); err == nil {
		t.Error("something was remembered")
	}
	run(t, account.env(), "", "status", "--config", nowhere, "--state-dir", state).wants(t, 0)
	if _, err := os.Stat(state); err != nil {
		t.Error(err)
	}
}

// The file is found in its usual place; there needn't be one.
func TestConfigPlace(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	env := []string{"XDG_CONFIG_HOME=" + home}
	path := filepath.Join(home, "exportwatch", "config.yaml")
	run(t, env, "", "config").wants(t, 0, "out: "+path+": there is none")
	run(t, env, "", "config", "path").wants(t, 0, "out: "+path)
	if err := os.Mkdir(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	text := "bell: true\ntheme: drak\nexports:\n  - {name: a, expected-gap: 1d}\n" +
		"  - {name: b, muted-hours: ['mon,tue 22:00-6:00 Asia/Tokyo', '12:00-13:00']}\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	got := run(t, env, "", "config") // what is right is shown although something is wrong
	if got.code != 2 || !strings.Contains(got.errs, "config.yaml:2:8: theme \"drak\"") {
		t.Errorf("exit code %d: %s", got.code, got.errs)
	}
	for _, want := range []string{
		`(?m)^KEY +VALUE +FROM$`, `(?m)^bell +true +config\.yaml:1$`, `(?m)^theme +auto +default$`,
		`(?m)^exports +a, expected-gap 24h +config\.yaml:3$`,
		`(?m)^ +b, muted-hours mon,tue 22:00-06:00 Asia/Tokyo; 12:00-13:00$`,
	} {
		if !regexp.MustCompile(want).MatchString(got.out) {
			t.Errorf("no %s in\n%s", want, got.out)
		}
	}
	run(t, env, "", "status").wants(t, 2, path+":2:8:")
	run(t, env, "", "--demo").wants(t, 2, path+":2:8:")
	run(t, env, "", "policy").wants(t, 0) // whoever needs no settings reads none
}

// The example names every key, and what it shows is right.
func TestConfigExample(t *testing.T) {
	t.Parallel()
	got := run(t, nil, "", "config", "example")
	got.wants(t, 0)
	asIs := configFile(t, got.out)
	for key, one := range configured(t, nil, "--config", asIs) {
		if one.From == "file" {
			t.Errorf("the example sets %s", key)
		}
		if !regexp.MustCompile(`(?m)^#` + key + `:`).MatchString(got.out) {
			t.Errorf("no %s in the example", key)
		}
	}
	var b strings.Builder
	for line := range strings.Lines(got.out) {
		if text, ok := strings.CutPrefix(
			line,
			"#",
		); ok &&
			!regexp.MustCompile(`^ \S`).MatchString(text) {
			line = text
		}
		b.WriteString(line)
	}
	whole := configFile(t, b.String())
	for key, one := range configured(t, nil, "--config", whole) {
		if one.From != "file" || len(one.Values) == 0 {
			t.Errorf("the example with its values gives %+v for %s in\n%s", one, key, b.String())
		}
	}
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, text, _ := strings.Cut(string(readme), "```yaml\n")
	text, _, found := strings.Cut(text, "```")
	if !found {
		t.Fatal("the README shows no configuration")
	}
	configured(t, nil, "--config", configFile(t, text))
}

// Keys of the configuration do what the usual ones did, which do nothing any longer; the screen
// names the new ones.
func TestConfiguredKeys(t *testing.T) {
	t.Parallel()
	path := configFile(t, "keys:\n  help: f1\n  move-down: [down, e]\n  pause: ctrl+x\n"+
		"  copy: f7\n  quit: [ctrl+c, Q]\n  pick-tab: ['!', '@', '#', '$', '%', '&', '*']\n"+
		"profiles: nobody\ninterval: 1h\n") // of no account for the demo
	synctest.Test(t, func(t *testing.T) {
		s := play(t, nil, 160, 50, "--demo", "--config", path)
		s.at(time.Second)
		s.has("f1 all keys", "ctrl+x pause", "↑↓ move", "f7 copy", "f7 p copies")
		s.lacks("? all keys", "yp copies")
		s.press("p")
		s.lacks("paused")
		s.press("\x18")
		s.has("paused", "ctrl+x resume")
		s.press("?")
		s.lacks("these keys")
		s.press("\x1bOP")
		s.has("these keys", "k e", "ctrl+c  Q", "!@#$%&*")
		s.press("\x1bOP", "$")
		s.has("Query as of this run.", "f7 s copies it")
		s.press("2", "!")
		s.lacks("Query as of this run.")
		s.press("\x1b[18~")
		s.has("COPY")
		s.press("Q")
		if code := <-s.code; code != 0 {
			t.Errorf("exit code %d: %s", code, content(t, s.errs))
		}
		_ = s.typing.Close()
		s.close()
		time.Sleep(49 * time.Hour)
	})
}

// A failed export needs nobody in its muted hours, and does once they end, without any answer.
func TestConfiguredHours(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		server := service(t, 0, simulator.Options{Seed: 1, Frozen: true})
		begin := time.Now().UTC()
		end := begin.Add(2 * time.Hour).Truncate(time.Minute)
		path := configFile(t, "profiles: demo\ninterval: 1h\nexports:\n"+
			"  - {name: focus-1-0, muted-hours: '"+begin.Add(-time.Hour).Format("15:04")+"-"+
			end.Format("15:04")+"'}\n  - {name: 'cur2-h*', expected-gap: 1h}\n")
		s := play(t, server, 200, 50, "--config", path)
		s.at(time.Second)
		if slices.Contains(s.section("NEEDS YOU"), "focus-1-0") {
			t.Errorf("it needs somebody in its muted hours:\n%s", s.text())
		}
		s.has("1 muted", "muted until "+end.Format("15:04"))
		s.press("/", "f", "o", "c", "u", "s", "-", "1", "-", "0", "\r", "\r")
		s.has("As configured, muted until " + end.Format("15:04") + " UTC")
		s.press("\x1b", "\x1b")
		s.at(end.Sub(begin) + 5*time.Second)
		if !slices.Contains(s.section("NEEDS YOU"), "focus-1-0") {
			t.Errorf("it needs nobody once they are over:\n%s", s.text())
		}
		s.lacks("muted")
		s.leave()
	})
}

// status and wait heed the file, too: profiles, targets, what fails, and the hours in which nothing
// does.
func TestConfiguredCommands(t *testing.T) {
	t.Parallel()
	const file = "profiles: demo\ntargets: focus-1-0\nfail-on: [failed]\n"
	const muted = "exports: [{name: focus-1-0, muted-hours: 00:00-24:00}]\n"
	for _, test := range []struct {
		file, args string
		code       int
		want       []string
	}{
		{file, "status", 1, []string{"focus-1-0"}},
		{file, "status *", 1, []string{"focus-1-0", "cur2-daily"}},
		{file, "status --fail-on slow", 0, []string{"focus-1-0"}},
		{file + muted, "status", 0, []string{"focus-1-0", "INTERNAL_FAILURE  always muted"}},
		{file + muted, "status -o json", 0, []string{`"mutedUntil": "20`, `"muted": 1`, `"failed": 0`}},
		{file, "wait focus-1-0", 1, []string{"focus-1-0"}},
	} {
		synctest.Test(t, func(t *testing.T) {
			server := service(t, 0, simulator.Options{Seed: 1, Frozen: true})
			args := append(strings.Fields(test.args), "--config", configFile(t, test.file))
			got, _ := commanded(t, server, args...)
			if got.code != test.code {
				t.Errorf("%s: exit code %d, want %d: %s", test.args, got.code, test.code, got.errs)
			}
			for _, want := range test.want {
				if !strings.Contains(got.out, want) {
					t.Errorf("%s: no %q in\n%s", test.args, want, got.out)
				}
			}
			if others := strings.Contains(got.out, "cur2-daily"); others != strings.Contains(
				test.args, "*") {
				t.Errorf("%s: another export than the file's is there: %t", test.args, others)
			}
		})
	}
	run(t, nil, "", "wait", "--config", configFile(t, file)).wants(t, 2, "wait wants a target")
}
