package tui_test

import (
	"context"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"

	"exportwatch/model"
	painter "exportwatch/tui/terminal"
)

// disputes are names on whose widths terminals disagree, or whose signs stand elsewhere than they
// were written.
func disputes() []string {
	return []string{
		"日本語の輸出",
		"한국어",
		"\u1112\u1161\u11ab\u1100\u116e\u11a8",
		"ｶﾞｷﾞ", // wide, Hangul by its letters
		"Kosten-für-März",
		"cafe\u0301",
		"e\u0301\u0302\u0303" + strings.Repeat("\u0301", 40),
		"لاستهلاك",
		"עלויות",
		"right\u202eto\u2066left", // written from the right
		"👩‍👩‍👧‍👦",
		"👍🏽-ok",
		"🇩🇪🇫🇷",
		"🇩-",
		"❤️‍🔥",
		"1️⃣-☁️",
		"🏴\U000E0067\U000E0062\U000E007F",
		"🫨🪿",
		"नमस्ते",
		"क्षि-का",
		"ภาษาไทย",
		"กำ",
		"ខ្មែរ",
		"ᠮᠣᠩ", // several runes in a cell
		"a\u200bb\u200dc\u2060\ufeff",
		"\u00ad\u115f\u3164",
		"\u0301starts",
		"﷽",
		"𒐫",
		"⸻",
		"日本語の輸出日本語の輸出日本語の輸出日本語の輸出",
		strings.Repeat("कि", 40), // cut
		strings.Repeat("👍🏽", 30),
	}
}

// named returns accounts whose exports and profiles have such names.
func named(names, profiles []string) *cloud {
	accounts := []string{amer, emea, apac}
	c := &cloud{}
	for i, name := range profiles {
		c.profiles = append(c.profiles, profile{name: "payer-" + name, account: accounts[i]})
	}
	for i, name := range names {
		since := time.Duration(i) * minute
		runs := every(8*hour, 12, 6*minute, hour+since)
		switch i % 4 {
		case 1:
			runs[len(runs)-1].ends = model.DeliveryFailure
		case 2:
			runs = append(
				runs,
				trip{ago: 2*minute + since, took: 5 * hour, ends: model.DeliverySuccess},
			)
		}
		c.exports = append(c.exports, &plan{name: name, account: accounts[i%3], runs: runs})
	}
	return c
}

// frames is a program that shows what comes down its channel.
type frames struct {
	next    chan string
	content string
}

type frameMsg string

func (f *frames) Init() tea.Cmd { return func() tea.Msg { return frameMsg(<-f.next) } }

func (f *frames) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	frame, ok := msg.(frameMsg)
	switch {
	case !ok:
		return f, nil
	case frame == "":
		return f, tea.Quit
	}
	f.content = string(frame)
	return f, f.Init()
}

func (f *frames) View() tea.View { return tea.View{Content: f.content, AltScreen: true} }

// drawn is a painter with an emulator as the terminal, in a bubble of virtual time. The emulator
// counts clusters as a whole, where the program counts runes.
type drawn struct {
	vt     *vt.Emulator
	frames *frames
	ended  chan struct{}
}

func paint(t *testing.T, size size) *drawn {
	t.Helper()
	d := &drawn{
		vt:     vt.NewEmulator(size.width, size.height),
		frames: &frames{next: make(chan string)}, ended: make(chan struct{}),
	}
	keys, typing := io.Pipe()
	screen := painter.New(painter.Options{
		Env: []string{"TERM=xterm-256color"}, Profile: colorprofile.TrueColor,
		Wire: &painter.Wire{In: keys, Out: d.vt, Width: size.width, Height: size.height},
	})
	go func() {
		defer close(d.ended)
		_, _ = screen.Run(context.Background(), d.frames) // what it shows is looked at
		_ = typing.Close()
	}()
	return d
}

// show draws a frame and returns the text of each cell.
func (d *drawn) show(frame string) [][]string {
	d.frames.next <- frame
	time.Sleep(100 * time.Millisecond)
	synctest.Wait()
	rows := make([][]string, d.vt.Height())
	for y := range rows {
		rows[y] = make([]string, d.vt.Width())
		for x := range rows[y] {
			rows[y][x] = " "
			if cell := d.vt.CellAt(x, y); cell != nil && cell.Content != "" {
				rows[y][x] = cell.Content
			}
		}
	}
	return rows
}

func (d *drawn) end() {
	d.frames.next <- ""
	<-d.ended
	time.Sleep(time.Minute)
}

// TestNamesNeverMoveColumns draws the same state twice: with names of ASCII, and with names of the
// same width that terminals take for wider or narrower. What isn't a name must be in the same
// cells.
func TestNamesNeverMoveColumns(t *testing.T) {
	t.Parallel()
	var odd, even []string
	for _, text := range disputes() {
		text = model.Clean(text)
		odd, even = append(odd, text), append(even, unlike(even, ansi.StringWidthWc(text)))
	}
	labels := []string{"日本", "काकि", "👍🏽🇩🇪"}
	var even3 []string
	for _, text := range labels {
		even3 = append(even3, unlike(even3, ansi.StringWidthWc(text)))
	}
	for _, at := range []struct{ size, list size }{
		// The list with what is above it, and at 120 the rule and the edge beside it.
		{size{80, 24}, size{80, 15}}, {size{60, 20}, size{60, 14}}, {size{120, 36}, size{73, 36}},
	} {
		t.Run(at.size.String(), func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				open := func(c *cloud) *screen {
					return openAt(t, c.seen(t, 5*hour, 0), plain(), at.size, 0)
				}
				ours, theirs := open(named(odd, labels)), open(named(even, even3))
				odd, even := paint(t, at.size), paint(t, at.size)
				for _, key := range append(strings.Split(strings.Repeat("j", 40), ""),
					"g", "space", "j", "6", "1", "G", "pgup", "c", "esc") {
					ours.press(key)
					theirs.press(key)
					got, want := odd.show(ours.styled()), even.show(theirs.styled())
					for y := range want {
						end := at.size.width
						if in := strings.Join(want[y], ""); strings.ContainsAny(in, unused) ||
							strings.Contains(in, "lines ") { // text of the detail flows
							end = at.list.width * min(1, at.list.height/(y+1))
						}
						if where := moved(got[y][:end], want[y][:end]); where >= 0 {
							t.Errorf(
								"after %s, row %d, from column %d:\n got %s\nwant %s",
								key,
								y,
								where,
								strings.Join(got[y], ""),
								strings.Join(want[y], ""),
							)
						}
					}
				}
				odd.end()
				even.end()
			})
		})
	}
}

// unused are characters that are in no text of the screen but names.
const unused = "#&@$^%{}\\"

// unlike returns a name of so many of the unused characters that isn't one of the others.
func unlike(others []string, width int) string {
	for n := 0; ; n++ {
		name := []byte(strings.Repeat(unused[:1], width))
		for i, rest := 0, n; i < width; i, rest = i+1, rest/len(unused) {
			name[i] = unused[rest%len(unused)]
		}
		if !slices.Contains(others, string(name)) {
			return string(name)
		}
	}
}

// moved returns the first cell that differs between two rows and isn't one of a name's, -1 if none
// is. A name that is cut ends in a sign, perhaps a cell early; one that begins with a mark has it
// over the blank before.
func moved(got, want []string) int {
	named := false
	for x := range want {
		switch {
		case strings.Contains(unused, want[x]):
			named = true
		case named && want[x] == "…":
		default:
			named = false
			if !strings.HasPrefix(got[x], want[x]) {
				return x
			}
		}
	}
	return -1
}
