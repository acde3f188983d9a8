package terminal

import (
	"errors"
	"io"
	"os"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
)

const (
	// gap is how much time each frame uses up. One frame may be ahead: a lone key doesn't wait, nor
	// does what is found out for it right after, and a flood of changes costs a fraction of what it
	// would.
	gap = 16 * time.Millisecond
	// forgiveness is how long a terminal that is to be given back may take for a write, before it
	// counts as one that nobody reads.
	forgiveness = 400 * time.Millisecond
	// lastWord is how long it may then take for the sequence that gives it back.
	lastWord = 100 * time.Millisecond
)

// painter brings the newest view to the terminal: at once, and never otherwise. Its callers only
// note what they want; one goroutine, work, writes it. So a terminal that doesn't read stops that
// goroutine and nothing else, and of what it missed it gets the newest alone.
type painter struct {
	out    io.Writer
	drop   func()    // drops what was written and not yet read
	gone   func()    // called when the terminal went away
	caught func(any) // called with what drawing panicked with, where it did

	kick  chan struct{} // something is wanted
	hurry chan struct{} // without keeping the gap
	quit  chan struct{} // closed to end work

	mu    sync.Mutex
	want  order
	notes []func(*order) // changes that wait for the view that the model makes after them

	// These belong to work alone.
	cells cells
	dead  bool // nothing can be drawn any more
}

func newPainter(out io.Writer, first order, env []string) *painter {
	return &painter{
		out:   out,
		kick:  make(chan struct{}, 1),
		hurry: make(chan struct{}, 1),
		quit:  make(chan struct{}),
		want:  first,
		cells: cells{env: env},
	}
}

// note changes what is wanted together with the next view: a new size, say, is of no use before the
// model has drawn for it.
func (p *painter) note(change func(*order)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.notes = append(p.notes, change)
}

// post changes what is wanted and has it done.
func (p *painter) post(change func(*order)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	change(&p.want)
	nudge(p.kick)
}

func nudge(kick chan<- struct{}) {
	select {
	case kick <- struct{}{}:
	default:
	}
}

// show has a view drawn. One that looks like the last costs nothing.
func (p *painter) show(view tea.View) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if sameView(p.want.view, view) && len(p.notes) == 0 {
		return
	}
	for _, change := range p.notes {
		change(&p.want)
	}
	p.notes = nil
	p.want.view = tea.View{Content: view.Content}
	if view.Cursor != nil {
		cursor := *view.Cursor // the model may go on to move its own
		p.want.view.Cursor = &cursor
	}
	nudge(p.kick)
}

// resize notes a size. What was drawn is taken for lost: terminals differ in what they do to it.
func (p *painter) resize(width, height int) {
	p.note(func(o *order) { o.width, o.height, o.repaint = width, height, true })
}

// acquire takes the screen; the next show draws on it.
func (p *painter) acquire() {
	p.deadline(time.Time{})
	p.note(func(o *order) { o.on, o.repaint = true, true })
}

// release gives the screen back, and has done so when it returns: after a second at the worst, if
// nobody reads what the terminal gets.
func (p *painter) release() {
	ack := make(chan struct{})
	p.post(func(o *order) {
		o.on = false
		o.acks = append(o.acks, ack)
	})
	nudge(p.hurry)
	if within(forgiveness, ack) {
		return
	}
	p.deadline(time.Unix(0, 1)) // past: frees work from its write
	within(forgiveness, ack)
}

func within(wait time.Duration, done <-chan struct{}) bool {
	select {
	case <-done:
		return true
	case <-time.NewTimer(wait).C:
		return false
	}
}

// deadline sets until when a write may wait, where the file can do that.
func (p *painter) deadline(at time.Time) {
	if file, ok := p.out.(interface{ SetWriteDeadline(time.Time) error }); ok {
		_ = file.SetWriteDeadline(at) // without, release takes its time and leaves the screen
	}
}

// work writes what is wanted, until quit.
func (p *painter) work() {
	used := time.Now() // until then time is used up
	rest := time.NewTimer(0)
	for {
		select {
		case <-p.kick:
		case <-p.quit:
			return
		}
		select {
		case <-rest.C:
		case <-p.hurry:
		}
		if p.step() {
			if now := time.Now(); used.Before(now) {
				used = now
			}
			used = used.Add(gap)
		}
		rest.Reset(time.Until(used) - gap)
	}
}

// step carries out the newest order, and reports whether that wrote anything.
func (p *painter) step() bool {
	o := p.take()
	frame := p.compose(o)
	if len(frame) > 0 {
		_, err := p.out.Write(frame)
		if errors.Is(err, os.ErrDeadlineExceeded) {
			err = p.abandon()
		}
		if err != nil && !p.dead {
			p.dead = true
			p.gone()
		}
	}
	for _, ack := range o.acks {
		close(ack)
	}
	return len(frame) > 0
}

// take returns what is wanted. What is to be done once waits for the screen to be ours.
func (p *painter) take() order {
	p.mu.Lock()
	defer p.mu.Unlock()
	o := p.want
	o.on = o.on && o.width > 0 && o.height > 0 // not before the model has seen the size
	p.want.acks = nil
	if o.on {
		p.want.repaint = false
	}
	if o.on || p.cells.shown.on {
		p.want.raw = ""
	}
	return o
}

// compose is that of cells. If it panics, the screen is given back and stays so.
func (p *painter) compose(o order) (frame []byte) {
	if p.dead {
		return nil
	}
	defer func() {
		if value := recover(); value != nil {
			p.dead = true
			frame = []byte(p.cells.wreck())
			p.caught(value)
		}
	}()
	return p.cells.compose(o)
}

// abandon gives the screen back past a terminal that doesn't read.
func (p *painter) abandon() error {
	p.drop()
	p.deadline(time.Now().Add(lastWord))
	_, err := io.WriteString(p.out, p.cells.wreck())
	p.deadline(time.Time{})
	if errors.Is(err, os.ErrDeadlineExceeded) {
		return nil // it stays as it is; no more can be done
	}
	return err //nolint:wrapcheck // only whether it failed counts
}
