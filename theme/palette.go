package theme

// Role is what a piece of text is for. Colour means status and nothing else, but for SQL in its
// own place; names, heads and keys have bold, plain and muted only.
type Role int

// The roles.
const (
	Text  Role = iota // what is read, in the terminal's own colour
	Muted             // labels, what is fine, punctuation
	Rule              // lines, never text
	Bad               // AWS says it failed
	Warn              // late, slow, stale, refused, a status we don't know
	Busy              // under way
	Good              // delivered, stage passed
	Fill              // columns of what was delivered, so dull that others stand out
	Badge             // the count of failures: the only filled shape

	SQLWord // the language's own words
	SQLText // strings and numbers
	SQLAttr // what is taken out of a column, and functions
)

const roleCount = int(SQLAttr) + 1

// Depth is how many colours the terminal has.
type Depth int

// The depths.
const (
	NoColor Depth = iota
	Colors16
	Colors256
	TrueColor
)

// Background is what is known of the terminal's background.
type Background int

// The backgrounds.
const (
	Unknown Background = iota
	Dark
	Light
)

// palette gives the foreground of each role and the background of the chosen row as lipgloss
// reads them: "#rrggbb", a number of the 256 colours, or "" for the terminal's own.
type palette struct {
	foreground [roleCount]string
	chosen     string
}

// paletteFor returns the colours for a depth and a background. Contrast on the usual backgrounds
// and the distance between the statuses for colour-blind eyes were computed, not judged by eye.
// SQL has no colours among the 16: these paint signs only, and SQL is all letters.
func paletteFor(depth Depth, background Background) palette {
	switch depth {
	case TrueColor:
		return trueColors(background)
	case Colors256:
		return indexedColors(background)
	case Colors16:
		return palette{
			foreground: [roleCount]string{Bad: "9", Warn: "3", Busy: "6", Good: "2", Fill: "2"},
		}
	case NoColor:
	}
	return palette{}
}

func trueColors(background Background) palette {
	switch background {
	case Dark:
		return palette{
			foreground: [roleCount]string{
				Muted: "#9096a6", Rule: "#575c76",
				Bad: "#ff6b7d", Warn: "#fccb5e", Busy: "#3fa2ff", Good: "#72e0b5", Fill: "#3f8069",
				SQLWord: "#c4a7f5", SQLText: "#e0b48f", SQLAttr: "#8ecfd9",
			},
			chosen: "#30334a",
		}
	case Light:
		return palette{
			foreground: [roleCount]string{
				Muted: "#666b7a", Rule: "#b4b9c7",
				Bad: "#a3002e", Warn: "#946400", Busy: "#0a2fb5", Good: "#006b4c", Fill: "#4b9678",
				SQLWord: "#6b2fb3", SQLText: "#8a4a1c", SQLAttr: "#00667a",
			},
			chosen: "#e4e8f2",
		}
	case Unknown:
	}
	return indexedColors(Unknown)
}

func indexedColors(background Background) palette {
	switch background {
	case Dark:
		return palette{
			foreground: [roleCount]string{
				Muted: "246", Rule: "240", Bad: "203", Warn: "221", Busy: "69", Good: "115",
				Fill:    "29",
				SQLWord: "183", SQLText: "180", SQLAttr: "116",
			},
			chosen: "236",
		}
	case Light:
		return palette{
			foreground: [roleCount]string{
				Muted: "60", Rule: "249", Bad: "88", Warn: "94", Busy: "19", Good: "29",
				Fill:    "65",
				SQLWord: "55", SQLText: "94", SQLAttr: "24",
			},
			chosen: "254",
		}
	case Unknown:
	}
	return palette{foreground: [roleCount]string{
		Muted: "102", Rule: "102", Bad: "197", Warn: "130", Busy: "33", Good: "29",
		Fill: "29", SQLWord: "133", SQLText: "130", SQLAttr: "30",
	}}
}
