package recording

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"sync"
	"time"

	"exportwatch/model"
)

// Writer writes a recording. It is safe for concurrent use.
type Writer struct {
	run  string
	now  func() time.Time
	mask *Mask // nil: nothing is masked

	mu        sync.Mutex
	to        io.Writer
	questions int
	bodies    map[[sha256.Size]byte][sha256.Size]byte // what was last answered to what
	failure   error                                   // of writing; nothing is written after it
}

// NewWriter returns a writer of one run of the program, which masks if a mask is given. It writes
// each line with one call of Write.
func NewWriter(to io.Writer, now func() time.Time, mask *Mask) *Writer {
	id := make([]byte, 4)
	_, _ = rand.Read(id) // it never fails
	return &Writer{
		to: to, now: now, mask: mask, run: hex.EncodeToString(id),
		bodies: map[[sha256.Size]byte][sha256.Size]byte{},
	}
}

// Start writes what the run is about; it comes before all else. It fills in the format.
func (w *Writer) Start(start Start) {
	start.Format, start.Version, start.Masked = formatName, Version, w.mask != nil
	if w.mask != nil {
		start = w.mask.start(start)
	}
	w.write(line{Kind: kindStart, At: w.now(), Start: &start})
}

// End writes that the run has ended.
func (w *Writer) End() { w.write(line{Kind: kindEnd, At: w.now()}) }

// Failure returns why nothing is written any more, or nil.
func (w *Writer) Failure() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.failure
}

// write writes one line. A line that can't be written whole is the last.
func (w *Writer) write(l line) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.append(l)
}

// append does it; the writer is locked.
func (w *Writer) append(l line) {
	if w.failure != nil {
		return
	}
	l.Run, l.At = w.run, l.At.UTC()
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(l)
	if err == nil {
		_, err = w.to.Write(text.Bytes())
	}
	if err != nil {
		w.failure = fmt.Errorf("recording stopped: %w", err)
	}
}

// writeCall writes a call; a body that was answered to the same request before isn't written again.
func (w *Writer) writeCall(of question, said call) {
	const worth = 200 // a shorter body is left as it is
	about, text := said.about(of.profile), sha256.Sum256([]byte(said.Body))
	w.mu.Lock()
	defer w.mu.Unlock()
	said.Same = len(said.Body) >= worth && w.bodies[about] == text
	w.bodies[about] = text
	if said.Same {
		said.Body = ""
	}
	w.append(line{Kind: kindCall, At: w.now(), Question: of.number, Call: &said})
}

// Source returns a source that records what another is asked and how that ends. What ends because
// the program does isn't written, nor is evidence.
func (w *Writer) Source(of model.Source) model.Source { return recorded{of, w} }

type recorded struct {
	model.Source
	writer *Writer
}

// Answer implements model.Source.
func (r recorded) Answer(ctx context.Context, asked model.Ask) model.Reply {
	if asked.Kind.Evidence() {
		return r.Source.Answer(ctx, asked)
	}
	number := r.writer.ask(asked)
	of := question{number, asked.Profile}
	got := r.Source.Answer(context.WithValue(ctx, questionKey{}, of), asked)
	r.writer.reply(number, got)
	return got
}

// question is what a request is sent for.
type question struct {
	number  int
	profile string
}

// questionKey is that of the question for which a request is sent.
type questionKey struct{}

func (w *Writer) ask(asked model.Ask) int {
	w.mu.Lock()
	w.questions++
	number := w.questions
	w.mu.Unlock()
	said := fromAsk(asked)
	if w.mask != nil {
		said = w.mask.ask(said)
	}
	w.write(line{Kind: kindAsk, At: asked.At, Question: number, Ask: said})
	return number
}

func (w *Writer) reply(number int, got model.Reply) {
	said := &reply{Retries: got.Retries}
	switch failed := got.Fault(); {
	case failed == nil:
		said.Result = got.Result.Summary()
	case failed.Kind == model.FaultCanceled:
		return
	default:
		said.Fault = fromFault(failed)
		if w.mask != nil {
			said.Fault = w.mask.fault(failed.Kind, said.Fault)
		}
	}
	w.write(line{Kind: kindReply, At: w.now(), Question: number, Reply: said})
}
