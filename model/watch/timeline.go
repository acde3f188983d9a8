package watch

import (
	"slices"
	"time"

	"exportwatch/model"
)

// Timeline holds the states in which we saw one execution. AWS's answers have no history: what
// lies between two looks is not known, and two executions of this program may see different
// timelines of the same run.
type Timeline struct {
	transitions []Transition
	unsaid      int // how many of them, the last, weren't handed out
}

// Transition is a state that we saw begin, or that was there when we first looked.
type Transition struct {
	Status model.Status
	Reason model.Reason
	At     time.Time // AWS's clock; when the state began, as near as we know
	Found  bool      // it had begun before we first looked, so At is only AWS's last update
	// Gap is how exact At is: the time between the look that saw the state and the one before; zero
	// where AWS's LastUpdatedAt said it, or it was found.
	Gap    time.Duration
	SeenAt time.Time // when we saw it, AWS's clock
}

// maxTransitions bounds a timeline. A run has seven states; only a strange one goes on.
const maxTransitions = 64

// Observe notes what AWS said at the time now, when the look before was at the time before (zero
// for the first look). LastUpdatedAt is taken for the beginning of a new state where it lies
// between the two looks; AWS doesn't document what it is.
func (t *Timeline) Observe(e model.Execution, before, now time.Time) {
	last := len(t.transitions) - 1
	if last >= 0 && t.transitions[last].Status == e.Status {
		if t.transitions[last].Reason != e.Reason {
			t.transitions[last].Reason, t.unsaid = e.Reason, max(1, t.unsaid)
		}
		return
	}
	at := now
	first := last < 0
	var gap time.Duration
	switch {
	case !e.UpdatedAt.IsZero() && !e.UpdatedAt.After(now) && (first || e.UpdatedAt.After(before)):
		at = e.UpdatedAt
	case !first:
		gap = now.Sub(before)
	}
	if len(t.transitions) == maxTransitions {
		t.transitions = append(t.transitions[:1], t.transitions[2:]...)
	}
	t.transitions = append(t.transitions, Transition{
		Status: e.Status, Reason: e.Reason, At: at, Found: first, Gap: gap, SeenAt: now,
	})
	t.unsaid = min(t.unsaid+1, maxTransitions)
}

// handOut returns the transitions that weren't handed out yet.
func (t *Timeline) handOut() []Transition {
	fresh := slices.Clone(t.transitions[len(t.transitions)-t.unsaid:])
	t.unsaid = 0
	return fresh
}

// precede puts what was seen earlier before what the timeline holds.
func (t *Timeline) precede(earlier []Transition) {
	if len(earlier) == 0 {
		return
	}
	all := slices.Clone(earlier)
	for _, seen := range t.transitions {
		last := all[len(all)-1]
		if seen.Status == last.Status {
			continue
		}
		if seen.Found = false; seen.At.Before(last.At) {
			seen.At = last.At
		}
		all = append(all, seen)
	}
	t.transitions = all[max(0, len(all)-maxTransitions):]
	t.unsaid = min(t.unsaid, len(t.transitions))
}

// Transitions returns what was seen, oldest first. The caller must not change it.
func (t *Timeline) Transitions() []Transition { return t.transitions }

// Mark says how a stage of an execution stands.
type Mark int

// The marks of a stage.
const (
	MarkNotReached Mark = iota
	MarkPassed
	MarkCurrent
	MarkFailed
)

// String returns the mark's name.
func (m Mark) String() string {
	return [...]string{
		MarkNotReached: "not reached",
		MarkPassed:     "passed",
		MarkCurrent:    "current",
		MarkFailed:     "failed",
	}[m]
}

// Step is a stage as the timeline shows it.
type Step struct {
	Stage   model.Stage
	Mark    Mark
	Entered time.Time     // zero if not known
	Seen    bool          // Entered is our observation, not AWS's word
	Gap     time.Duration // how exact that is, as of Transition
	Spent   time.Duration // how long it stayed there
	Known   bool          // whether Spent is known
}

// Steps returns the five stages of an execution at the time now. Stages before the present one
// count as passed although nobody may have seen them: their order is inferred.
func (t *Timeline) Steps(e model.Execution, now time.Time) []Step {
	reached := t.reached(e)
	steps := make([]Step, 0, len(model.Stages()))
	for _, stage := range model.Stages() {
		step := Step{Stage: stage, Mark: mark(stage, reached, e.Status)}
		if step.Mark != MarkNotReached {
			step.Entered, step.Seen, step.Gap = t.entered(stage, e)
		}
		steps = append(steps, step)
	}
	for i := range steps {
		steps[i].Spent, steps[i].Known = t.spent(steps, i, e, now)
	}
	return steps
}

// reached returns the execution's stage; of an unknown code the last known one.
func (t *Timeline) reached(e model.Execution) model.Stage {
	if e.Status.Known() {
		return e.Status.Stage()
	}
	for _, seen := range slices.Backward(t.transitions) {
		if stage := seen.Status.Stage(); stage != model.StageUnknown {
			return stage
		}
	}
	return model.StageUnknown
}

func mark(stage, reached model.Stage, status model.Status) Mark {
	switch {
	case stage > reached:
		return MarkNotReached
	case stage < reached || status.Delivered():
		return MarkPassed
	case status.Failed():
		return MarkFailed
	default:
		return MarkCurrent
	}
}

// entered returns when a stage began, whether that is our observation, and how exact that is.
func (t *Timeline) entered(
	stage model.Stage, e model.Execution,
) (at time.Time, seen bool, gap time.Duration) {
	switch stage {
	case model.StageAccepted:
		return e.CreatedAt, false, 0
	case model.StageDelivered:
		return e.EndedAt(), false, 0
	case model.StageUnknown, model.StageQueued, model.StageQuery, model.StageDelivery:
	}
	if entry, ok := t.entry(stage); ok {
		return entry.At, true, entry.Gap
	}
	return time.Time{}, false, 0
}

// entry returns the transition by which a stage was entered last, and false if nobody saw one.
func (t *Timeline) entry(stage model.Stage) (Transition, bool) {
	for _, seen := range slices.Backward(t.transitions) {
		if seen.Status.Stage() == stage && !seen.Status.Failed() {
			return seen, true
		}
	}
	return Transition{}, false
}

// spent returns how long step i lasted: until the next one began, the run ended, or now.
func (t *Timeline) spent(
	steps []Step,
	i int,
	e model.Execution,
	now time.Time,
) (time.Duration, bool) {
	step := steps[i]
	if step.Entered.IsZero() || step.Stage == model.StageDelivered {
		return 0, false
	}
	var until time.Time
	switch step.Mark {
	case MarkCurrent:
		until = now
	case MarkFailed:
		until = e.EndedAt()
	case MarkPassed:
		until = t.left(step, steps[i+1])
	case MarkNotReached:
	}
	if until.IsZero() || until.Before(step.Entered) {
		return 0, false
	}
	return until.Sub(step.Entered), true
}

// left returns when a stage was left for the next: the first time after it was entered, for a
// strange run may have come back to the next once more. It is zero if nobody saw that.
func (t *Timeline) left(stage, next Step) time.Time {
	for _, seen := range t.transitions {
		entered := seen.Status.Stage() == next.Stage && !seen.Status.Failed()
		if entered && next.Stage != model.StageDelivered && !seen.At.Before(stage.Entered) {
			return seen.At
		}
	}
	return next.Entered
}

// Detours returns the transitions that don't fit the inferred order: a stage entered again or
// an ended run that went on.
func (t *Timeline) Detours() []Transition {
	var detours []Transition
	reached := model.StageUnknown
	for i, seen := range t.transitions {
		stage := seen.Status.Stage()
		backward := seen.Status.Known() && stage < reached
		if backward || i > 0 && t.transitions[i-1].Status.Terminal() {
			detours = append(detours, seen)
		}
		if seen.Status.Known() {
			reached = stage
		}
	}
	return detours
}
