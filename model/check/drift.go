package check

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"exportwatch/model"
)

// Drift judges how the export of today differs from the run's snapshot, and what AWS says of it.
func (c Case) Drift(facts model.CurrentExport) Section {
	s := draft{Section{Kind: KindDrift, LookedAt: facts.At, Requests: facts.Requests}}
	switch {
	case facts.Gone:
		s.add(Finding{
			ID: "C7", Severity: SeverityWarning, Sentence: "The export doesn't exist any more.",
		})
		return s.done()
	case facts.Refused():
		s.denied(model.ActionGetExport, model.Clean(c.Sought.ExportARN),
			"Whether the export changed can't be seen: bcm-data-exports:GetExport.")
		return s.done()
	case !facts.Answered():
		if facts.Fault != nil {
			s.failed("Whether the export changed can't be seen", facts.Fault)
		}
		return s.done()
	}
	if then, now := c.Run.Export, facts.Export; then == nil || now == nil {
		s.Unseen = append(s.Unseen, Unseen{
			Why:      UnseenCapped,
			Sentence: "No snapshot of a run is known to compare the export with.",
		})
	} else {
		changes := []Finding{}
		for _, compare := range []func(then, now *model.Export) []Finding{
			destinationChanges, outputChanges, queryChanges, descriptionChanges,
		} {
			changes = append(changes, compare(then, now)...)
		}
		settings, changed := settingChanges(then, now)
		if len(changes) == 0 && !changed {
			s.add(Finding{
				ID: "C1", Severity: SeverityOK, Sentence: "The export is as it was for this run.",
			})
		}
		s.add(changes...)
		s.add(settings...)
	}
	c.health(&s, facts.Health)
	return s.done()
}

func destinationChanges(then, now *model.Export) []Finding {
	was, is := then.Destination, now.Destination
	var found []Finding
	add := func(sentence string) {
		found = append(found, Finding{ID: "C2", Severity: SeverityWarning, Sentence: sentence})
	}
	if was.Bucket != is.Bucket || was.Prefix != is.Prefix || then.Name != now.Name {
		add(fmt.Sprintf("Since this run the export delivers to %s; this run's files are under %s.",
			root(now), root(then)))
	}
	if was.Region != is.Region {
		add(fmt.Sprintf("Since this run the export says that its bucket is in %s; it was %s.",
			orNone(is.Region), orNone(was.Region)))
	}
	if was.Owner != is.Owner && was.Owner != "" && is.Owner != "" {
		add(fmt.Sprintf("Since this run the export expects %s as its bucket's owner; it was %s.",
			is.Owner, was.Owner))
	}
	return found
}

// root returns the address beneath which an export's data and manifests are.
func root(export *model.Export) string { return strings.TrimSuffix(export.DataRoot(), "data/") }

func outputChanges(then, now *model.Export) []Finding {
	was, is := then.Destination, now.Destination
	var changes []string
	for _, pair := range [][2]string{
		{format(was), format(is)},
		{was.Overwrite, is.Overwrite},
		{was.OutputType, is.OutputType},
	} {
		if pair[0] != pair[1] {
			changes = append(changes, output(pair[1])+" instead of "+output(pair[0]))
		}
	}
	if len(changes) == 0 {
		return nil
	}
	return []Finding{{
		ID: "C3", Severity: SeverityWarning,
		Sentence: "Since this run the export writes " + listed(changes) + ".",
	}}
}

// format names the format of files with their compression, for a sentence.
func format(d model.Destination) string {
	switch {
	case d.Format == "PARQUET" && d.Compression == "PARQUET":
		return "Parquet"
	case d.Format == "TEXT_OR_CSV" && d.Compression == "GZIP":
		return "CSV with gzip"
	case d.Format == "TEXT_OR_CSV" && d.Compression == "ZIP":
		return "CSV with ZIP"
	default:
		return strings.TrimSpace(d.Format + " " + d.Compression)
	}
}

// output names a value of the output configurations, for a sentence.
func output(value string) string {
	switch value {
	case "":
		return "what isn't said"
	case model.OverwriteReport:
		return "over the files before"
	case model.CreateNewReport:
		return "new files each time"
	default:
		return value
	}
}

func queryChanges(then, now *model.Export) []Finding {
	f := Finding{
		ID: "C4", Severity: SeverityNote, Sentence: "The query changed since this run.",
	}
	was, wasRead := readQuery(then.Query)
	is, isRead := readQuery(now.Query)
	if !wasRead || !isRead {
		if spaced(then.Query) == spaced(now.Query) {
			return nil
		}
		return []Finding{f}
	}
	var changes []string
	before, after := was.texts(), is.texts()
	switch {
	case slices.Equal(before, after):
	case difference(before, after) == "":
		changes = append(changes, "the columns' order")
	default:
		changes = append(changes, "columns "+difference(before, after))
	}
	if was.rest != is.rest {
		changes = append(changes, "the condition or the limit")
	}
	if len(changes) == 0 {
		return nil
	}
	f.Sentence = "The query changed since this run: " + strings.Join(changes, "; ") + "."
	return []Finding{f}
}

// texts returns the columns as written.
func (q *query) texts() []string {
	texts := make([]string, 0, len(q.columns))
	for _, column := range q.columns {
		texts = append(texts, column.text)
	}
	return texts
}

// spaced returns a query that can't be read with white space as one blank.
func spaced(query string) string { return strings.Join(strings.Fields(query), " ") }

func descriptionChanges(then, now *model.Export) []Finding {
	if then.Description == now.Description {
		return nil
	}
	return []Finding{{
		ID: "C6", Severity: SeverityNote, Sentence: "The description changed.",
	}}
}

// settingChanges compares the tables' settings. It says whether one of them has another value: those
// that only one side has AWS adds by itself.
func settingChanges(then, now *model.Export) (found []Finding, changed bool) {
	add := func(key, is, was string) {
		found = append(found, Finding{
			ID:       "C5",
			Severity: SeverityNote,
			Sentence: fmt.Sprintf(
				"The settings differ: %s is %s, was %s. AWS adds settings by itself.",
				key,
				is,
				was,
			),
		})
	}
	for _, table := range now.Tables {
		for _, property := range table.Properties {
			was, there := then.Property(table.Table, property.Key)
			switch {
			case !there:
				add(property.Key, orNone(property.Value), "not there")
			case was != property.Value:
				add(property.Key, orNone(property.Value), orNone(was))
				changed = true
			}
		}
	}
	for _, table := range then.Tables {
		for _, property := range table.Properties {
			if _, there := now.Property(table.Table, property.Key); !there {
				add(property.Key, "not there", orNone(property.Value))
			}
		}
	}
	return found, changed
}

// health judges what AWS says of the export as a whole.
func (c Case) health(s *draft, health model.Health) {
	const apart = 10 * time.Minute
	newest := c.Newest.Status
	switch {
	case health.Unhealthy():
		reason := string(health.Reason)
		if reason == "" {
			reason = "no reason given"
		}
		s.add(Finding{
			ID: "C8", Severity: SeverityFailure,
			Sentence: fmt.Sprintf("AWS calls the export unhealthy: %s.", reason),
		})
		if newest.Delivered() {
			s.add(contradiction("unhealthy", "was delivered"))
		}
	case health.Code == "HEALTHY" && newest.Failed():
		s.add(contradiction("healthy", "failed"))
	}
	ended := c.Delivered.EndedAt()
	if health.RefreshedAt.IsZero() || ended.IsZero() ||
		max(health.RefreshedAt.Sub(ended), ended.Sub(health.RefreshedAt)) <= apart {
		return
	}
	s.add(Finding{
		ID: "C10", Severity: SeverityNote, Certainty: CertaintyGuess,
		Sentence: fmt.Sprintf("AWS's \"last refreshed\" (%s) isn't the newest delivery's end (%s).",
			when(health.RefreshedAt), when(ended)),
	})
}

func contradiction(health, newest string) Finding {
	return Finding{
		ID:       "C9",
		Severity: SeverityNote,
		Sentence: fmt.Sprintf(
			"AWS calls the export %s, though its newest run %s: the two aren't told "+
				"at the same time.",
			health,
			newest,
		),
	}
}

func orNone(text string) string {
	if text == "" {
		return "empty"
	}
	return text
}
