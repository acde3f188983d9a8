package cli

import (
	"errors"
	"fmt"
	"net/http"
	"os"
	"time"

	"exportwatch/awsclient/recording"
	"exportwatch/model"
)

// tap is put around what sends questions to AWS; nil is none.
type tap func(http.RoundTripper) http.RoundTripper

// recorder is the recording that is being made. A nil one records nothing.
type recorder struct {
	*recording.Writer

	file *os.File
}

// openRecording opens the file of --record, as the debug log is opened. What isn't a recording is
// refused.
func (j *job) openRecording() error {
	name := j.flags.record
	if name == "" {
		return nil
	}
	const atItsEnd = os.O_APPEND | os.O_CREATE | os.O_RDWR
	file, err := os.OpenFile(name, atItsEnd, 0o600) //nolint:gosec // the user named it
	if err != nil {
		return fmt.Errorf("--record: %w", err)
	}
	err = checkPrivate(file)
	torn := false
	if err == nil {
		torn, err = isTorn(file)
	}
	if err != nil {
		_ = file.Close()
		return fmt.Errorf("--record: %w", err)
	}
	var mask *recording.Mask
	if j.flags.mask {
		mask = recording.NewMask()
	}
	to := &appending{file: file, torn: torn}
	j.record = &recorder{Writer: recording.NewWriter(to, time.Now, mask), file: file}
	before := j.close
	j.close = func() { j.endRecording(); before() }
	return nil
}

// isTorn says whether the last line of a recording that is there has no end. What isn't a recording
// is refused.
func isTorn(file *os.File) (bool, error) {
	info, err := file.Stat()
	if err != nil {
		return false, err //nolint:wrapcheck // it names the file
	}
	if !info.Mode().IsRegular() || info.Size() == 0 {
		return false, nil
	}
	head, last := make([]byte, min(info.Size(), 1024)), make([]byte, 1)
	if _, err = file.ReadAt(head, 0); err == nil {
		_, err = file.ReadAt(last, info.Size()-1)
	}
	switch {
	case err != nil:
		return false, err //nolint:wrapcheck // it names the file
	case !recording.Begins(head):
		return false, fmt.Errorf("%s is there and is no recording. Name another file",
			model.Clean(file.Name()))
	}
	return last[0] != '\n', nil
}

// appending appends to a file, whose last line it ends first if that is torn.
type appending struct {
	file *os.File
	torn bool
}

// Write implements io.Writer.
func (a *appending) Write(text []byte) (int, error) {
	if !a.torn {
		return a.file.Write(text) //nolint:wrapcheck // it names the file
	}
	n, err := a.file.Write(append([]byte("\n"), text...))
	if err == nil {
		a.torn = false
	}
	return max(0, n-1), err
}

// startRecording writes what the recording is about, and records from then on.
func (j *job) startRecording() {
	if j.record == nil {
		return
	}
	start := recording.Start{
		Program: version(), Region: j.flags.region, Profiles: j.profiles,
		Interval: recording.Seconds(j.flags.interval), Jitter: j.flags.jitter,
		Watched: recording.Watched{Names: j.named.patterns, ExportARNs: j.named.arns},
	}
	for _, ref := range j.named.pins {
		start.Watched.Executions = append(start.Watched.Executions,
			recording.Execution{ExportARN: ref.ExportARN, ExecutionID: ref.ExecutionID})
	}
	j.record.Start(start)
	j.source = j.record.Source(j.source)
}

// endRecording says on standard error if not everything was recorded.
func (j *job) endRecording() {
	j.record.End()
	err := errors.Join(j.record.Failure(), j.record.file.Close())
	if err != nil {
		warn(j.streams, "--record: "+err.Error())
	}
}

// tap returns what records the calls, or nil.
func (r *recorder) tap() tap {
	if r == nil {
		return nil
	}
	return r.Tap
}

// trouble returns what says why nothing is recorded any more, or nil.
func (r *recorder) trouble() func() string {
	if r == nil {
		return nil
	}
	return func() string {
		if err := r.Failure(); err != nil {
			if broken, ok := errors.AsType[*os.PathError](err); ok {
				return "recording stopped: " + model.Clean(broken.Err.Error())
			}
			return model.Clean(err.Error())
		}
		return ""
	}
}
