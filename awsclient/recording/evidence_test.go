package recording_test

import (
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"exportwatch/awsclient/recording"
	"exportwatch/model"
)

// handing is a source that sends one request for its question.
type handing struct{ over http.RoundTripper }

func (h handing) Answer(ctx context.Context, ask model.Ask) model.Reply {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://aws.test/", nil)
	if err == nil {
		request.Header.Set(
			"X-Amz-Target",
			"AWSBillingAndCostManagementDataExports."+ask.Kind.String(),
		)
		response, failed := h.over.RoundTrip(request)
		if failed == nil {
			_ = response.Body.Close()
		}
	}
	return model.Reply{Ask: ask, Result: model.CurrentExport{}}
}

// roundTrip is a network that answers everything.
type roundTrip struct{}

func (roundTrip) RoundTrip(*http.Request) (*http.Response, error) {
	answer := httptest.NewRecorder()
	return answer.Result(), nil
}

// TestEvidenceIsNotRecorded: neither the question, nor its requests, nor how it ends.
func TestEvidenceIsNotRecorded(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 26, 6, 0, 0, 0, time.UTC)
	var file bytes.Buffer
	writer := recording.NewWriter(&file, func() time.Time { return now }, nil)
	source := writer.Source(handing{writer.Tap(roundTrip{})})
	reply := source.Answer(t.Context(), model.Ask{Kind: model.AskCurrent, At: now})
	if _, ok := reply.Result.(model.CurrentExport); !ok || file.Len() != 0 {
		t.Errorf("%T, recorded %q", reply.Result, file.String())
	}
	source.Answer(t.Context(), model.Ask{Kind: model.AskTables, At: now})
	if lines := bytes.Count(file.Bytes(), []byte("\n")); lines != 3 {
		t.Errorf("%d lines of a question that is recorded: %s", lines, file.String())
	}
}
