package metrics

import (
	"runtime"

	"github.com/prometheus/client_golang/prometheus"
)

const prefix = "exportwatch_"

// names are the metrics that are read of a watch list: what each is called and says.
// docs/monitoring.md tells the same at length.
type names struct {
	info, status                        *prometheus.Desc
	failed, inARow                      *prometheus.Desc
	overdue, slow, unhealthy, muted     *prometheus.Desc
	lastDelivery, nextDelivery, heardAt *prometheus.Desc
	took                                *prometheus.Desc

	up, fault, accountHeardAt *prometheus.Desc
}

func newNames() *names {
	export := func(name, help string, labels ...string) *prometheus.Desc {
		labels = append([]string{"account", "export"}, labels...)
		return prometheus.NewDesc(prefix+"export_"+name, help, labels, nil)
	}
	account := func(name, help string, labels ...string) *prometheus.Desc {
		labels = append([]string{"account", "profile"}, labels...)
		return prometheus.NewDesc(prefix+"account_"+name, help, labels, nil)
	}
	return &names{
		info: export("info", "Always 1: what else is known of the export.",
			"arn", "profile", "table"),
		status: export("status",
			"1 for the status of the newest run, 0 for all others; UNKNOWN is any other code.",
			"status"),
		failed: export("failed",
			"1 if a run failed and none that began later was delivered."),
		inARow: export("failures_in_a_row",
			"How many runs failed that no later delivery made good."),
		overdue: export("overdue",
			"1 if nothing was delivered for clearly longer than is usual."),
		slow: export("slow",
			"1 if the newest run is under way longer than nearly all before it."),
		unhealthy: export("unhealthy",
			"1 if AWS calls the export unhealthy, and nothing was delivered since."),
		muted: export("muted", "1 while the export is muted, as in its muted hours."),
		lastDelivery: export("last_delivery_timestamp_seconds",
			"When the export was last delivered; 0 if it never was."),
		nextDelivery: export("next_delivery_timestamp_seconds",
			"When the next delivery is likely; absent without a schedule."),
		heardAt: export("last_answer_timestamp_seconds",
			"When AWS was last asked for the export's runs and answered; 0 if it never did."),
		took: export("last_duration_seconds", "How long the last delivered run took."),
		up: account("up",
			"1 if AWS answers for the account, 0 if it doesn't, or won't list its exports."),
		fault: account("fault",
			"1 for what keeps AWS from answering for the account, 0 for all else.", "fault"),
		accountHeardAt: account("last_answer_timestamp_seconds",
			"When AWS last told of the account's exports or runs; 0 if it never did."),
	}
}

// all returns every metric.
func (n *names) all() []*prometheus.Desc {
	return []*prometheus.Desc{
		n.info, n.status, n.failed, n.inARow, n.overdue, n.slow, n.unhealthy, n.muted,
		n.lastDelivery, n.nextDelivery, n.heardAt, n.took, n.up, n.fault, n.accountHeardAt,
	}
}

// newBuildInfo returns the metric that says which program this is.
func newBuildInfo(version string) prometheus.Collector {
	return prometheus.NewGaugeFunc(prometheus.GaugeOpts{
		Name:        prefix + "build_info",
		Help:        "Always 1: which build of exportwatch this is.",
		ConstLabels: prometheus.Labels{"version": text(version), "goversion": runtime.Version()},
	}, func() float64 { return 1 })
}
