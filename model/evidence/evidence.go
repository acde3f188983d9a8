// Package evidence brings what is watched and what is checked together: it makes a check's case of a
// watched row and judges the evidence that came about it, once for each reply. It is pure: no clock,
// no I/O.
package evidence

import (
	"time"

	"exportwatch/model"
	"exportwatch/model/check"
	"exportwatch/model/watch"
	"exportwatch/model/words"
)

// Report is what the evidence about a run, or about an export as such, says in full.
type Report struct {
	// Sections are what was looked at, in the order of check.Kinds; what wasn't has none.
	Sections []check.Section
	// Marks are the columns of the query that the table doesn't have.
	Marks []check.Mark
	// Partitions are what really lies in the bucket, in order; nil if that wasn't looked at.
	Partitions []check.Partition
	// ToOpen is the key, verbatim, of a file of which a sample would tell something that isn't known
	// yet; "" for none.
	ToOpen string
}

// Checks is the option by which a watch list judges evidence, and by itself looks for it if that is
// wished.
func Checks(byItself bool) watch.Option {
	return watch.WithChecks(Judge, switches, byItself)
}

// switches returns the settings of a table that are TRUE or FALSE.
func switches(account *watch.Account, configuration model.TableConfiguration) []string {
	return words.CatalogOf(account).Switches(configuration)
}

// Questions returns what is asked for when somebody wants to know all about a row: what needs no
// permission of S3 last.
func Questions() []model.AskKind {
	return []model.AskKind{model.AskData, model.AskBucket, model.AskCurrent, model.AskTable}
}

// QuestionOf returns the question by whose facts a check judges.
func QuestionOf(kind check.Kind) model.AskKind {
	return [...]model.AskKind{
		check.KindData: model.AskData, check.KindBucket: model.AskBucket,
		check.KindDrift: model.AskCurrent, check.KindColumns: model.AskTable,
	}[kind]
}

// Of returns what was judged about a run of a row, or, for nil, about its export as such; nil if
// nothing came yet.
func Of(row *watch.Watched, run *watch.Run) *Report {
	if row == nil {
		return nil
	}
	looks := row.Looks(run)
	if looks == nil {
		return nil
	}
	report, _ := looks.Judgement().Report.(*Report)
	return report
}

// Section returns what one check found, and whether it was looked at.
func (r *Report) Section(kind check.Kind) (check.Section, bool) {
	if r != nil {
		for _, section := range r.Sections {
			if section.Kind == kind {
				return section, true
			}
		}
	}
	return check.Section{}, false
}

// Worst returns the worst finding; false if there is none.
func (r *Report) Worst() (worst check.Finding, found bool) {
	if r == nil {
		return check.Finding{}, false
	}
	for _, section := range r.Sections {
		for _, finding := range section.Findings {
			if !found || finding.Severity > worst.Severity {
				worst, found = finding, true
			}
		}
	}
	return worst, found
}

// CaseOf returns the case of a run of a row, or, for nil, of its export as such. What is sought is
// that of the last look at one kind, and never nil.
func CaseOf(
	list *watch.List, row *watch.Watched, run *watch.Run, sought *model.Sought, now time.Time,
) check.Case {
	if sought == nil {
		sought = &model.Sought{ExportARN: row.ExportARN}
	}
	c := check.Case{
		Sought: sought, Now: list.AWSNow(now), Underway: row.Underway(),
		IDsMatch: row.Account.IDsMatch(), TableColumns: row.TableColumns(),
		Run: execution(run), Newest: execution(row.Newest()), Delivered: execution(row.Delivered()),
	}
	if run == nil {
		c.Run.Ref.ExportARN = row.ExportARN
	}
	for _, seen := range row.Manifests() {
		c.Seen = append(c.Seen, check.Seen(seen))
	}
	return c
}

// execution returns what AWS says of a run; without an id if there is none or it said nothing.
func execution(run *watch.Run) model.Execution {
	if run == nil {
		return model.Execution{}
	}
	said, known := run.Execution()
	if !known {
		return model.Execution{}
	}
	return said
}
