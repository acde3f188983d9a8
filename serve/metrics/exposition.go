package metrics

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"exportwatch/model"
)

// exposition prints a reading.
type exposition struct {
	*names
	*reading
}

// Describe names all metrics of a reading.
func (e exposition) Describe(to chan<- *prometheus.Desc) {
	for _, name := range e.all() {
		to <- name
	}
}

// Collect hands out the series of a reading.
func (e exposition) Collect(to chan<- prometheus.Metric) {
	for _, export := range e.exports {
		e.collectExport(to, export)
	}
	for _, account := range e.accounts {
		e.collectAccount(to, account)
	}
}

func (e exposition) collectExport(to chan<- prometheus.Metric, x export) {
	say := func(name *prometheus.Desc, value float64, more ...string) {
		labels := append([]string{x.account, x.name}, more...)
		to <- prometheus.MustNewConstMetric(name, prometheus.GaugeValue, value, labels...)
	}
	say(e.info, 1, x.arn, x.profile, x.table)
	for _, status := range statuses() {
		say(e.status, number(labelOf(x.status) == string(status)), string(status))
	}
	say(e.failed, number(x.failed))
	say(e.inARow, float64(x.inARow))
	say(e.overdue, number(x.overdue))
	say(e.slow, number(x.slow))
	say(e.unhealthy, number(x.unhealthy))
	say(e.muted, number(x.muted))
	say(e.heardAt, seconds(x.heardAt))
	if x.told {
		say(e.lastDelivery, seconds(x.lastDelivery))
	}
	if !x.nextDelivery.IsZero() {
		say(e.nextDelivery, seconds(x.nextDelivery))
	}
	if x.took > 0 {
		say(e.took, x.took.Seconds())
	}
}

func (e exposition) collectAccount(to chan<- prometheus.Metric, a account) {
	say := func(name *prometheus.Desc, value float64, more ...string) {
		labels := append([]string{a.number, a.profile}, more...)
		to <- prometheus.MustNewConstMetric(name, prometheus.GaugeValue, value, labels...)
	}
	say(e.up, number(a.up))
	for kind, so := range a.faults {
		say(e.fault, number(so), faultLabel(model.FaultKind(kind)))
	}
	say(e.accountHeardAt, seconds(a.heardAt))
}

// otherStatus stands for the codes that we don't know, so that their number has no end.
const otherStatus model.Status = "UNKNOWN"

// statuses returns the statuses that are told apart.
func statuses() []model.Status {
	return []model.Status{
		model.InitiationInProcess, model.QueryQueued, model.QueryInProcess, model.QueryFailure,
		model.DeliveryInProcess, model.DeliverySuccess, model.DeliveryFailure, otherStatus,
	}
}

// labelOf returns a status as a label; "" where there is no run.
func labelOf(status model.Status) string {
	if status != "" && !status.Known() {
		return string(otherStatus)
	}
	return string(status)
}

func number(so bool) float64 {
	if so {
		return 1
	}
	return 0
}

// seconds returns an instant as Prometheus counts time: Unix seconds, 0 for never.
func seconds(t time.Time) float64 {
	if t.IsZero() {
		return 0
	}
	return float64(t.UnixMilli()) / 1000
}
