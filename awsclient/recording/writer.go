package recording

import (
	"bytes"
	"context"
	"crypto/rand"
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
	failure   error // of writing; nothing is written after it
}

// NewWriter returns a writer of one run of the program, which masks if a mask is given. It writes
// each line with one call of Write.
func NewWriter(to io.Writer, now func() time.Time, mask *Mask) *Writer {
	id := make([]byte, 4)
	_, _ = rand.Read(id) // it never fails
	return &Writer{to: to, now: now, mask: mask, run: hex.EncodeToString(id)}
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
	l.Run, l.At = w.run, l.At.UTC()
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(l)
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.failure != nil {
		return
	}
	if err == nil {
		_, err = w.to.Write(text.Bytes())
	}
	if err != nil {
		w.failure = fmt.Errorf("recording stopped: %w", err)
	}
}

// Source returns a source that records what another is asked and how that ends. What ends because
// the program does isn't written.
func (w *Writer) Source(of model.Source) model.Source { return recorded{of, w} }

type recorded struct {
	model.Source
	writer *Writer
}

// Answer implements model.Source.
func (r recorded) Answer(ctx context.Context, asked model.Ask) model.Reply {
	number := r.writer.ask(asked)
	got := r.Source.Answer(context.WithValue(ctx, questionKey{}, number), asked)
	r.writer.reply(number, got)
	return got
}

// questionKey is that of the number of the question for which a request is sent.
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
