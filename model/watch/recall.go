package watch

// Remembered says whether only this program's memory tells of the run: AWS hasn't listed it since
// the start.
func (r *Run) Remembered() bool { return r.remembered }
