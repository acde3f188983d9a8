package list

// columns says where in a row of the list each column begins and how wide it is. A column of no
// width isn't drawn.
type columns struct {
	width                               int
	name, account, started, status, run span
	ended                               int // the column before which the last one ends
	heads                               bool
	joined                              bool // the elapsed time stands beside the status word
	short                               bool // the last column has room for an age alone
}

// span is a column's place.
type span struct{ start, width int }

func (s span) end() int { return s.start + s.width }

const (
	nameStart = 3
	longName  = 40
	endedSize = 5
	ageSize   = 3 // the same where it is short
)

// divide gives the columns their places in a row of the given width: what a row is about and how
// it stands is never given up. The account's column is account wide, 0 for none; the run's date
// has one only where runs are what the rows are about.
func divide(width, account int, runs bool) columns {
	c := columns{width: width, ended: width - 1}
	started, status, run, gap := 6, 15, 16, 1
	switch {
	case width >= 76:
		started, status, gap = 12, 16, 2
	case width >= 69:
	case width >= 56:
		run = 10
	case width >= 50:
		run, status = 0, 17
	default:
		run, started = 0, 0
	}
	if width < 56 || runs && width < 60 {
		account = 0
	}
	mark := 1
	if !runs {
		started, mark = 0, 2 // room for what marks an account
		if run == 16 {
			run = 17 // and for what is usual
		}
	}
	c.heads, c.joined = run > 0, run == 0
	right := c.ended - endedSize
	if c.short = !runs && run == 10; c.short {
		right = c.ended - ageSize
	}
	c.run = putLeft(&right, run, 1)
	c.status = putLeft(&right, status, 1)
	c.account = putLeft(&right, account, mark)
	c.started = putLeft(&right, started, gap)
	room := right - nameStart - 1
	c.name = span{nameStart, min(room, longName)}
	c.shift(room - c.name.width)
	return c
}

// putLeft puts a column left of the ones already placed, a gap apart.
func putLeft(right *int, width, gap int) span {
	if width == 0 {
		return span{}
	}
	*right -= width + gap
	return span{*right, width}
}

// shift moves the columns after a name that needs less than there is to the left.
func (c *columns) shift(spare int) {
	for _, s := range []*span{&c.account, &c.started, &c.status, &c.run} {
		s.start -= spare
	}
}
