package list

// columns says where in a row of the list each column begins and how wide it is. A column of no
// width isn't drawn.
type columns struct {
	width                               int
	edge                                int // the column before which the heads' rules end
	name, account, started, status, run span
	why, next, bucket                   span
	ended                               int // the column before which the one of the last end ends
	heads                               bool
	joined                              bool // the elapsed time stands beside the status word
	short                               bool // the one of the last end has room for an age alone
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

// The widths of a row from which it has more columns: why it needs somebody and when the next
// delivery is due; the run's column at its full width; the bucket.
const (
	reasonFrom = 86
	pinsFrom   = 100 // the same where runs are what the rows are about
	roomyFrom  = 104
	bucketFrom = 118
)

// wide says whether a row of a width has the columns that only wide ones have.
func wide(width int, runs bool) bool { return width >= reasonFrom && (!runs || width >= pinsFrom) }

// divide gives the columns their places in a row of the given width: what a row is about and how
// it stands is never given up. The account's column is account wide, 0 for none; the longest name
// counts where there is room for more; the run's date has a column only where runs are what the
// rows are about.
func divide(width, account, longest int, runs bool) columns {
	if wide(width, runs) {
		return spread(width, account, longest, runs)
	}
	c := columns{width: width, edge: width - 1, ended: width - 1}
	started, status, run, gap := 6, 15, 16, 1
	if !runs {
		status = 16 // "Delivering, slow"
	}
	switch {
	case width >= 76:
		started, status, gap = 12, 16, 2
	case width >= 69:
	case width >= 56:
		run = 10
	case width >= 50:
		run, status = 0, 17
	default:
		run, status, started = 0, 15, 0
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

// spread does it for rows that have all columns, from left to right, so that values stand near
// their names: what nothing needs is left free at the right.
func spread(width, account, longest int, runs bool) columns {
	c := columns{width: width, edge: width - 1, heads: true}
	c.status.width, c.run.width, c.why.width, c.next.width = 16, 10, 17, 10
	ended := span{width: endedSize}
	c.account.width = account
	switch {
	case runs:
		c.started.width, c.next.width = 12, 0
	case account > 0:
		c.account.width++ // room for what marks it
	}
	if width >= roomyFrom {
		c.run.width = 17
	}
	if width >= bucketFrom {
		c.bucket.width = 20
	}
	places := []*span{&c.account, &c.started, &c.status, &c.run, &c.why, &c.next, &ended, &c.bucket}
	spare := c.edge - nameStart - 1
	for _, s := range places {
		if s.width > 0 {
			spare -= s.width + 1
		}
	}
	grow := func(s *span, most int) {
		more := max(0, min(spare, most-s.width))
		s.width, spare = s.width+more, spare-more
	}
	c.name = span{start: nameStart}
	const headRoom, goodName, longReason, longBucket = 16, 24, 23, 63
	longest++ // so that there is a gap
	grow(&c.name, max(headRoom, min(longest, goodName)))
	grow(&c.why, longReason)
	grow(&c.name, longest)
	for _, s := range []*span{&c.started, &c.status, &c.run, &c.why} {
		if s.width > 0 {
			grow(s, s.width+1) // a wider gap
		}
	}
	if c.bucket.width > 0 {
		grow(&c.bucket, longBucket)
	}
	at := c.name.end() + 1
	for _, s := range places {
		if s.width > 0 {
			s.start = at
			at = s.end() + 1
		}
	}
	c.ended = ended.end()
	return c
}
