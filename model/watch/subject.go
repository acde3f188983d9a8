package watch

// Subject is what somebody looks at: a row, or one of its older runs. The zero value is nothing.
type Subject struct {
	Row   *Watched
	Older *Run
}

// Run returns the run that is looked at: the older one, or the row's newest; nil if none is known.
func (s Subject) Run() *Run {
	switch {
	case s.Row == nil:
		return nil
	case s.Older != nil:
		return s.Older
	default:
		return s.Row.Newest()
	}
}
