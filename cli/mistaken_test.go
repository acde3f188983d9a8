package cli_test

import (
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"exportwatch/awsclient/simulator"
)

// A first word that looks like a command is refused, unless an export is called so.
func TestMistypedCommands(t *testing.T) {
	t.Parallel()
	for word, meant := range map[string]string{
		"statu": `"exportwatch status"`, "list": `"exportwatch status"`, "ls": `"exportwatch status"`,
		"get": `"exportwatch status"`, "version": `"exportwatch --version"`,
		"wiat": `"exportwatch wait"`, "simulat": `"exportwatch simulate"`,
		"watch": `"exportwatch"`, "hlep": `"exportwatch help"`, "helps": `"exportwatch help"`,
		"verzion": `"exportwatch --version"`,
	} {
		run(
			t,
			nil,
			"",
			"--demo",
			word,
		).wants(t, 2, `unknown command "`+word+`"`, "did you mean "+meant)
	}
	run(t, nil, "", "--demo", "stauts", "--watch").wants(t, 2, "unknown flag: --watch",
		`did you mean "exportwatch status"?`)
	run(t, nil, "", "--demo", "cur2-daily", "--watch").wants(t, 2, "See exportwatch --help")
	run(t, nil, "", "--demo", "nope").wants(t, 3, `no export is called "nope"`)
	run(t, nil, "", "--demo", "statu*").wants(t, 3, `no export is called "statu*"`)
	run(t, nil, "", "--demo", "cur2-daily", "list").wants(t, 3, `no export is called "list"`)
	keys := []string{"AWS_ACCESS_KEY_ID=AKIAX", "AWS_SECRET_ACCESS_KEY=x"}
	run(t, keys, "", "--endpoint-url", closedPort(t), "statu").wants(t, 3,
		`"statu" is no command`, `"exportwatch status"`, "No connection")
}

// On the screen, too; but an export that is called so is watched, with no question asked in vain.
func TestMistypedCommandsOnTheScreen(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := play(t, nil, 120, 36, "--demo", "statu")
		if code := <-s.code; code != 2 {
			t.Errorf("exit code %d, want 2", code)
		}
		if text := content(t, s.errs); !strings.Contains(text, `"exportwatch status"`) {
			t.Errorf("on standard error: %s", text)
		}
		if written := s.written(); written != "" {
			t.Errorf("the screen was opened: %q", written)
		}
		_ = s.typing.Close()
		s.close()
		time.Sleep(time.Hour)
	})
	synctest.Test(t, func(t *testing.T) {
		server := service(t, 0, simulator.Options{Seed: 1, Frozen: true})
		s := play(t, renaming{Handler: server, from: "cur2-daily", to: "list"}, 120, 36,
			"--profile", "standard", "list")
		s.at(time.Second)
		s.has("list", "as of")
		s.leave()
	})
}

// renaming is a service that calls an export by another name.
type renaming struct {
	http.Handler

	from, to string
}

func (f renaming) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	answer := httptest.NewRecorder()
	f.Handler.ServeHTTP(answer, r)
	text := strings.ReplaceAll(answer.Body.String(),
		`"ExportName":"`+f.from+`"`, `"ExportName":"`+f.to+`"`)
	maps.Copy(w.Header(), answer.Header())
	w.Header().Del("Content-Length")
	w.WriteHeader(answer.Code)
	_, _ = io.WriteString(w, text) // who went away needs no answer
}
