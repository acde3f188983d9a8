package tui

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"

	"exportwatch/model"
	"exportwatch/tui/canvas"
)

// Playback hands out what happened in a run that was recorded. It may be slow, so it is asked by
// commands alone, by one at a time.
type Playback interface {
	// Until returns what happened up to a time and wasn't handed out yet, or its beginning.
	Until(ctx context.Context, at time.Time) Passage
}

// Passage is a part of a run.
type Passage struct {
	Steps []Played
	// Next is when the next thing happened, at which Until is asked again, and Answer when the next
	// answer came; zero if nothing is left.
	Next, Answer time.Time
}

// Played is a question that was asked, or with its reply.
type Played struct {
	At    time.Time
	Ended bool
	Reply model.Reply // of one that was only asked it holds just that
}

// Replay says what to play on the screen, in place of asking a Source.
type Replay struct {
	Playback Playback
	From, To time.Time // of the recording; its clock stands still at To
	At       time.Time // where to begin; what was before is passed over
	Speed    int       // how many of its seconds pass in a second; 0 means 1
	Paused   bool      // begin standing still
}

// playing is the clock of a replay, and what is known of what it plays.
type playing struct {
	replay  *Replay // nil where nothing is replayed
	speed   int
	stopped bool
	wall    time.Time // of the message being handled, this machine's clock
	began   time.Time // when the clock was set, this machine's
	set     time.Time // and to what
	next    time.Time // when the next thing happens; zero if nothing is left
	answer  time.Time // when the next answer comes; zero if none is left
	reading bool      // a command is under way
	read    bool      // next and answer are known
}

func newPlaying(replay *Replay) playing {
	if replay == nil {
		return playing{}
	}
	return playing{replay: replay, speed: max(1, replay.Speed), stopped: replay.Paused}
}

func (p *playing) on() bool { return p.replay != nil }

// at returns the recording's time for this machine's.
func (p *playing) at(wall time.Time) time.Time {
	if !p.on() {
		return wall
	}
	p.wall = wall
	if p.began.IsZero() {
		p.began, p.set = wall, p.replay.From
		if p.replay.At.After(p.set) {
			p.set = p.replay.At
		}
	}
	if p.stopped {
		return p.set
	}
	now := p.set.Add(wall.Sub(p.began) * time.Duration(p.speed))
	if now.After(p.replay.To) {
		return p.replay.To
	}
	return now
}

// turn sets the clock, and how it goes on.
func (p *playing) turn(to time.Time, speed int, stopped bool) {
	if to.After(p.replay.To) {
		to = p.replay.To
	}
	p.began, p.set, p.speed, p.stopped = p.wall, to, speed, stopped
}

// still says whether the clock stands still: then nothing comes to rest or grows old by waiting.
func (p *playing) still(now time.Time) bool {
	return p.on() && (p.stopped || !now.Before(p.replay.To))
}

// tick returns how long it is until the clock of a replay shows another second; 0 where there is none.
func (p *playing) tick(now time.Time) time.Duration {
	if !p.on() {
		return 0
	}
	return now.Truncate(time.Second).Add(time.Second).Sub(now)
}

// wait returns for how long this machine waits until so much of the recording's time has passed. A
// fast replay isn't drawn oftener than an eye sees.
func (p *playing) wait(d time.Duration) time.Duration {
	const least = 50 * time.Millisecond
	if !p.on() || p.speed == 1 {
		return d
	}
	return max(least, d/time.Duration(p.speed))
}

// speeds are those that the keys choose from.
func speeds() []int { return []int{1, 2, 5, 10, 30, 60, 300, 900, 3600} }

// faster returns the next speed, or the one before.
func (p *playing) faster(step int) int {
	all := speeds()
	if step < 0 {
		slices.Reverse(all)
	}
	for _, speed := range all {
		if step*(speed-p.speed) > 0 {
			return speed
		}
	}
	return p.speed
}

// play goes on with the replay: it orders what has happened by now, or waits for what comes next.
func (m *Model) play() tea.Cmd {
	p := &m.playing
	if p.reading {
		return nil
	}
	if !p.read || !p.next.IsZero() && !p.next.After(m.now) {
		p.reading = true
		return m.commands.play(p.replay.Playback, m.now)
	}
	m.poll.generation++
	if p.next.IsZero() || p.still(m.now) {
		return nil
	}
	return m.commands.pollAfter(p.wait(p.next.Sub(m.now)), m.poll.generation)
}

// played lets the watch list live through a passage, each step at its own time, as it did when that
// was recorded.
func (m *Model) played(passage Passage) tea.Cmd {
	now := m.now
	var rings []tea.Cmd
	for _, step := range passage.Steps {
		m.now = step.At
		if !step.Ended {
			m.watch.Repeat(step.Reply.Ask)
			continue
		}
		m.watch.Take(step.Reply, m.now)
		rings = append(rings, m.takeStock())
	}
	m.now = now
	p := &m.playing
	p.reading, p.read = false, true
	p.next, p.answer = passage.Next, passage.Answer
	return tea.Batch(append(rings, m.play())...)
}

// pressReplay does what a key asks of the replay; false if it is another key.
func (m *Model) pressReplay(asked action) (tea.Cmd, bool) {
	p := &m.playing
	switch asked { //nolint:exhaustive // all others are no keys of the replay
	case actionPause:
		p.turn(m.now, p.speed, !p.stopped)
	case actionStep:
		p.turn(cmp.Or(p.answer, p.replay.To), p.speed, true)
		m.now = p.set
	case actionFaster:
		p.turn(m.now, p.faster(1), p.stopped)
	case actionSlower:
		p.turn(m.now, p.faster(-1), p.stopped)
	default:
		return nil, false
	}
	m.dirty = true
	m.screen.at = time.Time{} // it goes by the old clock
	return m.play(), true
}

// Now returns the time of the screen: this machine's, or in a replay the recording's.
func (m *Model) Now() time.Time { return m.now }

// lead returns what stands first in the footer: where the replay stands.
func (m *Model) lead() []footnote {
	var lead []footnote
	if m.playing.on() {
		lead = append(lead, footnote{"REPLAY", m.replayNote()})
	}
	return lead
}

// replayNote says at which time the replay stands and how it goes on.
func (m *Model) replayNote() string {
	p := &m.playing
	times := "×"
	if m.theme.Signs.ASCII {
		times = "x"
	}
	note := times + strconv.Itoa(p.speed)
	switch {
	case !m.now.Before(p.replay.To):
		note = "end"
	case p.stopped:
		note += " paused"
	}
	const roomy, narrow = 100, 60
	switch {
	case m.width >= roomy:
		note = m.now.UTC().Format(time.DateTime) + " " + note
	case m.width >= narrow:
		note = canvas.Clock(m.now) + " " + note
	}
	return note
}
