package tui

import "exportwatch/tui/canvas"

// layout says what stands where. A rect without height isn't drawn.
type layout struct {
	width, height int
	small         bool // too small for more than a line
	wide          bool // list and detail stand side by side
	banner        int  // row of the banner, or -1
	list, detail  canvas.Rect
	missing       int // row of the names that no export has, or -1
	beside        int // row of what goes wrong beside the watching, or -1
	since         int // row of what happened since the last key, or -1
	keys          int // row of the footer
}

// The smallest size with a screen, and the width from which the detail stands beside the list.
const (
	minWidth  = 40
	minHeight = 10
	wideFrom  = 100
)

// extras are the lines that aren't always there.
type extras struct {
	banner  bool
	missing bool // names that no export has
	since   bool // what happened since the last key
	beside  bool // what goes wrong beside the watching
}

// arrange divides the screen. wanted is how many rows the list could use, zoomed gives the detail
// all the room.
func arrange(width, height, wanted int, has extras, zoomed bool) layout {
	l := layout{
		width:   width,
		height:  height,
		banner:  -1,
		missing: -1,
		since:   -1,
		beside:  -1,
		keys:    height - 1,
	}
	if width < minWidth || height < minHeight {
		l.small = true
		return l
	}
	l.wide = width >= wideFrom
	top := 1
	if has.banner || height >= 20 {
		l.banner = top
		top++
	}
	if height >= 30 {
		top++
	}
	bottom := l.keys
	if has.since && height >= 24 {
		bottom--
		l.since = bottom
	}
	if has.missing {
		bottom--
		l.missing = bottom
	}
	if has.beside {
		bottom--
		l.beside = bottom
	}
	if height >= 34 {
		bottom--
	}
	body := canvas.Rect{Y: top, Width: width, Height: bottom - top}
	switch {
	case zoomed:
		l.detail = canvas.Rect{X: 1, Y: body.Y, Width: width - 2, Height: body.Height}
	case l.wide:
		l.list, l.detail = beside(body)
	default:
		l.list, l.detail = below(body, wanted)
	}
	return l
}

// beside gives the detail two fifths of the width, until its lines are of a good length; then the
// list's further columns come first.
func beside(body canvas.Rect) (watchlist, pane canvas.Rect) {
	const good, most, full = 47, 72, 150 // full: columns at which the list has all it needs most
	share := min(good, max(40, 2*body.Width/5-1))
	share = min(most, share+max(0, body.Width-full)/3)
	x := body.Width - share - 1
	watchlist = canvas.Rect{Y: body.Y, Width: x - 3, Height: body.Height}
	pane = canvas.Rect{X: x, Y: body.Y, Width: share, Height: body.Height}
	return watchlist, pane
}

// below gives the detail its rule and five lines, or more where the list leaves them over.
func below(body canvas.Rect, wanted int) (watchlist, pane canvas.Rect) {
	lines := 5
	switch {
	case body.Width < 60 && body.Height < 14:
		lines = 0
	case body.Width < 80:
		lines = 4
	}
	if lines > 0 {
		spare := body.Height - 1 - lines - wanted
		lines += max(0, min(spare, 7)) + 1
		lines = min(lines, body.Height-4)
	}
	watchlist = canvas.Rect{Y: body.Y, Width: body.Width, Height: body.Height - lines}
	pane = canvas.Rect{X: 1, Y: body.Y + watchlist.Height, Width: body.Width - 2, Height: lines}
	return watchlist, pane
}
