package theme_test

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/lucasb-eyer/go-colorful"

	"exportwatch/theme"
)

// surface is a palette on the background it is for.
type surface struct {
	name       string
	depth      theme.Depth
	background theme.Background
	on         string // the background's colour
}

// surfaces are all palettes with fixed colours; the one for any background is looked at on both.
func surfaces() []surface {
	const dark, light = "#1e1e2e", "#ffffff"
	return []surface{
		{"dark", theme.TrueColor, theme.Dark, dark},
		{"light", theme.TrueColor, theme.Light, light},
		{"256 dark", theme.Colors256, theme.Dark, dark},
		{"256 light", theme.Colors256, theme.Light, light},
		{"256 either, on dark", theme.Colors256, theme.Unknown, dark},
		{"256 either, on light", theme.Colors256, theme.Unknown, light},
	}
}

func (s surface) paints(t *testing.T, look theme.Look) (foreground, background colorful.Color) {
	t.Helper()
	painted := theme.New(theme.Auto, s.depth, s.background, false).Paint(look, "x")
	foreground = painting(t, painted, "38")
	background = fromHex(t, s.on)
	if look.Chosen && s.background != theme.Unknown {
		background = painting(t, painted, "48")
	}
	return foreground, background
}

// painting reads out of a painted text which colour it has; kind is SGR's 38 for the foreground or
// 48 for the background.
func painting(t *testing.T, painted, kind string) colorful.Color {
	t.Helper()
	codes, _, _ := strings.Cut(strings.TrimPrefix(painted, "\x1b["), "m")
	fields := strings.Split(codes, ";")
	for i, field := range fields {
		if field != kind || i+2 >= len(fields) {
			continue
		}
		if fields[i+1] == "5" {
			return indexed(t, number(t, fields[i+2]))
		}
		if i+4 < len(fields) {
			return fromBytes(number(t, fields[i+2]), number(t, fields[i+3]),
				number(t, fields[i+4]))
		}
	}
	t.Fatalf("%q has no colour %s", painted, kind)
	return colorful.Color{}
}

func number(t *testing.T, text string) int {
	t.Helper()
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// indexed returns one of the upper 240 of the 256 colours: the standard cube and the grays.
func indexed(t *testing.T, index int) colorful.Color {
	t.Helper()
	switch {
	case index < 16:
		t.Fatalf("colour %d is the terminal's own", index)
	case index >= 232:
		gray := 8 + 10*(index-232)
		return fromBytes(gray, gray, gray)
	}
	level := func(step int) int {
		if step == 0 {
			return 0
		}
		return 55 + 40*step
	}
	cube := index - 16
	return fromBytes(level(cube/36), level(cube/6%6), level(cube%6))
}

func fromBytes(r, g, b int) colorful.Color {
	return colorful.Color{R: float64(r) / 255, G: float64(g) / 255, B: float64(b) / 255}
}

func fromHex(t *testing.T, hex string) colorful.Color {
	t.Helper()
	c, err := colorful.Hex(hex)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// vision is a way to see: a matrix on linear RGB.
type vision struct {
	name   string
	matrix [3][3]float64
}

// visions are the usual one and the three dichromacies, by Machado, Oliveira and Fernandes, "A
// Physiologically-based Model for Simulation of Color Vision Deficiency" (2009), severity 1.
func visions() []vision {
	return []vision{
		{"normal", [3][3]float64{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}},
		{"protan", [3][3]float64{
			{0.152286, 1.052583, -0.204868},
			{0.114503, 0.786281, 0.099216},
			{-0.003882, -0.048116, 1.051998},
		}},
		{"deutan", [3][3]float64{
			{0.367322, 0.860646, -0.227968},
			{0.280085, 0.672501, 0.047413},
			{-0.011820, 0.042940, 0.968881},
		}},
		{"tritan", [3][3]float64{
			{1.255528, -0.076749, -0.178779},
			{-0.078411, 0.930809, 0.147602},
			{0.004733, 0.691367, 0.303900},
		}},
	}
}

func (v vision) sees(c colorful.Color) colorful.Color {
	r, g, b := c.LinearRgb()
	channel := func(row [3]float64) float64 { return row[0]*r + row[1]*g + row[2]*b }
	return colorful.LinearRgb(channel(v.matrix[0]), channel(v.matrix[1]), channel(v.matrix[2])).
		Clamped()
}

type namedRole struct {
	name string
	role theme.Role
}

// statuses are the roles that must be told apart by colour.
func statuses() []namedRole {
	return []namedRole{
		{"bad", theme.Bad},
		{"warn", theme.Warn},
		{"busy", theme.Busy},
		{"good", theme.Good},
		{"muted", theme.Muted},
	}
}

// nearest returns the smallest distance (CIEDE2000) between two statuses, and which two they are.
func nearest(t *testing.T, s surface, v vision) (distance float64, pair string) {
	t.Helper()
	distance = math.Inf(1)
	for i, one := range statuses() {
		for _, other := range statuses()[:i] {
			first, _ := s.paints(t, theme.Look{Role: one.role})
			second, _ := s.paints(t, theme.Look{Role: other.role})
			// the library's scale is a hundredth of the usual one
			if d := 100 * v.sees(first).DistanceCIEDE2000(v.sees(second)); d < distance {
				distance, pair = d, other.name+"-"+one.name
			}
		}
	}
	return distance, pair
}

// TestStatusesAreToldApart holds that the colours of the statuses stay apart for people with each
// of the three common colour deficiencies. 11 is well beyond what one takes for the same colour.
func TestStatusesAreToldApart(t *testing.T) {
	t.Parallel()
	const floor = 11
	var table strings.Builder
	for _, s := range surfaces() {
		fmt.Fprintf(&table, "\n%-22s", s.name)
		for _, v := range visions() {
			distance, pair := nearest(t, s, v)
			fmt.Fprintf(&table, "%s %.1f %-12s", v.name, distance, pair)
			if distance < floor {
				t.Errorf("%s, %s eyes: %s are only %.1f apart", s.name, v.name, pair, distance)
			}
		}
	}
	t.Log("smallest distance between two statuses (CIEDE2000):" + table.String())
}

// TestColumnsStandBack holds that columns of what was delivered can be seen, but less than those that
// failed.
func TestColumnsStandBack(t *testing.T) {
	t.Parallel()
	for _, s := range surfaces() {
		fill := contrast(s.paints(t, theme.Look{Role: theme.Fill}))
		bad := contrast(s.paints(t, theme.Look{Role: theme.Bad}))
		if fill < 3 || s.background != theme.Unknown && fill >= bad {
			t.Errorf("%s: a contrast of %.1f, of failures %.1f", s.name, fill, bad)
		}
	}
}

// TestVisionsAreBlind makes sure that the simulation finds what can't be told apart: a red and a
// green as bright to deutan eyes, a blue and a green to tritan ones.
func TestVisionsAreBlind(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		vision     int
		one, other string
	}{
		"protan": {1, "#b35900", "#6b6b00"},
		"deutan": {2, "#c04040", "#7a6a3c"},
		"tritan": {3, "#0077a0", "#007d7d"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			v := visions()[test.vision]
			a, b := fromHex(t, test.one), fromHex(t, test.other)
			usual := 100 * a.DistanceCIEDE2000(b)
			blind := 100 * v.sees(a).DistanceCIEDE2000(v.sees(b))
			if v.name != name || blind > 11 || usual < 1.5*blind {
				t.Errorf("%s eyes see %.1f of %.1f", v.name, blind, usual)
			}
		})
	}
}

// contrast is WCAG 2's ratio of two colours.
func contrast(a, b colorful.Color) float64 {
	luminance := func(c colorful.Color) float64 {
		r, g, b := c.LinearRgb()
		return 0.2126*r + 0.7152*g + 0.0722*b
	}
	bright, dim := luminance(a), luminance(b)
	if bright < dim {
		bright, dim = dim, bright
	}
	return (bright + 0.05) / (dim + 0.05)
}

// TestContrast holds that what is read can be read: WCAG's 4.5 where the background is known.
// Where it isn't, and in the row under the cursor (where a status has its sign and its word too),
// no less than the palettes had when they were chosen; WCAG asks for 3 there.
func TestContrast(t *testing.T) {
	t.Parallel()
	read := append(statuses(), namedRole{"word", theme.SQLWord}, namedRole{"text", theme.SQLText},
		namedRole{"attr", theme.SQLAttr})
	var table strings.Builder
	for _, s := range surfaces() {
		floor, chosen := 4.45, 3.55 // as rounded to one digit
		if s.background == theme.Unknown {
			floor, chosen = 3.45, 3.45
		}
		fmt.Fprintf(&table, "\n%-22s", s.name)
		for _, r := range read {
			plain := contrast(s.paints(t, theme.Look{Role: r.role}))
			under := contrast(s.paints(t, theme.Look{Role: r.role, Chosen: true}))
			fmt.Fprintf(&table, "%s %.1f/%.1f  ", r.name, plain, under)
			if plain < floor || under < chosen {
				t.Errorf("%s: %s has a contrast of %.1f, and %.1f in the chosen row",
					s.name, r.name, plain, under)
			}
		}
	}
	t.Log("contrast, and contrast in the chosen row (WCAG 2):" + table.String())
}
