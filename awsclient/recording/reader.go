package recording

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"time"
)

// Recording is a recording that was looked through: its runs, in the order in which they began.
type Recording struct {
	Runs []Run

	file io.ReaderAt
	size int64
}

// Run is one run of the program.
type Run struct {
	Start        Start
	Began, Ended time.Time // Ended is when its last line was written
	Replies      int       // how many questions ended

	id    string
	asked map[string]map[string]bool // the ARNs of the exports that were asked about, by profile
}

// Read looks through a recording of so many bytes. An error names the line, and what to do. A last
// line that isn't whole is passed over, and so is one before a run's first, for both are what a
// program leaves behind that was killed, or whose disk was full.
func Read(file io.ReaderAt, size int64) (*Recording, error) {
	r := &Recording{file: file, size: size}
	lines := newLines(r.all())
	var torn *brokenError // the line before, if it couldn't be read
	for {
		l, err := next[head](lines)
		broken, isBroken := errors.AsType[*brokenError](err)
		switch {
		case errors.Is(err, io.EOF):
			return r, r.atEnd(torn)
		case isBroken && torn != nil:
			return nil, r.refuse(torn)
		case isBroken:
			torn = broken
			continue
		case err != nil:
			return nil, fmt.Errorf("reading the recording: %w", err)
		case torn != nil && (l.Kind != kindStart || len(r.Runs) == 0):
			return nil, r.refuse(torn)
		}
		torn = nil
		if err := r.take(l, lines.number); err != nil {
			return nil, err
		}
	}
}

// atEnd says what is wrong with a recording whose lines were read.
func (r *Recording) atEnd(torn *brokenError) error {
	switch {
	case torn != nil && (len(r.Runs) == 0 || !torn.last):
		return r.refuse(torn)
	case len(r.Runs) == 0:
		return errors.New("it is empty: nothing was recorded into it")
	}
	return nil
}

func (r *Recording) all() io.Reader { return io.NewSectionReader(r.file, 0, r.size) }

// refuse says of a file whose first line can't be read that it is no recording.
func (r *Recording) refuse(broken *brokenError) error {
	var head [2]byte
	_, _ = r.file.ReadAt(head[:], 0) // what can't be read isn't packed
	switch {
	case string(head[:]) == "\x1f\x8b":
		return errors.New("it is packed: gunzip it first")
	case len(r.Runs) == 0:
		return fmt.Errorf("it is no recording: line %d is no JSON. "+
			"exportwatch --record FILE makes one", broken.number)
	}
	return broken
}

// take notes what a line tells of its run.
func (r *Recording) take(l head, number int) error {
	if l.Kind == kindStart {
		return r.begin(l, number)
	}
	at := slices.IndexFunc(r.Runs, func(run Run) bool { return run.id == l.Run })
	if at < 0 {
		if len(r.Runs) == 0 {
			return fmt.Errorf("it is no recording: line %d isn't the beginning of one (kind %q). "+
				"If its beginning was cut off, that is lost", number, l.Kind)
		}
		return fmt.Errorf(
			"line %d is of a run, %q, that never began: remove the line",
			number,
			l.Run,
		)
	}
	run := &r.Runs[at]
	if l.At.After(run.Ended) {
		run.Ended = l.At
	}
	switch {
	case l.Kind == kindAsk && l.Ask == nil, l.Kind == kindCall && l.Call == nil,
		l.Kind == kindReply && l.Reply == nil:
		return fmt.Errorf("line %d lacks its field %q: remove the line", number, l.Kind)
	case l.Kind == kindAsk:
		if run.asked[l.Ask.Profile] == nil {
			run.asked[l.Ask.Profile] = map[string]bool{}
		}
		if l.Ask.ExportARN != "" {
			run.asked[l.Ask.Profile][l.Ask.ExportARN] = true
		}
	case l.Kind == kindReply:
		run.Replies++
	}
	return nil
}

// begin notes a run's beginning.
func (r *Recording) begin(l head, number int) error {
	switch {
	case l.Start == nil || l.Start.Format != formatName:
		return fmt.Errorf("it is no recording: line %d lacks the format %q", number, formatName)
	case l.Start.Version > Version:
		return fmt.Errorf("line %d: it is of version %d of the format, written by exportwatch %s; "+
			"this exportwatch reads up to %d. Take a newer one", number, l.Start.Version,
			l.Start.Program, Version)
	}
	r.Runs = append(r.Runs, Run{
		Start: *l.Start, Began: l.At, Ended: l.At, id: l.Run,
		asked: map[string]map[string]bool{},
	})
	return nil
}

// Asked returns the ARNs of the exports that a profile was asked about, sorted.
func (r *Run) Asked(profile string) []string { return slices.Sorted(maps.Keys(r.asked[profile])) }

// lines reads lines one by one.
type lines struct {
	from   *bufio.Reader
	number int // of the line that was read last
}

func newLines(from io.Reader) *lines { return &lines{from: bufio.NewReaderSize(from, 1<<16)} }

// brokenError is a line that is no JSON.
type brokenError struct {
	number int
	last   bool // it has no end: nothing follows
	why    error
}

func (e *brokenError) Error() string {
	return fmt.Sprintf("line %d can't be read: %v. Remove the line", e.number, e.why)
}

func (e *brokenError) Unwrap() error { return e.why }

// head is a line without what is only read when it is played.
type head struct {
	Kind  string    `json:"kind"`
	Run   string    `json:"run"`
	At    time.Time `json:"at"`
	Start *Start    `json:"start"`
	Ask   *ask      `json:"ask"`
	Call  *struct{} `json:"call"`
	Reply *struct{} `json:"reply"`
}

// next returns the next line that isn't empty, io.EOF after the last, or a *brokenError.
func next[Line any](l *lines) (Line, error) {
	var read Line
	for {
		text, err := l.from.ReadBytes('\n')
		if err != nil && (!errors.Is(err, io.EOF) || len(text) == 0) {
			return read, err //nolint:wrapcheck // io.EOF must stay itself
		}
		l.number++
		if len(text) == 1 && err == nil {
			continue
		}
		if why := json.Unmarshal(text, &read); why != nil {
			return read, &brokenError{number: l.number, last: err != nil, why: why}
		}
		return read, nil
	}
}

// Begins says whether a file that begins so is a recording.
func Begins(head []byte) bool {
	first, _, _ := bytes.Cut(head, []byte("\n"))
	return bytes.Contains(first, []byte(`"format":"`+formatName+`"`))
}
