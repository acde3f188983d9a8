package cli_test

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"exportwatch/awsclient/simulator"
)

// display is the program on one kind of terminal, 80 by 24.
type display struct {
	name  string
	ascii bool // it draws with ASCII alone
	text  func() string
	send  func(keys string)
}

func onPty(t *testing.T, name, term string, env []string, args ...string) (*display, *session) {
	t.Helper()
	s := start(
		t,
		launch{
			args:   append(args, "--no-state"),
			env:    append(env, "TERM="+term),
			width:  80,
			height: 24,
		},
	)
	ascii := strings.HasPrefix(term, "vt") || term == "linux"
	return &display{name: name, ascii: ascii, text: s.text, send: s.send}, s
}

// inTmux is the program in tmux, or in GNU screen in tmux.
func inTmux(t *testing.T, inside string, env []string) *display {
	t.Helper()
	command := "'" + binary() + "' --no-state"
	if inside == "screen" {
		command = "TMUX= SCREENDIR=. screen -U -S compared -c /dev/null " + command
	}
	var script strings.Builder
	for _, setting := range env {
		fmt.Fprintf(&script, "export '%s'\n", setting)
	}
	m := startTmux(t, script.String()+"chmod 700 .\n"+command+"\nsleep 600\n", 80, 24)
	if inside == "screen" {
		t.Cleanup(func() { // it would outlive its terminal
			arguments := []string{"-S", "compared", "-X", "quit"}
			quit := exec.Command("screen", arguments...) //nolint:noctx // t's is over
			quit.Env = append(os.Environ(), "SCREENDIR="+m.dir)
			_ = quit.Run()
		})
	}
	return &display{
		name: inside, text: func() string { return m.text(false) },
		send: func(keys string) { m.run("send-keys", "-l", keys) },
	}
}

// multiplexed is the program in those that are installed.
func multiplexed(t *testing.T, env []string) []*display {
	t.Helper()
	var all []*display
	for _, inside := range []string{"tmux", "screen"} {
		if _, err := exec.LookPath(inside); err != nil {
			t.Logf("NOT COMPARED: %s is not installed", inside)
			continue
		}
		if _, err := exec.LookPath("tmux"); err == nil {
			all = append(all, inTmux(t, inside, env))
		}
	}
	return all
}

// still is a text without what moves while nothing happens, and without trailing blanks.
func still(text string) string {
	text = regexp.MustCompile(`\d\d:\d\d:\d\d UTC`).ReplaceAllString(text, "NOW")
	lines := strings.Split(text, "\n")
	for y, line := range lines {
		lines[y] = strings.TrimRight(line, " ")
	}
	return strings.TrimRight(strings.Join(lines, "\n"), "\n")
}

// alike says whether two texts are the same, but that one is of ASCII and has a sign of that where
// the other has another.
func alike(ascii, other string) bool {
	a, b := []rune(ascii), []rune(other)
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		sign := b[i] > '~' && a[i] > ' ' && a[i] <= '~'
		if a[i] != b[i] && !sign {
			return false
		}
	}
	return true
}

// TestEveryTerminalShowsTheSame has the built program draw one still account on all terminals at
// once. What must be seen is what Bubble Tea's own renderer shows, which draws by other means.
func TestEveryTerminalShowsTheSame(t *testing.T) {
	t.Parallel()
	account := simulate(t, simulator.StandardAccessKey, "--frozen", "--seed", "1")
	env := account.env()
	stock, _ := onPty(t, "stock renderer", "xterm-256color", env, "--stock-renderer")
	displays := multiplexed(t, env)
	sessions := map[string]*session{}
	for _, term := range []string{
		"xterm-256color", "screen", "linux", "vt100", "vt220", "xterm", "tmux-256color",
	} {
		d, s := onPty(t, term, term, env)
		displays, sessions[term] = append(displays, d), s
	}
	seen, last := map[string]bool{}, ""
	for _, keys := range []string{
		"", "j", "jjjjj", "k", "G", " ", "g", " ", "j", "\r", "3", "]", "5", "\x1b[B", "z", "z", "h",
		"?", "?", "c", "c", "nnn", "\f",
	} {
		for _, d := range append(displays, stock) {
			d.send(keys)
		}
		want := ""
		for _, d := range displays {
			eventually(t, fmt.Sprintf("what %s shows after %q", d.name, keys), func() bool {
				want = still(stock.text())
				got := still(d.text())
				acted := want != last || keys == "\f" // which draws the same again
				return acted && strings.Contains(want, "NOW") &&
					!strings.Contains(want, "loading") &&
					(got == want && !d.ascii || d.ascii && alike(got, want))
			}, func() string { return d.text() + "\n" + stock.text() })
		}
		seen[want], last = true, want
	}
	if len(seen) < 12 {
		t.Errorf("%d screens were compared: keys did nothing", len(seen))
	}
	for term, s := range sessions {
		s.send("q")
		if code := s.ends(); code != 0 {
			t.Errorf("%s: exit code %d", term, code)
		}
		if odd := unknown(s.written(), term); len(odd) > 0 {
			t.Errorf("%s doesn't know %q", term, odd)
		}
		checkLeftOnOneScreen(t, term, s.written())
	}
}

// checkLeftOnOneScreen looks at what is left where there is no alternate screen, as on a VT100 and
// on older Linux consoles: the frame, and below it a blank row for what is printed next.
func checkLeftOnOneScreen(t *testing.T, term, stream string) {
	t.Helper()
	drawn, _, left := strings.Cut(strings.ReplaceAll(stream, "\x1b[?1049h", ""), "\x1b[?1049l")
	e := newEmulator(80, 24, io.Discard)
	defer e.close()
	if _, err := e.Write([]byte(drawn)); err != nil {
		t.Fatal(err)
	}
	lines, at := e.lines(), e.vt.CursorPosition()
	if !left || !strings.Contains(lines[0], "UTC") || lines[23] != "" || at.X != 0 || at.Y != 23 {
		t.Errorf("%s: the cursor is left at %d,%d of\n%s", term, at.X, at.Y, e.text())
	}
}

// knowledge is what a terminal knows: the last letters of sequences that begin with CSI, which
// looks (SGR), and whether it takes strings (OSC). What begins with "CSI ?" all of them pass over.
type knowledge struct {
	letters string
	looks   func(parameters []string) bool
	strings bool
}

// knows returns it: a VT100 neither inserts nor deletes; of the Linux console what console_codes(4)
// lists.
func knows(term string) knowledge {
	among := func(list string) func([]string) bool {
		known := strings.Fields(list)
		return func(parameters []string) bool {
			return !slices.ContainsFunc(parameters, func(p string) bool {
				return p != "" && !slices.Contains(known, p)
			})
		}
	}
	const sixteen = "0 1 2 4 5 7 22 24 25 27 30 31 32 33 34 35 36 37 39 40 41 42 43 44 45 46 47 49 " +
		"90 91 92 93 94 95 96 97 100 101 102 103 104 105 106 107"
	switch {
	case term == "vt100":
		return knowledge{letters: "ABCDHJKcfgmnqrx", looks: among("0 1 4 5 7")}
	case strings.HasPrefix(term, "vt"):
		return knowledge{letters: "@ABCDHJKLMPXcfghlmnqr", looks: among("0 1 4 5 7 22 24 25 27")}
	case term == "linux":
		return knowledge{letters: "@ABCDEFGHJKLMPXacdefghlmnqrsu`", looks: among(sixteen)}
	}
	const letters = "@ABCDEFGHIJKLMPSTXZ`abcdefghlmnqrstu"
	return knowledge{letters: letters, strings: true, looks: func(parameters []string) bool {
		depth := slices.Index(parameters, "38")
		if depth < 0 {
			depth = slices.Index(parameters, "48")
		}
		return depth < 0 || len(parameters) > depth+2 && parameters[depth+1] == "5" // of 256
	}}
}

// unknown returns the sequences in a stream that a terminal doesn't know.
func unknown(stream, term string) []string {
	known := knows(term)
	var odd []string
	for state, parser := byte(0), ansi.NewParser(); stream != ""; {
		sequence, _, n, next := ansi.DecodeSequence(stream, state, parser)
		state, stream = next, stream[n:]
		body, csi := strings.CutPrefix(sequence, "\x1b[")
		ok := true
		switch {
		case csi && strings.HasSuffix(body, "m"):
			ok = known.looks(strings.Split(strings.TrimSuffix(body, "m"), ";"))
		case csi:
			ok = strings.HasPrefix(body, "?") || strings.Contains(known.letters, body[len(body)-1:])
		case strings.HasPrefix(sequence, "\x1b]"):
			ok = known.strings
		case strings.HasPrefix(sequence, "\x1b"):
			ok = strings.Contains("78MDEHc=>", sequence[1:])
		case term == "linux" || strings.HasPrefix(term, "vt"):
			ok = sequence <= "~"
		}
		if !ok && !slices.Contains(odd, sequence) {
			odd = append(odd, sequence)
		}
	}
	return odd
}

// What is sent must be judged right.
func TestUnknownSequencesAreFound(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		term, stream string
		known        bool
	}{
		{"vt100", "\x1b[?1049h\x1b[2;5Habc\x1b[1;7mx\x1b[m\x1b[K", true},
		{"vt100", "\x1b[31m", false},
		{"vt100", "\x1b[22m", false},
		{"vt100", "\x1b[4h", false},
		{"vt100", "\x1b[2P", false},
		{"vt100", "\x1b[3G", false},
		{"vt100", "✓", false},
		{"vt100", "\x1b]11;?\a", false},
		{"vt220", "\x1b[27m\x1b[4X", true},
		{"linux", "\x1b[91;40m\x1b[5G", true},
		{"linux", "\x1b[38;5;203m", false},
		{"linux", "\x1b[2S", false},
		{"xterm-256color", "\x1b[1;38;5;203m\x1b]11;?\a✓", true},
		{"xterm-256color", "\x1b[38;2;1;2;3m", false},
		{"xterm-256color", "\x1b[5y", false},
	} {
		if odd := unknown(test.stream, test.term); (len(odd) == 0) != test.known {
			t.Errorf("%s, %q: got %q", test.term, test.stream, odd)
		}
	}
}
