package terminal_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"exportwatch/tui/terminal"
)

// framesVariable asks for a longer run: how many frames in all.
const framesVariable = "EXPORTWATCH_FRAMES"

// scene is one way to show frames.
type scene struct {
	term                 string
	pane, wide, resizing bool
	frames               int
	seed, number         uint64
}

func (s scene) String() string {
	return fmt.Sprintf("%s/pane=%v/wide=%v/resizing=%v", s.term, s.pane, s.wide, s.resizing)
}

// scenes are all combinations, with so many frames in all.
func scenes(frames int, seed uint64) []scene {
	var all []scene
	for _, term := range []string{
		"xterm-256color", "tmux-256color", "screen-256color", "xterm-kitty", "linux", "vt100",
	} {
		for n := range 8 {
			all = append(all, scene{
				term: term, pane: n&1 > 0, wide: n&2 > 0, resizing: n&4 > 0, seed: seed,
			})
		}
	}
	for i := range all {
		all[i].frames = max(1, frames/len(all))
		all[i].number = uint64(i)
	}
	return all
}

// showMsg has the model show a view.
type showMsg struct{ view tea.View }

// showModel shows what comes down its channel.
type showModel struct {
	views chan tea.View
	sync  bool
	view  tea.View
}

func (m *showModel) next() tea.Msg {
	view, more := <-m.views
	if !more {
		return tea.QuitMsg{}
	}
	return showMsg{view}
}

func (m *showModel) Init() tea.Cmd {
	if !m.sync {
		return m.next
	}
	return tea.Batch(m.next, func() tea.Msg {
		return tea.ModeReportMsg{Mode: ansi.ModeSynchronizedOutput, Value: ansi.ModeReset}
	})
}

func (m *showModel) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if show, ok := msg.(showMsg); ok {
		m.view = show.view
		return m, m.next
	}
	return m, nil
}

func (m *showModel) View() tea.View {
	m.view.AltScreen = true
	return m.view
}

// stage is a program in an emulator, inside a synctest bubble.
type stage struct {
	emulator *emulated
	model    *showModel
	resizes  chan tea.WindowSizeMsg
	ended    chan error
	typing   io.Closer
}

func newStage(env []string, stock, sync bool, width, height int) *stage {
	keys, typing := io.Pipe()
	s := &stage{
		emulator: newEmulated(width, height),
		model:    &showModel{views: make(chan tea.View), sync: sync},
		resizes:  make(chan tea.WindowSizeMsg),
		ended:    make(chan error, 1),
		typing:   typing,
	}
	s.emulator.cooked = stock
	screen := terminal.New(terminal.Options{
		Env: env, Stock: stock, Profile: colorprofile.ANSI256,
		Wire: &terminal.Wire{
			In: keys, Out: s.emulator, Width: width, Height: height, Resizes: s.resizes,
		},
	})
	go func() {
		_, err := screen.Run(context.Background(), s.model)
		s.ended <- err
	}()
	s.settle()
	return s
}

// show hands a view to the model.
func (s *stage) show(t *testing.T, view tea.View) {
	t.Helper()
	select {
	case s.model.views <- view:
	case err := <-s.ended:
		_ = s.typing.Close()
		s.emulator.close()
		if panicked, ok := errors.AsType[*terminal.PanicError](err); ok {
			t.Logf("%s", panicked.Stack)
		}
		t.Fatalf("ended: %v", err)
	}
}

// settle waits until what was asked for must be on the screen.
func (*stage) settle() {
	time.Sleep(100 * time.Millisecond)
	synctest.Wait()
}

func (s *stage) resize(width, height int) {
	s.emulator.resize(width, height)
	s.resizes <- tea.WindowSizeMsg{Width: width, Height: height}
	synctest.Wait() // the emulator can't take a frame of the old size
}

func (s *stage) end(t *testing.T) {
	t.Helper()
	close(s.model.views)
	if err := <-s.ended; err != nil {
		t.Error(err)
	}
	_ = s.typing.Close()
	s.emulator.close()
	time.Sleep(time.Minute)
}

// play shows a scene's frames and reports how many were compared and which were wrong.
func (s scene) play(t *testing.T, damage func([]byte) []byte) (compared int, wrong []string) {
	t.Helper()
	random := seeded(s.seed, s.number)
	g := &generator{rand: random, pane: s.pane, wide: s.wide, width: 80, height: 24, colors: 256}
	if s.term == "linux" {
		g.colors = 16
	}
	g.runs = random.IntN(2) == 0
	stage := newStage([]string{"TERM=" + s.term}, false, random.IntN(2) == 0, g.width, g.height)
	stage.emulator.damage = damage
	for n := 0; n < s.frames; {
		if s.resizing && random.IntN(6) == 0 {
			g.width, g.height = 2+random.IntN(140), 1+random.IntN(50)
			stage.resize(g.width, g.height)
		}
		burst := 1
		if random.IntN(8) == 0 {
			burst = 2 + random.IntN(4)
		}
		var want string
		for range burst {
			f := g.next()
			view := tea.NewView(f.content())
			want = f.look()
			if random.IntN(3) == 0 {
				view.Cursor = tea.NewCursor(random.IntN(g.width), random.IntN(g.height))
				want += fmt.Sprintf("cursor %d,%d", view.Cursor.X, view.Cursor.Y)
			}
			stage.show(t, view)
			time.Sleep(time.Duration(random.IntN(4)) * time.Millisecond)
			n++
		}
		stage.settle()
		compared++
		if got := stage.emulator.look(); got != want {
			wrong = append(wrong, fmt.Sprintf("%v, frame %d: %s", s, n, difference(got, want)))
			stage.resize(g.width, g.height) // start anew
		}
	}
	stage.end(t)
	if stage.emulator.vt.IsAltScreen() || stage.emulator.vt.CursorHidden() {
		wrong = append(wrong, "the screen was not given back")
	}
	return compared, wrong
}

func difference(got, want string) string {
	gotLines, wantLines := strings.Split(got, "\n"), strings.Split(want, "\n")
	for y := range min(len(gotLines), len(wantLines)) {
		if gotLines[y] != wantLines[y] {
			return fmt.Sprintf("row %d\n got %s\nwant %s", y, gotLines[y], wantLines[y])
		}
	}
	return fmt.Sprintf("%d rows, want %d", len(gotLines), len(wantLines))
}

func TestEveryFrameIsDrawnRight(t *testing.T) {
	t.Parallel()
	frames, seed := 400, uint64(1)
	if testing.Short() {
		frames = 100
	}
	if text := os.Getenv(framesVariable); text != "" {
		var err error
		if frames, err = strconv.Atoi(text); err != nil {
			t.Fatal(err)
		}
		seed = rand.Uint64() //nolint:gosec // no secret
	}
	t.Logf("%d frames, seed %d", frames, seed)
	for _, scene := range scenes(frames, seed) {
		t.Run(scene.String(), func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				compared, wrong := scene.play(t, nil)
				t.Logf("compared %d, wrong %d", compared, len(wrong))
				for _, what := range wrong[:min(2, len(wrong))] {
					t.Error(what)
				}
			})
		})
	}
}

func TestAPlantedMistakeIsFound(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("one goroutine draws them all")
	}
	cut := func(p []byte) []byte {
		if len(p) > 300 {
			return p[:len(p)-20]
		}
		return p
	}
	for _, scene := range scenes(800, 1) {
		t.Run(scene.String(), func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				if _, wrong := scene.play(t, cut); len(wrong) == 0 {
					t.Error("cut frames were taken for whole ones")
				}
			})
		})
	}
}

// Both renderers must end on the same screen.
func TestTheStockRendererShowsTheSame(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("one goroutine draws them all")
	}
	for _, scene := range scenes(400, 2) {
		t.Run(scene.String(), func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				random := seeded(scene.seed, scene.number)
				g := &generator{
					rand:   random,
					pane:   scene.pane,
					wide:   scene.wide,
					width:  80,
					height: 24,
					colors: 16,
				}
				env := []string{"TERM=" + scene.term}
				ours := newStage(env, false, false, g.width, g.height)
				theirs := newStage(env, true, false, g.width, g.height)
				for n := range scene.frames {
					if scene.resizing && n%4 == 3 {
						g.width, g.height = 2+random.IntN(140), 1+random.IntN(50)
						ours.resize(g.width, g.height)
						theirs.resize(g.width, g.height)
					}
					view := tea.NewView(g.next().content())
					ours.show(t, view)
					theirs.show(t, view)
					ours.settle()
					if a, b := ours.emulator.look(), theirs.emulator.look(); a != b {
						t.Errorf("frame %d: %s", n, difference(a, b))
					}
				}
				ours.end(t)
				theirs.end(t)
			})
		})
	}
}
