package simulator

import "time"

// The demo's account changes every 10 to 20 seconds, for ever. From rota's grid comes one change
// every 15 seconds; the first minute and a half, and the runs then under way, are written by hand:
//
//	 8 s  cur2-hourly is delivered
//	21 s  cid-cur2 is queued
//	35 s  focus-1-2 fails: the bucket's policy
//	47 s  cur2-split-cost queries
//	58 s  cur2-daily, whose run before failed, delivers
//	69 s  cur2-resources delivers
//	80 s  cur2-daily is delivered, which makes its failure good
//	92 s  recommendations starts; from here on the grid
const (
	beat     = 15 * time.Second // the distance of changes
	perRun   = 5                // changes of a run: accepted, queued, querying, delivering, ended
	rotation = 9                // exports that take turns
	firstRun = -2               // the rota's first run, under way at the epoch
	demoKeep = 100              // runs listed of each export
	demoPast = 20               // runs of each export before the epoch
)

// rota is the schedule of an export that takes its turn every ninth run of the demo. Runs below
// zero are its past, at AWS's usual distances.
type rota struct {
	ids
	chance stream // the whole demo's
	turn   int    // its place in the rotation
	past   *cadence
	opened []step // its run under way at the epoch, if that is not the rota's; its number is 0
	last   []step // the run before the epoch's, if the story needs it; its number is -1
	broken outcome
}

func (r *rota) oldest() int { return r.past.oldest() }

func (r *rota) start(k int) time.Duration {
	if steps := r.scripted(k); steps != nil {
		return steps[0].at
	}
	if k < 0 {
		return r.past.start(k)
	}
	return r.change(r.run(k), 0)
}

func (r *rota) plan(k int) []step {
	if steps := r.scripted(k); steps != nil {
		return steps
	}
	if k < 0 {
		return r.past.plan(k)
	}
	run := r.run(k)
	end := delivered()
	if run > 2 && r.chance.at(run, "end").IntN(8) == 0 {
		end = r.broken
	}
	steps := []step{
		{code: initiationInProcess},
		{code: queryQueued},
		{code: queryInProcess},
		{code: deliveryInProcess},
		{code: end.code, reason: end.reason},
	}
	for i := range steps {
		steps[i].at = r.change(run, i)
	}
	return steps
}

// scripted is the run k that is written by hand, nil if it is not.
func (r *rota) scripted(k int) []step {
	switch k {
	case 0:
		return r.opened
	case -1:
		return r.last
	default:
		return nil
	}
}

// run is the number in the whole demo of this export's run k.
func (r *rota) run(k int) int {
	if r.opened != nil {
		k--
	}
	return firstRun + r.turn + rotation*k
}

// change is when a run of the demo enters its stage. Each beat of the grid is one change of one
// run: a run's n-th change falls on a beat whose number leaves n when divided by five.
func (r *rota) change(run, n int) time.Duration {
	if at, ok := prologue(run, n); ok {
		return at
	}
	waits := [perRun]int{0, 0, 1, 2, 3}
	number := perRun*(run+waits[n]) + n
	sway := time.Duration(r.chance.at(number, "beat").Int64N(int64(4 * time.Second)))
	if n == 0 {
		sway = sway.Truncate(time.Millisecond)
	}
	return beat*time.Duration(number+1) + sway - 2*time.Second
}

// prologue holds the changes of the rota's first runs that fall before the grid.
func prologue(run, n int) (time.Duration, bool) {
	if run > 1 {
		return 0, false
	}
	times := map[[2]int]time.Duration{
		{-2, 0}: -121 * time.Second, {-2, 1}: -106 * time.Second, {-2, 2}: -40 * time.Second,
		{-2, 3}: 69 * time.Second,
		{-1, 0}: -45 * time.Second, {-1, 1}: -31 * time.Second, {-1, 2}: 47 * time.Second,
		{0, 0}: -6 * time.Second, {0, 1}: 21 * time.Second,
		{1, 0}: 92 * time.Second,
	}
	at, ok := times[[2]int{run, n}]
	return at, ok
}
