package metrics

import (
	"cmp"
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
)

// export is what is said of an export.
type export struct {
	account, name, resource string
	arn, profile, table     string
	status                  model.Status // of the newest run; "" if none is known

	failed, overdue, slow, unhealthy, muted bool

	inARow       int
	told         bool // it is known whether it was ever delivered
	lastDelivery time.Time
	nextDelivery time.Time
	heardAt      time.Time
	took         time.Duration // of the last delivery; zero if not known
}

// readExports reads the exports that AWS still lists, at an instant of its clock, each once. One of
// which executions are pinned, and nothing else is watched, goes by the newest of them.
func readExports(list *watch.List, at time.Time) []export {
	rows := rowsOfExports(list)
	exports := make([]export, 0, len(rows))
	for _, row := range rows {
		exports = append(exports, readExport(row, at))
	}
	return tellApart(exports)
}

// rowsOfExports returns the row about each export.
func rowsOfExports(list *watch.List) []*watch.Watched {
	var rows []*watch.Watched
	places := map[string]int{}
	for _, row := range list.Watched() {
		if row.Kind == watch.WatchedAccount || row.Gone {
			continue
		}
		at, known := places[row.ExportARN]
		switch {
		case !known:
			places[row.ExportARN] = len(rows)
			rows = append(rows, row)
		case row.Kind == watch.WatchedExport,
			rows[at].Kind == watch.WatchedPin && newer(row, rows[at]):
			rows[at] = row
		}
	}
	return rows
}

// newer says whether a pinned execution was created after another.
func newer(row, than *watch.Watched) bool {
	a, _ := row.Newest().Execution()
	b, _ := than.Newest().Execution()
	return a.CreatedAt.After(b.CreatedAt)
}

func readExport(row *watch.Watched, at time.Time) export {
	ref := model.Ref{ExportARN: row.ExportARN}
	e := export{
		account: text(cmp.Or(ref.Account(), row.Account.Number())),
		name:    text(row.Title()), resource: text(ref.Resource()), arn: text(row.ExportARN),
		profile: profileOf(row.Account), slow: row.Slow(at), unhealthy: row.Unhealthy(),
	}
	_, e.overdue = row.Overdue()
	_, hours := row.MutedHours(at)
	e.muted = row.Muted() || hours
	if run := row.Newest(); run != nil {
		newest, _ := run.Execution()
		e.status = newest.Status
		if newest.Export != nil {
			e.table = text(newest.Export.Table())
		}
	}
	if row.Kind == watch.WatchedPin {
		e.readPin(row.Newest(), at)
	} else {
		e.readRow(row)
	}
	if delivered := row.Delivered(); delivered != nil {
		last, _ := delivered.Execution()
		e.told, e.lastDelivery = true, last.EndedAt()
		e.took, _ = last.Took()
	}
	return e
}

// readRow reads what the runs of a row say together.
func (e *export) readRow(row *watch.Watched) {
	last, inARow := row.Failure()
	e.failed, e.inARow = last != nil, inARow
	e.told = !row.Looking()
	e.nextDelivery, e.heardAt = row.Forecast().Next, row.ListedAt()
}

// readPin reads what a pinned execution says of its export. AWS is asked no more of one that has
// ended: what is known of it stays up to date.
func (e *export) readPin(run *watch.Run, at time.Time) {
	if e.status.Failed() && !run.Superseded() {
		e.failed, e.inARow = true, 1
	}
	e.heardAt = run.AnsweredAt()
	if !e.heardAt.IsZero() && run.StaleFrom().IsZero() {
		e.heardAt = at
	}
}

type exportName struct{ account, name string }

// tellApart gives exports of one account with the same name the rest of their ARN instead: series
// must differ. What can't be told apart even so is left out, but for the first.
func tellApart(exports []export) []export {
	count := map[exportName]int{}
	for _, e := range exports {
		count[exportName{e.account, e.name}]++
	}
	taken := map[exportName]bool{}
	apart := exports[:0]
	for _, e := range exports {
		if count[exportName{e.account, e.name}] > 1 {
			e.name = e.resource
		}
		name := exportName{e.account, e.name}
		if !taken[name] {
			taken[name] = true
			apart = append(apart, e)
		}
	}
	return apart
}
