// Package metrics shows a watch list to Prometheus: a reading of the list and of what the server
// counts, in the text exposition, and whether the server is alive. It asks AWS nothing, and reads
// the list only in the goroutine that owns it. Prometheus' own client prints: escaping, HELP and TYPE
// are its, and it refuses what is no series; a registry of its own for each scrape drops what is gone.
package metrics

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"exportwatch/model/watch"
)

const (
	patience  = 5 * time.Second // with the loop that owns the list
	scrapers  = 2               // at once; more are told to come again
	plainText = "text/plain; charset=utf-8"
)

// Options is what is shown.
type Options struct {
	// Read runs a function in the goroutine that owns the watch list, and returns once it has run
	// or the context has ended. The function reads the list, changes nothing, and never waits.
	Read    func(ctx context.Context, read func(*watch.List))
	Counts  *Counts
	Version string           // of this program
	Now     func() time.Time // this machine's clock
}

// New returns what answers /metrics and /healthz, and nothing else. Several may ask at once; no more
// than two scrapes are made at a time. It sets no limits on connections: the server that it is
// given to does.
func New(options Options) http.Handler {
	h := &handler{
		options: options, names: newNames(), scraping: make(chan struct{}, scrapers),
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /metrics", h.metrics)
	mux.HandleFunc("GET /healthz", h.health)
	return mux
}

type handler struct {
	options  Options
	names    *names
	scraping chan struct{} // holds one for each scrape under way
}

var errBusy = errors.New("the watch list's loop gave no answer within 5 s")

// metrics answers a scrape. All series are made anew from the list as it is: what is no longer
// watched has none.
func (h *handler) metrics(w http.ResponseWriter, r *http.Request) {
	select {
	case h.scraping <- struct{}{}:
		defer func() { <-h.scraping }()
	default:
		http.Error(w, "two scrapes are under way; come again", http.StatusServiceUnavailable)
		return
	}
	seen, err := ask(r.Context(), h.options.Read, func(list *watch.List) *reading {
		return read(list, h.options.Now())
	})
	if err != nil {
		http.Error(w, err.Error(), http.StatusServiceUnavailable)
		return
	}
	registry := prometheus.NewRegistry()
	registry.MustRegister(
		h.options.Counts, exposition{h.names, seen}, newBuildInfo(h.options.Version),
	)
	promhttp.HandlerFor(registry, promhttp.HandlerOpts{}).ServeHTTP(w, r)
}

// health says whether the process lives and its loop answers. Whether AWS does is no part of it: a
// restart would not help.
func (h *handler) health(w http.ResponseWriter, r *http.Request) {
	_, err := ask(r.Context(), h.options.Read, func(*watch.List) struct{} { return struct{}{} })
	w.Header().Set("Content-Type", plainText)
	if err != nil {
		http.Error(w, err.Error(), http.StatusServiceUnavailable)
		return
	}
	_, _ = w.Write([]byte("ok\n")) // who asked may be gone
}

// ask returns what a function reads of the list. One that is run after the patience is over, or at
// the same moment, is heard by nobody.
func ask[T any](
	ctx context.Context, in func(context.Context, func(*watch.List)), about func(*watch.List) T,
) (T, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	answers := make(chan T, 1)
	go in(ctx, func(list *watch.List) { answers <- about(list) })
	select {
	case answer := <-answers:
		return answer, nil
	case <-ctx.Done():
		var none T
		return none, errBusy
	}
}
