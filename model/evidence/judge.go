package evidence

import (
	"time"

	"exportwatch/model"
	"exportwatch/model/check"
	"exportwatch/model/watch"
)

// judging is one judgement that is being made.
type judging struct {
	list  *watch.List
	looks *watch.Looks
	now   time.Time

	report *Report
	watch.Judgement
}

// Judge judges all the evidence that there is about a run.
func Judge(list *watch.List, looks *watch.Looks, now time.Time) watch.Judgement {
	j := judging{list: list, looks: looks, now: now, report: &Report{}}
	for _, kind := range check.Kinds() {
		look := looks.Look(QuestionOf(kind))
		if look.At.IsZero() {
			continue
		}
		var section check.Section
		if look.Fault != nil {
			section = check.Unanswered(kind, look.Fault)
		} else {
			section = j.section(kind, look)
		}
		if section.LookedAt.IsZero() {
			section.LookedAt = look.At
		}
		j.report.Sections = append(j.report.Sections, section)
		j.Contradicts = j.Contradicts || section.Contradicts()
		j.LookAgain = j.LookAgain || section.LookAgain()
	}
	j.Report = j.report
	return j.Judgement
}

// section judges the facts of one look.
func (j *judging) section(kind check.Kind, look watch.Look) check.Section {
	c := CaseOf(j.list, j.looks.Row(), j.looks.Run(), look.Sought, j.now)
	switch facts := look.Result.(type) {
	case model.DataFacts:
		return j.data(c, facts)
	case model.BucketFacts:
		dataKey, manifestKey := j.keys()
		return c.Bucket(facts, dataKey, manifestKey)
	case model.CurrentExport:
		return c.Drift(facts)
	case model.TableFacts:
		return j.columns(c, facts)
	case model.SampleFacts, model.Answer, model.ExportList, model.ExecutionList, model.TableList,
		*model.Fault: // no check is of these
	}
	return check.Section{Kind: kind}
}

// data judges what lies in the bucket, and keeps what is worth it.
func (j *judging) data(c check.Case, facts model.DataFacts) check.Section {
	bucket, _ := j.looks.Look(model.AskBucket).Result.(model.BucketFacts)
	c.Foreign = bucket.Standing == model.BucketForeign
	j.report.Partitions = c.Partitions(facts)
	if seen, ok := c.See(facts); ok {
		kept := watch.SeenManifest(seen)
		j.Manifest = &kept
	}
	sample := j.sample()
	if sample == nil {
		j.report.ToOpen = c.FileToOpen(facts)
	}
	return c.Data(facts, sample)
}

// sample returns what was read of a file since the files were last looked at; nil if nothing was.
func (j *judging) sample() *model.SampleFacts {
	look := j.looks.Look(model.AskSample)
	if look.At.IsZero() || look.At.Before(j.looks.Look(model.AskData).At) {
		return nil
	}
	if opened, ok := look.Result.(model.SampleFacts); ok {
		return &opened
	}
	return &model.SampleFacts{Probe: model.Probe{
		Action: model.ActionGetObject, At: look.At, Fault: look.Fault,
	}}
}

// columns judges whether the query fits the table: the run's, or that of the export of today.
func (j *judging) columns(c check.Case, facts model.TableFacts) check.Section {
	for _, column := range facts.Own.Columns {
		j.Columns = append(j.Columns, column.Name)
	}
	export := j.export()
	if export == nil {
		return check.Section{Kind: check.KindColumns}
	}
	j.report.Marks = check.Marks(export, facts)
	return c.Columns(export, facts)
}

// export returns the run's snapshot, or else the export of today; nil if neither is known.
func (j *judging) export() *model.Export {
	if run := execution(j.looks.Run()); run.Export != nil {
		return run.Export
	}
	if current, ok := j.looks.Look(model.AskCurrent).Result.(model.CurrentExport); ok {
		return current.Export
	}
	return nil
}

// keys returns the keys of a data file and a manifest that were seen, or "" and "".
func (j *judging) keys() (dataKey, manifestKey string) {
	facts, ok := j.looks.Look(model.AskData).Result.(model.DataFacts)
	if !ok || !facts.Manifest.Answered() {
		return "", ""
	}
	c := CaseOf(j.list, j.looks.Row(), j.looks.Run(), j.looks.Look(model.AskData).Sought, j.now)
	if seen, ok := c.See(facts); ok {
		return seen.DataKey, seen.Key
	}
	return "", ""
}
