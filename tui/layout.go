package tui

// layout says what stands where. A rect without height isn't drawn.
type layout struct {
	width, height int
	small         bool // too small for more than a line
	wide          bool // list and detail stand side by side
	banner        int  // row of the banner, or -1
	list, detail  rect
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
	banner bool
	since  bool // what happened since the last key
}

// arrange divides the screen. wanted is how many rows the list could use, zoomed gives the detail
// all the room.
func arrange(width, height, wanted int, has extras, zoomed bool) layout {
	l := layout{width: width, height: height, banner: -1, since: -1, keys: height - 1}
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
	if height >= 34 {
		bottom--
	}
	body := rect{y: top, width: width, height: bottom - top}
	switch {
	case zoomed:
		l.detail = rect{x: 1, y: body.y, width: width - 2, height: body.height}
	case l.wide:
		l.list, l.detail = beside(body)
	default:
		l.list, l.detail = below(body, wanted)
	}
	return l
}

// beside gives the detail two fifths of the width.
func beside(body rect) (list, detail rect) {
	share := min(72, max(40, 2*body.width/5-1))
	x := body.width - share - 1
	list = rect{y: body.y, width: x - 3, height: body.height}
	detail = rect{x: x, y: body.y, width: share, height: body.height}
	return list, detail
}

// below gives the detail its rule and five lines, or more where the list leaves them over.
func below(body rect, wanted int) (list, detail rect) {
	lines := 5
	switch {
	case body.width < 60 && body.height < 14:
		lines = 0
	case body.width < 80:
		lines = 4
	}
	if lines > 0 {
		spare := body.height - 1 - lines - wanted
		lines += max(0, min(spare, 7)) + 1
		lines = min(lines, body.height-4)
	}
	list = rect{y: body.y, width: body.width, height: body.height - lines}
	detail = rect{x: 1, y: body.y + list.height, width: body.width - 2, height: lines}
	return list, detail
}
