package simulator

import (
	"encoding/json"
	"strings"
	"time"
)

// strangeAccount breaks every expectation one could have of the service; the model and AWS's
// documents forbid little of it. Its runs move in the first two minutes, then it rests.
func strangeAccount(seed uint64) *account {
	chance := newStream(seed, "strange")
	a := &account{id: digits(chance.at(0, "account")), strange: true}
	author := strangeAuthor{account: a.id, chance: chance}
	a.exports = []*export{
		author.routes(), author.goesOn(), author.completed(), author.unordered(),
		author.endless(), author.unknown(), author.missing(), author.hostile(),
		author.enormous(), author.oldName(), author.docsSample(),
	}
	for i, quirk := range []s3Quirk{
		s3Lossy, s3Restless, s3Shapes, s3Endless, s3Repeating, s3Bare, s3Portal, s3Plain,
		s3Million, s3Legacy, s3CutOff,
	} {
		a.exports[i].quirks.s3 = quirk
	}
	return a
}

// readLeniently lets the strange account answer for an ARN that breaks the model's pattern.
func (*Server) readLeniently(c *call) (input, bool) {
	var in input
	if !c.account.strange || json.Unmarshal(c.body, &in) != nil {
		return input{}, false
	}
	_, ok := c.account.export(in.ExportArn)
	return in, ok
}

// strangeAuthor writes the strange account's exports.
type strangeAuthor struct {
	account string
	chance  stream
}

func (a strangeAuthor) export(name string, runs ...scriptedRun) *export {
	t := named("focus-1-2")
	t.name, t.description = name, "Strange on purpose: "+name
	own := newStream(uint64(a.chance), name)
	e := t.build(a.account, own)
	for k := range runs {
		if runs[k].id == "" {
			runs[k].id = ids{own}.id(k)
		}
	}
	e.runs = scripted(runs)
	e.created = -30 * day
	return e
}

// route is a run that enters a stage every 20 seconds.
func route(start time.Duration, codes ...string) scriptedRun {
	run := scriptedRun{start: start}
	for i, code := range codes {
		run.steps = append(run.steps,
			step{at: start + time.Duration(i)*20*time.Second, code: code})
	}
	return run
}

func (r scriptedRun) because(reason string) scriptedRun {
	r.steps[len(r.steps)-1].reason = reason
	return r
}

// routes skips, repeats and goes back.
func (a strangeAuthor) routes() *export {
	rewound := route(-5*time.Minute, initiationInProcess, queryInProcess)
	rewound.steps[1].at = -8 * time.Minute // updated before it was created
	return a.export("strange-routes",
		route(-day, initiationInProcess, deliverySuccess),
		rewound,
		route(-70*time.Second, deliveryInProcess, queryQueued, initiationInProcess,
			queryInProcess, deliveryInProcess, queryQueued, deliverySuccess),
		route(-30*time.Second, queryQueued, queryInProcess, queryQueued, queryInProcess,
			queryQueued, queryInProcess, deliveryInProcess, deliverySuccess),
		route(-10*time.Second, initiationInProcess, deliverySuccess),
	)
}

// goesOn fails, and goes on under the same id; a delivered run starts again.
func (a strangeAuthor) goesOn() *export {
	failed := route(-45*time.Second, initiationInProcess, queryInProcess, queryFailure,
		queryQueued, queryInProcess, deliveryInProcess, deliveryFailure, deliveryInProcess,
		deliverySuccess)
	failed.steps[2].reason = internalFailureReason
	failed.steps[6].reason = insufficientPermission
	return a.export("strange-goes-on",
		route(-8*time.Hour, initiationInProcess, queryQueued, deliverySuccess, queryInProcess,
			deliveryFailure),
		failed,
		route(-25*time.Second, queryInProcess, deliverySuccess, queryInProcess,
			deliverySuccess, deliveryFailure).because(billOwnerChanged),
	)
}

// completed sets CompletedAt, and gives reasons where nothing failed.
func (a strangeAuthor) completed() *export {
	e := a.export("strange-completed",
		route(-2*day, initiationInProcess, deliverySuccess).because(internalFailureReason),
		route(-day, initiationInProcess, queryFailure),
		route(-time.Minute, initiationInProcess, queryQueued, queryInProcess,
			deliveryInProcess, deliverySuccess).because(insufficientPermission),
	)
	e.quirks.completed = true
	return e
}

// many is n finished runs.
func many(n int) []scriptedRun {
	runs := make([]scriptedRun, n)
	for k := range runs {
		start := -time.Duration(n-k) * shed
		runs[k] = route(start, initiationInProcess, queryInProcess, deliverySuccess)
		if k%4 == 1 {
			runs[k] = route(start, initiationInProcess, queryFailure)
		}
	}
	return runs
}

// unordered lists its executions in no order, in small pages.
func (a strangeAuthor) unordered() *export {
	e := a.export("strange-unordered", many(20)...)
	e.quirks.unordered, e.quirks.page = true, 6
	return e
}

// endless has a second page whose token is that of the second page.
func (a strangeAuthor) endless() *export {
	e := a.export("strange-endless", many(12)...)
	e.quirks.repeating, e.quirks.page = true, 4
	return e
}

// unknown uses codes, reasons and options that nobody knows.
func (a strangeAuthor) unknown() *export {
	e := a.export("strange-unknown",
		route(-day, initiationInProcess, "DELIVERY_ABANDONED").because("MOON_IN_THE_WAY"),
		route(-6*time.Hour, "delivery_success"),
		route(-time.Hour, initiationInProcess, deliveryFailure).because("BUCKET_ON_FIRE"),
		route(-50*time.Second, "PRE_FLIGHT", initiationInProcess, "QUERY_PAUSED",
			queryInProcess, "DELIVERY_VERIFYING", deliverySuccess),
	)
	output := &e.current.DestinationConfigurations.S3Destination.S3OutputConfigurations
	output.Format, output.Compression = "ARROW", "ZSTD"
	output.OutputType, output.Overwrite = "ICEBERG", "APPEND_REPORT"
	e.current.RefreshCadence.Frequency = "WHENEVER"
	e.current.DataQuery.QueryStatement = "SELECT * FROM COST_AND_USAGE_REPORT_3_0"
	e.current.DataQuery.TableConfigurations = map[string]map[string]string{
		"COST_AND_USAGE_REPORT_3_0": {"TIME_GRANULARITY": "PICOSECONDS", "INCLUDE_LOVE": ""},
		"NO_SUCH_TABLE":             {},
	}
	e.quirks.listed = &wireExportReference{
		ExportArn: e.arn, ExportName: e.name,
		ExportStatus: &wireExportStatus{StatusCode: "WOBBLY", StatusReason: "BUCKET_ON_FIRE"},
	}
	return e
}

// oldName has the characters that names could have until March 2026.
func (a strangeAuthor) oldName() *export {
	return a.export("Old!Export_v1.0*(final)'s",
		route(-day, initiationInProcess, queryInProcess, deliverySuccess))
}

// docsSample has an ARN from AWS's own API pages, which breaks AWS's own pattern.
func (a strangeAuthor) docsSample() *export {
	e := a.export(
		"ExampleExportName1",
		scriptedRun{
			id:    "2c173333-4b14-4740-98a1-d52304eced2d",
			start: -9 * time.Hour,
			steps: []step{
				{at: -9 * time.Hour, code: initiationInProcess},
				{at: -8*time.Hour + 265_457, code: deliverySuccess},
			},
		},
		scriptedRun{id: "8ae3fbeb-fbeb-4048-bb39-f7c6c7e80c21", start: -time.Hour, steps: []step{
			{at: -time.Hour, code: initiationInProcess},
			{at: -56*time.Minute + 252_556_820, code: deliverySuccess},
		}},
	)
	e.arn = "arn:aws:bcm-data-exports:::export:Example/837fcfce-f85b-4600-b333-b38a12c3a927"
	e.current.ExportArn = "" // the sample of GetExecution has none
	return e
}

// enormous is as long as the model allows, and in places longer.
func (a strangeAuthor) enormous() *export {
	const longestQuery = 36_000
	e := a.export("strange-"+strings.Repeat("long-", 24),
		route(-day, initiationInProcess, deliverySuccess),
		route(-15*time.Second, initiationInProcess, queryQueued, queryInProcess,
			deliveryInProcess, deliverySuccess))
	var query strings.Builder
	query.WriteString("SELECT line_item_usage_amount")
	const tail = " FROM COST_AND_USAGE_REPORT"
	for i := 0; query.Len() < longestQuery-len(tail)-60; i++ {
		query.WriteString(", resource_tags.user_tag AS tag_" + strings.Repeat("x", i%9) + digit(i))
	}
	query.WriteString(strings.Repeat(" ", longestQuery-len(tail)-query.Len()) + tail)
	e.current.DataQuery.QueryStatement = query.String()
	e.current.Description = strings.Repeat("A very long description. ", 900)
	e.current.DestinationConfigurations.S3Destination.S3Prefix = strings.Repeat("deep/", 200)
	e.current.DataQuery.TableConfigurations = map[string]map[string]string{
		tableCUR: {"FILTER": `{"tags":"` + strings.Repeat("y", 16_000) + `"}`},
	}
	return e
}

func digit(i int) string { return string(rune('0' + i%10)) }
