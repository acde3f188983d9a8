package cli_test

import (
	"fmt"
	"html"
	"slices"
	"strings"
	"testing"
	"time"

	uv "github.com/charmbracelet/ultraviolet"
)

// frame is the screen at a moment, and how long a film shows it.
type frame struct {
	screen [][]uv.Cell
	shown  time.Duration
}

// film is what an SVG shows: one frame, or several in turn, again and again. Who can't or doesn't
// want to see it move sees one frame, still.
type film struct {
	title, about string
	paint        paint
	frames       []frame
	still        int
}

// svg needs no script and nothing from elsewhere. What is the same in several frames is in it once.
func (f film) svg(t *testing.T) string {
	t.Helper()
	if len(f.frames) > 63 {
		t.Fatalf("%d frames, more than a span can hold", len(f.frames))
	}
	under, over := layer{}, layer{}
	for i, frame := range f.frames {
		m := f.paint.marks(t, frame.screen)
		under.add(i, m.under)
		over.add(i, m.over)
	}
	right, bottom := at(len(f.frames[0].screen[0]), len(f.frames[0].screen))
	width, height := right+margin, bottom+margin
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" `+
		`viewBox="0 0 %[1]d %[2]d" role="img">`+"\n<title>%[3]s</title>\n<desc>%[4]s</desc>\n",
		width, height, html.EscapeString(f.title), html.EscapeString(f.about))
	b.WriteString(f.style(append(under.spans(), over.spans()...)))
	fmt.Fprintf(&b, `<rect x="0.5" y="0.5" width="%d" height="%d" rx="8" fill="%s" stroke="%s"/>`+
		"\n"+`<g font-family="ui-monospace,'JetBrains Mono','DejaVu Sans Mono',Menlo,Consolas,`+
		`monospace" font-size="%d" fill="%s">`+"\n",
		width-1, height-1, f.paint.paper, f.paint.edge, fontSize, f.paint.ink)
	for _, l := range []layer{under, over} {
		for _, s := range l.spans() {
			fmt.Fprintf(&b, "<g%s>\n%s\n</g>\n", f.class(s), strings.Join(l.elements(s), "\n"))
		}
	}
	b.WriteString("</g>\n</svg>\n")
	return b.String()
}

// days is a set of frames, a bit for each.
type days uint64

func (s days) has(frame int) bool { return s>>frame&1 == 1 }

// layer is elements that don't cover each other.
type layer struct {
	order []string // by their first frame
	when  map[string]days
}

// add puts the elements of a frame in.
func (l *layer) add(frame int, elements []string) {
	if l.when == nil {
		l.when = map[string]days{}
	}
	for _, element := range elements {
		if l.when[element] == 0 {
			l.order = append(l.order, element)
		}
		l.when[element] |= 1 << frame
	}
}

// spans are the different spans of elements, in the order of the elements.
func (l *layer) spans() []days {
	var spans []days
	for _, element := range l.order {
		if s := l.when[element]; !slices.Contains(spans, s) {
			spans = append(spans, s)
		}
	}
	return spans
}

// elements are those that are seen during a span.
func (l *layer) elements(s days) []string {
	var found []string
	for _, element := range l.order {
		if l.when[element] == s {
			found = append(found, element)
		}
	}
	return found
}

// always is the span of what never changes.
func (f film) always() days { return 1<<len(f.frames) - 1 }

// class is the attribute that lets elements be seen during a span only.
func (f film) class(s days) string {
	if s == f.always() {
		return ""
	}
	return fmt.Sprintf(` class="f%x"`, uint64(s))
}

// style is the rules of all classes. Without them moving, the still frame is seen.
func (f film) style(spans []days) string {
	var hidden []string
	var moving strings.Builder
	length := time.Duration(0)
	for _, frame := range f.frames {
		length += frame.shown
	}
	slices.Sort(spans)
	for _, s := range slices.Compact(spans) {
		if s == f.always() {
			continue
		}
		name := fmt.Sprintf("f%x", uint64(s))
		if !s.has(f.still) {
			hidden = append(hidden, "."+name)
		}
		fmt.Fprintf(&moving, ".%s{animation-name:%[1]s}\n@keyframes %[1]s{%[2]s}\n",
			name, f.steps(s, length))
	}
	if moving.Len() == 0 {
		return ""
	}
	return fmt.Sprintf("<style>\n%s{visibility:hidden}\n"+
		"@media (prefers-reduced-motion:no-preference){\n"+
		"g{animation:%gs step-end infinite}\n%s}\n</style>\n",
		strings.Join(hidden, ","), length.Seconds(), moving.String())
}

// steps are the keyframes of a span: when it begins and ends.
func (f film) steps(s days, length time.Duration) string {
	var b strings.Builder
	var at time.Duration
	for i, frame := range f.frames {
		if i == 0 || s.has(i) != s.has(i-1) {
			seen := "hidden"
			if s.has(i) {
				seen = "visible"
			}
			fmt.Fprintf(&b, "%.4g%%{visibility:%s}", 100*at.Seconds()/length.Seconds(), seen)
		}
		at += frame.shown
	}
	return b.String()
}

// A film holds what stays once, and shows the rest in its time; its still frame where nothing may
// move.
func TestFilm(t *testing.T) {
	t.Parallel()
	f := film{title: "<t>", paint: darkPaint(), still: 1}
	for _, line := range []string{"same  one", "same  two", "same  one"} {
		f.frames = append(f.frames, frame{written(t, line), time.Second})
	}
	got := f.svg(t)
	for _, want := range []string{
		"<title>&lt;t&gt;</title>",
		"<g>\n" + `<text x="16" y="30" textLength="36">same</text>` + "\n</g>",
		`<g class="f5">` + "\n" + `<text x="70" y="30" textLength="27">one</text>` + "\n</g>",
		`<g class="f2">` + "\n" + `<text x="70" y="30" textLength="27">two</text>` + "\n</g>",
		".f5{visibility:hidden}\n@media (prefers-reduced-motion:no-preference){\n" +
			"g{animation:3s step-end infinite}\n",
		"@keyframes f2{0%{visibility:hidden}33.33%{visibility:visible}66.67%{visibility:hidden}}",
	} {
		if strings.Count(got, want) != 1 {
			t.Errorf("want %q once in\n%s", want, got)
		}
	}
	wellFormed(t, got)
}
