package check

import (
	"fmt"
	"time"

	"exportwatch/model"
)

const mebibyte = 1 << 20

// sizes judges how much the delivery holds against the one before, and against the month before.
func (d *delivery) sizes(s *draft) {
	if d.nearlyEmpty(s) || !d.complete() {
		return
	}
	d.shrunk(s)
	d.growth(s)
}

// shrunk compares with the same partition's delivery before.
func (d *delivery) shrunk(s *draft) {
	before, known := d.bytesBefore()
	now := d.bytes()
	if !known || before <= 0 || max(now-before, before-now) < mebibyte {
		return
	}
	f := Finding{
		Severity: SeverityWarning, Certainty: CertaintyGuess,
		Todo: "Compare query and settings with the export of today.",
	}
	share := float64(now) / float64(before)
	holds := fmt.Sprintf("%s holds %s, ", subject(d.partition), size(now))
	switch {
	case share >= 3:
		f.ID = "A15"
		f.Sentence = holds + fmt.Sprintf(
			"%.1f times what it held after the delivery before.",
			share,
		)
	case share <= 0.5:
		f.ID, f.Sentence = "A15", holds+"half of what it held after the delivery before or less."
	case share <= 0.8:
		f.ID = "A14"
		f.Sentence = holds + percent(1-share) + " less than after the delivery before."
	default:
		return
	}
	s.add(f)
}

// bytesBefore returns how much the partition held after the delivery before: with overwriting as
// remembered, else what lies in the folder of the run before.
func (d *delivery) bytesBefore() (int64, bool) {
	if d.c.overwrites() {
		seen, known := d.c.before(d.facts.Manifest.Object, d.partition)
		return seen.Bytes, known && seen.Bytes >= 0
	}
	before := d.facts.Before
	known := before.Answered() && before.Whole && d.c.partitionOfList(before) == d.partition
	return bytesOf(dataFiles(before)), known
}

// monthBefore returns how much the month before holds, if that is what was listed to compare with.
func (d *delivery) monthBefore() (month time.Time, bytes int64, known bool) {
	before := d.facts.Before
	this, monthly := monthOf(d.partition)
	month, other := monthOf(d.c.partitionOfList(before))
	known = monthly && other && before.Answered() && before.Whole && month.Before(this)
	return month, bytesOf(dataFiles(before)), known
}

// growth compares what each day of the month has added with the month before.
func (d *delivery) growth(s *draft) {
	this, _ := monthOf(d.partition)
	month, before, known := d.monthBefore()
	written := d.facts.Manifest.Modified
	if !known || before == 0 || !month.AddDate(0, 1, 0).Equal(this) || written.Day() < 3 ||
		!startOfMonth(written).Equal(this) {
		return
	}
	perDay := float64(d.bytes()) / (written.Sub(this).Hours() / 24)
	usual := float64(before) / (this.Sub(month).Hours() / 24)
	if perDay >= usual/4 && perDay <= usual*4 {
		return
	}
	s.add(Finding{
		ID: "A16", Severity: SeverityNote, Certainty: CertaintyGuess,
		Sentence: fmt.Sprintf("%s grows by %s a day, %s by %s.", subject(d.partition),
			size(int64(perDay)), month.Format("2006-01"), size(int64(usual))),
	})
}

// nearlyEmpty judges a delivery that holds next to nothing, as at a month's beginning.
func (d *delivery) nearlyEmpty(s *draft) bool {
	month, monthly := monthOf(d.partition)
	_, before, known := d.monthBefore()
	holds := "next to nothing"
	switch {
	case len(d.manifest.Files) == 0:
		holds = "no data"
	case !known || !d.complete() || d.bytes()*100 >= before:
		return false
	}
	f := Finding{ID: "A19", Severity: SeverityNote, Todo: "Wait."}
	if monthly && (d.c.Now.Day() > 2 || !startOfMonth(d.c.Now).Equal(month)) {
		f.Severity = SeverityWarning
	}
	if monthly && startOfMonth(d.c.Now).Equal(month) {
		holds += " yet"
	}
	if len(d.manifest.Files) > 0 {
		holds += " (" + size(d.bytes()) + ")"
	}
	f.Sentence = fmt.Sprintf("%s holds %s: sums over it are near zero, which isn't the cost.",
		subject(d.partition), holds)
	s.add(f)
	return true
}

func startOfMonth(t time.Time) time.Time {
	t = t.UTC()
	return time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, time.UTC)
}

// columns judges the columns that the manifest names.
func (d *delivery) columns(s *draft) {
	d.lackColumns(s)
	before, known := d.c.before(d.facts.Manifest.Object, "")
	now := names(d.manifest.Columns)
	if !known || len(before.Columns) == 0 || len(now) == 0 {
		return
	}
	if changed := difference(before.Columns, now); changed != "" {
		s.add(Finding{
			ID:       "A23",
			Severity: SeverityNote,
			Sentence: fmt.Sprintf(
				"Since %s the columns changed: %s.",
				when(before.Written),
				changed,
			),
			Todo: "Tell those who load it.",
		})
	}
}

// lackColumns judges columns of the run's query that aren't in its manifest. In which case the
// files have them isn't documented, so that it doesn't count; nor does what the query doesn't name.
func (d *delivery) lackColumns(s *draft) {
	ofRun := d.matched() || d.c.Run.Status.Delivered() && d.c.inWindow(d.facts.Manifest.Object)
	if d.c.Run.Export == nil || len(d.manifest.Columns) == 0 || !ofRun || d.anotherRuns() {
		return
	}
	read, ok := readQuery(d.c.Run.Export.Query)
	if !ok {
		return
	}
	var lacking []string
	for _, column := range read.columns {
		if column.name != "" && !containsFold(names(d.manifest.Columns), column.name) {
			lacking = append(lacking, model.Clean(column.name))
		}
	}
	if n := len(lacking); n > 0 {
		s.add(Finding{
			ID: "A22", Severity: SeverityFailure,
			Sentence: fmt.Sprintf("The delivered files lack %s of the query: %s.",
				counted(n, "column"), some(lacking, 6)),
			Todo: "Compare the query with the table.",
		})
	}
}
