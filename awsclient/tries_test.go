package awsclient_test

import (
	"net/http"
	"sync/atomic"
	"testing"

	"exportwatch/model"
)

// TestRetriesAreCounted: the SDK repeats what AWS failed to answer, and AWS counts that, too.
func TestRetriesAreCounted(t *testing.T) {
	t.Parallel()
	var requests atomic.Int64
	answers := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if requests.Add(1) == 1 {
			speaksJSON(500, `{"__type":"InternalServerException"}`)(w, r)
			return
		}
		speaksJSON(200, `{"Exports":[]}`)(w, r)
	})
	session := open(t, island(through(answers)))
	for _, want := range []int{1, 0} {
		reply := session.Answer(t.Context(), model.Ask{Kind: model.AskExports})
		if reply.Fault() != nil || reply.Retries != want {
			t.Errorf("%d retries, fault %v; want %d", reply.Retries, reply.Fault(), want)
		}
	}
}
