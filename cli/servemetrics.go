package cli

import (
	"context"
	"errors"
	"net/http"
	"time"

	"exportwatch/serve/metrics"
)

// openMetrics shows metrics and health at an address, and returns what ends that.
func (s *service) openMetrics(ctx context.Context, address string) (func(), error) {
	listener, err := listen(ctx, nil, "--metrics", address)
	if err != nil {
		return nil, err
	}
	const largestHeader = 1 << 13
	server := &http.Server{
		Handler: metrics.New(metrics.Options{
			Read: s.withList, Counts: s.counts, Version: version(), Now: time.Now,
		}),
		ReadTimeout: 5 * time.Second, WriteTimeout: 15 * time.Second, IdleTimeout: time.Minute,
		MaxHeaderBytes: largestHeader,
	}
	go func() {
		if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			s.log.ErrorContext(ctx, "no metrics any more", "why", err.Error())
		}
	}()
	warn(s.streams, "metrics at http://"+listener.Addr().String()+"/metrics"+reach(listener.Addr(),
		"whoever reaches this address reads the exports' names and ARNs"))
	return func() { _ = server.Close() }, nil
}
