// Package theme knows how things look: the roles of text, the palettes and the signs. It is the
// only package with a colour in it, and knows nothing of what the colours are for.
package theme

import (
	"fmt"
	"image/color"
	"math"
	"strings"

	"charm.land/lipgloss/v2"
)

// Name is a theme as the user picks it.
type Name string

// The themes.
const (
	Auto     Name = "auto"     // by the terminal's background, readable on any until it is known
	DarkBG   Name = "dark"     // for dark backgrounds
	LightBG  Name = "light"    // for light ones
	Terminal Name = "terminal" // the terminal's own 16 colours
	None     Name = "none"     // no colour
)

// ParseName reads a theme's name; the error lists the names.
func ParseName(text string) (Name, error) {
	switch name := Name(text); name {
	case Auto, DarkBG, LightBG, Terminal, None:
		return name, nil
	}
	return "", fmt.Errorf("no theme is called %q: choose auto, dark, light, terminal or none", text)
}

// Theme paints text and holds the signs. It is never changed.
type Theme struct {
	Signs Signs
	// Shades says whether what is chosen has a background of its own, so that a part of a drawing
	// can be shown by it; else it is bold or reversed.
	Shades bool
	styles [roleCount * looks]style
}

// Look is how a piece of text is painted.
type Look struct {
	Role   Role
	Strong bool // bold
	Sign   bool // a sign rather than letters: with 16 colours only signs are coloured
	Chosen bool // in the row under the cursor
	Marked bool // found by a search, or under a prompt's cursor
}

const looks = 16

func (l Look) index() int {
	index := int(l.Role) * looks
	for bit, set := range []bool{l.Strong, l.Sign, l.Chosen, l.Marked} {
		if set {
			index += 1 << bit
		}
	}
	return index
}

// style is what comes before and after a text.
type style struct{ before, after string }

// New returns a theme for what the terminal can do.
func New(name Name, depth Depth, background Background, ascii bool) *Theme {
	switch name {
	case DarkBG:
		background = Dark
	case LightBG:
		background = Light
	case Terminal:
		depth = min(depth, Colors16)
	case None:
		depth = NoColor
	case Auto:
	}
	t := &Theme{Signs: unicodeSigns()}
	if ascii {
		t.Signs = asciiSigns()
	}
	colors := paletteFor(depth, background)
	t.Shades = colors.chosen != ""
	for role := range roleCount {
		for bits := range looks {
			look := Look{
				Role:   Role(role),
				Strong: bits&1 != 0,
				Sign:   bits&2 != 0,
				Chosen: bits&4 != 0,
				Marked: bits&8 != 0,
			}
			t.styles[look.index()] = newStyle(look, depth, colors)
		}
	}
	return t
}

func newStyle(look Look, depth Depth, colors palette) style {
	s := lipgloss.NewStyle().Bold(look.Strong)
	if foreground := colors.foreground[look.Role]; foreground != "" &&
		(depth > Colors16 || look.Sign) {
		s = s.Foreground(lipgloss.Color(foreground))
	}
	switch look.Role {
	case Badge:
		s = badge(depth, colors)
	case Bad, Warn, SQLWord:
		s = s.Bold(look.Strong || depth <= Colors16)
	case Rule:
		s = s.Faint(depth == Colors16)
	case Text, Muted, Busy, Good, Fill, SQLText, SQLAttr:
	}
	if look.Chosen {
		s = chosen(s, depth, colors)
	}
	if look.Marked {
		s = marked(s, look, colors)
	}
	before, after, _ := strings.Cut(s.Render("x"), "x")
	return style{before: before, after: after}
}

// badge is filled with the colour of failures; without colours it is bold only.
func badge(depth Depth, colors palette) lipgloss.Style {
	s := lipgloss.NewStyle().Bold(true)
	if depth > NoColor {
		s = s.Foreground(lipgloss.Color(colors.foreground[Bad])).Reverse(true)
	}
	return s
}

func chosen(s lipgloss.Style, depth Depth, colors palette) lipgloss.Style {
	switch {
	case colors.chosen != "":
		return s.Background(lipgloss.Color(colors.chosen))
	case depth == NoColor:
		return s.Bold(true).Reverse(true)
	default:
		return s.Bold(true)
	}
}

// marked is reversed where strong, so that the match at which one is stands out from the others:
// these have the chosen row's background, or are bold where there is none.
func marked(s lipgloss.Style, look Look, colors palette) lipgloss.Style {
	switch {
	case look.Strong:
		return s.Reverse(true)
	case colors.chosen != "":
		return s.Background(lipgloss.Color(colors.chosen))
	default:
		return s.Bold(true)
	}
}

// Paint returns text in the given look. Text must not hold control characters.
func (t *Theme) Paint(look Look, text string) string {
	if text == "" {
		return ""
	}
	s := t.styles[look.index()]
	return s.before + text + s.after
}

// BackgroundOf judges a background colour by its relative luminance (WCAG 2). Between dark and
// light no palette is better than the one for any background.
func BackgroundOf(c color.Color) Background {
	r, g, b, _ := c.RGBA()
	luminance := 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
	switch {
	case luminance < 0.18:
		return Dark
	case luminance > 0.40:
		return Light
	default:
		return Unknown
	}
}

// linear undoes the gamma of a channel of 16 bits.
func linear(channel uint32) float64 {
	v := float64(channel) / 0xffff
	if v <= 0.04045 {
		return v / 12.92
	}
	return math.Pow((v+0.055)/1.055, 2.4)
}
