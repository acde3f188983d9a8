package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
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
	const appending = os.O_APPEND | os.O_CREATE | os.O_RDWR
	file, err := os.OpenFile(name, appending, 0o600) //nolint:gosec // the user named it
	if err != nil {
		return fmt.Errorf("--record: %w", err)
	}
	err = checkPrivate(file)
	if err == nil {
		err = continueRecording(file)
	}
	if err != nil {
		_ = file.Close()
		return fmt.Errorf("--record: %w", err)
	}
	var mask *recording.Mask
	if j.flags.mask {
		mask = recording.NewMask()
	}
	j.record = &recorder{Writer: recording.NewWriter(file, time.Now, mask), file: file}
	before := j.close
	j.close = func() { j.endRecording(); before() }
	return nil
}

// continueRecording makes a file ready for another run: a last line that was torn gets its end.
func continueRecording(file *os.File) error {
	info, err := file.Stat()
	if err != nil {
		return err //nolint:wrapcheck // it names the file
	}
	if !info.Mode().IsRegular() || info.Size() == 0 {
		return nil
	}
	head := make([]byte, min(info.Size(), 1024))
	last := make([]byte, 1)
	if _, err = file.ReadAt(head, 0); err == nil || errors.Is(err, io.EOF) {
		_, err = file.ReadAt(last, info.Size()-1)
	}
	switch {
	case err != nil:
		return err //nolint:wrapcheck // it names the file
	case !recording.Begins(head):
		return fmt.Errorf("%s is there and is no recording. Name another file",
			model.Clean(file.Name()))
	case !bytes.Equal(last, []byte("\n")):
		if _, err = file.WriteString("\n"); err != nil {
			return err //nolint:wrapcheck // it names the file
		}
	}
	return nil
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
