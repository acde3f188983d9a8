package recording_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"

	"exportwatch/awsclient/recording"
	"exportwatch/model"
)

// silent is a source that must not be asked.
type silent struct{ t *testing.T }

func (s silent) Answer(_ context.Context, ask model.Ask) model.Reply {
	s.t.Errorf("%v was decoded, of which no answer came", ask.Kind)
	return model.Reply{Ask: ask, Result: &model.Fault{}}
}

// TestEveryFaultComesBack: a fault for which nothing came from AWS is the same when it is played.
func TestEveryFaultComesBack(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 26, 6, 0, 0, 0, time.UTC)
	var file bytes.Buffer
	writer := recording.NewWriter(&file, func() time.Time { return now }, nil)
	writer.Start(recording.Start{Profiles: []string{"p"}})
	var faults []*model.Fault
	for kind := range model.FaultCanceled {
		faults = append(faults, &model.Fault{
			Kind: kind, Code: "Code", Message: "the words", RequestID: "id", Profile: "p",
			Action:    "bcm-data-exports:GetExecution",
			Principal: "arn:aws:iam::123456789012:user/u",
			DeniedBy:  model.PolicyKind(int(kind) % int(model.PolicyVPCEndpoint+1)),
		})
	}
	for _, fault := range faults {
		source := writer.Source(asking{over: refusing{}, operation: "GetExecution", result: fault})
		source.Answer(t.Context(), model.Ask{Kind: model.AskExecution, Profile: "p", At: now})
		now = now.Add(time.Second)
	}
	canceled := asking{over: refusing{}, result: &model.Fault{Kind: model.FaultCanceled}}
	writer.Source(canceled).Answer(t.Context(), model.Ask{At: now})
	read, err := recording.Read(strings.NewReader(file.String()), int64(file.Len()))
	if err != nil {
		t.Fatal(err)
	}
	player := read.Play(read.Runs[0], silent{t})
	steps, next, answer := player.Until(t.Context(), now, 1000)
	if next != (time.Time{}) || answer != (time.Time{}) {
		t.Errorf("%v and %v are left", next, answer)
	}
	var got []*model.Fault
	for _, step := range steps {
		if step.Ended {
			got = append(got, step.Reply.Fault())
		}
	}
	if !reflect.DeepEqual(got, faults) {
		t.Errorf("%d faults came back of %d", len(got), len(faults))
	}
}

// refusing is a network that there isn't.
type refusing struct{}

func (refusing) RoundTrip(*http.Request) (*http.Response, error) {
	return nil, errors.New("dial tcp: connection refused")
}

// TestPlayerKeepsTheOrder: steps come up to a time, no more at once than are wanted, and it is known
// when the next thing happens and the next answer comes.
func TestPlayerKeepsTheOrder(t *testing.T) {
	t.Parallel()
	began := time.Date(2026, 11, 26, 6, 0, 0, 0, time.UTC)
	now := began
	var file bytes.Buffer
	writer := recording.NewWriter(&file, func() time.Time { return now }, nil)
	writer.Start(recording.Start{})
	fault := &model.Fault{Kind: model.FaultTimeout, Message: "late"}
	for range 3 {
		source := writer.Source(moving{&now, asking{over: refusing{}, result: fault}})
		source.Answer(t.Context(), model.Ask{Kind: model.AskExports, At: now})
	}
	read, err := recording.Read(strings.NewReader(file.String()), int64(file.Len()))
	if err != nil {
		t.Fatal(err)
	}
	player := read.Play(read.Runs[0], silent{t})
	for _, want := range []struct {
		at, most, steps, next, answer int // seconds, -1 is never
	}{
		{0, 9, 1, 1, 1},
		{0, 9, 0, 1, 1},
		{1, 1, 1, 1, 2},
		{1, 9, 1, 2, 2},
		{9, 1, 1, 2, 3},
		{9, 9, 2, -1, -1},
		{9, 9, 0, -1, -1},
	} {
		steps, next, answer := player.Until(
			t.Context(),
			began.Add(time.Duration(want.at)*time.Second),
			want.most,
		)
		second := func(t time.Time) int {
			if t.IsZero() {
				return -1
			}
			return int(t.Sub(began) / time.Second)
		}
		if len(steps) != want.steps || second(next) != want.next || second(answer) != want.answer {
			t.Errorf(
				"%+v: %d steps, next %d, answer %d",
				want,
				len(steps),
				second(next),
				second(answer),
			)
		}
	}
}

// moving is a source that takes a second.
type moving struct {
	now *time.Time
	asking
}

func (m moving) Answer(ctx context.Context, ask model.Ask) model.Reply {
	*m.now = m.now.Add(time.Second)
	return m.asking.Answer(ctx, ask)
}

// TestSameBodyIsWrittenOnce: a body that was answered to the same before isn't written again, and comes
// back each time.
func TestSameBodyIsWrittenOnce(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 26, 6, 0, 0, 0, time.UTC)
	var file bytes.Buffer
	writer := recording.NewWriter(&file, func() time.Time { return now }, recording.NewMask())
	writer.Start(recording.Start{})
	long := func(letter string) string { return `{"Exports":[],"` + strings.Repeat(letter, 300) + `":1}` }
	bodies := []string{long("a"), long("a"), long("b"), long("b"), long("a"), `{}`, `{}`}
	for _, body := range bodies {
		for _, profile := range []string{"one", "two"} {
			writer.Source(asking{
				over:      writer.Tap(answering{http.StatusOK, http.Header{}, body}),
				operation: "ListExports", request: "{}", result: model.ExportList{},
			}).Answer(t.Context(), model.Ask{Kind: model.AskExports, Profile: profile, At: now})
		}
	}
	if same := strings.Count(file.String(), `"same":true`); same != 4 {
		t.Errorf("%d calls refer to the one before in\n%s", same, file.String())
	}
	read, err := recording.Read(strings.NewReader(file.String()), int64(file.Len()))
	if err != nil {
		t.Fatal(err)
	}
	var sizes []int
	player := read.Play(read.Runs[0], weighing{&sizes})
	player.Until(t.Context(), now, 1000)
	for i, body := range bodies {
		if len(sizes) != 2*len(bodies) || sizes[2*i] != len(body) || sizes[2*i+1] != len(body) {
			t.Fatalf("the bodies have %d bytes", sizes)
		}
	}
}

// weighing is a source that notes how large the answers are.
type weighing struct{ sizes *[]int }

func (w weighing) Answer(ctx context.Context, ask model.Ask) model.Reply {
	request, _ := http.NewRequestWithContext(ctx, http.MethodPost, "https://example.invalid/", nil)
	request.Header.Set("X-Amz-Target", "AWSBillingAndCostManagementDataExports."+ask.Kind.String())
	if response, err := (recording.Transport{}).RoundTrip(request); err == nil {
		text, _ := io.ReadAll(response.Body)
		_ = response.Body.Close()
		*w.sizes = append(*w.sizes, len(text))
	}
	return model.Reply{Ask: ask, Result: model.ExportList{}}
}

// full is a file that takes so many bytes.
type full struct {
	bytes.Buffer
	room int
}

func (f *full) Write(p []byte) (int, error) {
	if len(p) > f.room {
		n, _ := f.Buffer.Write(p[:f.room])
		f.room = 0
		return n, errors.New("no space left on device")
	}
	f.room -= len(p)
	return f.Buffer.Write(p)
}

// TestFullFile: the line that finds no room is the last, whoever writes; what is before it is read.
func TestFullFile(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 26, 6, 0, 0, 0, time.UTC)
	file := &full{room: 1000}
	writer := recording.NewWriter(file, func() time.Time { return now }, nil)
	writer.Start(recording.Start{})
	source := writer.Source(asking{over: refusing{}, result: &model.Fault{Kind: model.FaultDNS}})
	for range 20 {
		if reply := source.Answer(t.Context(), model.Ask{}); reply.Fault() == nil {
			t.Error("the answer is lost")
		}
	}
	writer.End()
	if err := writer.Failure(); err == nil || !strings.Contains(err.Error(), "no space left") {
		t.Errorf("the failure is %v", err)
	}
	if file.Len() != 1000 {
		t.Errorf("%d bytes were written", file.Len())
	}
	read, err := recording.Read(strings.NewReader(file.String()), 1000)
	if err != nil || len(read.Runs) != 1 || read.Runs[0].Replies < 2 {
		t.Errorf("read: %+v, %v", read, err)
	}
}

// FuzzRead: no file makes it panic or go on without an end, and what is read can be played.
func FuzzRead(f *testing.F) {
	f.Add(
		`{"kind":"start","run":"1","at":"2026-11-26T06:00:00Z","start":{"format":"exportwatch recording","version":1}}
{"kind":"ask","run":"1","at":"2026-11-26T06:00:00Z","question":1,"ask":{"operation":"ListExports"}}
{"kind":"call","run":"1","at":"2026-11-26T06:00:01Z","question":1,"call":{"operation":"ListExports","status":200,"body":"{}"}}
{"kind":"reply","run":"1","at":"2026-11-26T06:00:01Z","question":1,"reply":{"fault":{"kind":"throttled"}}}
{"kind":"end","run":"1"`,
	)
	f.Fuzz(func(t *testing.T, text string) {
		read, err := recording.Read(strings.NewReader(text), int64(len(text)))
		if err != nil {
			return
		}
		for _, run := range read.Runs {
			player := read.Play(run, told{})
			player.Until(t.Context(), run.Ended.AddDate(1, 0, 0), 1000)
		}
	})
}

// told is a source that answers.
type told struct{}

func (told) Answer(_ context.Context, ask model.Ask) model.Reply {
	return model.Reply{Ask: ask, Result: &model.Fault{}}
}
