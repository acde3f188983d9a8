package metrics

import (
	"context"

	"github.com/prometheus/client_golang/prometheus"

	"exportwatch/model"
)

// Counts counts what the server does beside its watch list. It may be used from several goroutines
// at once.
type Counts struct {
	viewers   prometheus.Gauge
	questions prometheus.Counter
	requests  *prometheus.CounterVec
}

// NewCounts returns counts that begin at 0.
func NewCounts() *Counts {
	return &Counts{
		viewers: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: prefix + "viewers", Help: "How many look at present.",
		}),
		questions: prometheus.NewCounter(prometheus.CounterOpts{
			Name: prefix + "questions_total",
			Help: "Questions of all watch lists, the viewers' and the server's own.",
		}),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: prefix + "aws_requests_total",
			Help: "Requests to AWS, page by page and with those that were repeated.",
		}, []string{"operation", "result"}),
	}
}

// Came counts one more viewer.
func (c *Counts) Came() { c.viewers.Inc() }

// Left counts one less.
func (c *Counts) Left() { c.viewers.Dec() }

// Describe names what is counted.
func (c *Counts) Describe(to chan<- *prometheus.Desc) {
	c.viewers.Describe(to)
	c.questions.Describe(to)
	c.requests.Describe(to)
}

// Collect hands out what was counted.
func (c *Counts) Collect(to chan<- prometheus.Metric) {
	c.viewers.Collect(to)
	c.questions.Collect(to)
	c.requests.Collect(to)
}

// Questions returns the source with its questions counted: the one that watch lists ask.
func (c *Counts) Questions(source model.Source) model.Source {
	return counted{source, func(model.Reply) { c.questions.Inc() }}
}

// Requests returns the source with the requests counted that its replies took: the one that asks
// AWS.
func (c *Counts) Requests(source model.Source) model.Source {
	return counted{source, func(reply model.Reply) {
		for _, sent := range requestsOf(reply) {
			if sent.count > 0 {
				c.requests.WithLabelValues(sent.operation, sent.result).Add(float64(sent.count))
			}
		}
	}}
}

// counted is a source whose replies are counted.
type counted struct {
	model.Source

	count func(model.Reply)
}

// Answer asks the source, and counts its reply.
func (c counted) Answer(ctx context.Context, ask model.Ask) model.Reply {
	reply := c.Source.Answer(ctx, ask)
	c.count(reply)
	return reply
}
