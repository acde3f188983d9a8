package check

import (
	"fmt"
	"slices"

	"exportwatch/model"
)

// Mark is a column that a query names and its table, with the export's settings, doesn't have.
type Mark struct {
	Column  string // cleaned
	ID      string // of the rule, as D2
	Setting string // the setting on which it hangs, where that is known
	Hidden  bool   // the setting is on and takes it away; else it is off and would add it
	Called  string // what the table calls it, where only the case differs
}

// Columns judges whether the export's query fits its table.
func (c Case) Columns(export *model.Export, facts model.TableFacts) Section {
	own := facts.Own
	s := draft{Section{Kind: KindColumns, LookedAt: own.At}}
	s.Requests = own.Requests + facts.Off.Requests + facts.On.Requests
	table := model.Clean(facts.Table)
	switch {
	case own.Unknown:
		s.add(Finding{
			ID: "D8", Severity: SeverityFailure,
			Sentence: fmt.Sprintf("AWS knows no table %s.", table),
		})
		return s.done()
	case own.Refused():
		s.denied(model.ActionGetTable, "*", "Whether the columns still exist can't be seen: that "+
			"takes bcm-data-exports:GetTable.")
		return s.done()
	case !own.Answered():
		if own.Fault != nil {
			s.failed("Whether the columns still exist can't be seen", own.Fault)
		}
		return s.done()
	}
	query, ok := readQuery(export.Query)
	if !ok {
		s.capped("The query can't be read; not compared.")
		return s.done()
	}
	marks := marks(query, facts)
	missing(&s, marks, facts)
	if len(marks) == 0 {
		all := fmt.Sprintf(
			"All %s columns of the query are in the table.",
			grouped(len(query.reads)),
		)
		if len(query.reads) == 1 {
			all = "The query's one column is in the table."
		}
		s.add(Finding{ID: "D1", Severity: SeverityOK, Sentence: all})
	}
	unselected(&s, query, facts)
	c.newColumns(&s, query, facts)
	return s.done()
}

// Marks returns the columns of an export's query that its table doesn't have; none where that wasn't
// seen, or the query can't be read.
func Marks(export *model.Export, facts model.TableFacts) []Mark {
	query, ok := readQuery(export.Query)
	if !ok || !facts.Own.Answered() || facts.Own.Unknown {
		return nil
	}
	return marks(query, facts)
}

func marks(query query, facts model.TableFacts) []Mark {
	own := names(facts.Own.Columns)
	on, off := names(facts.On.Columns), names(facts.Off.Columns)
	var found []Mark
	for _, column := range query.reads {
		name := model.Clean(column)
		if slices.Contains(own, name) {
			continue
		}
		mark := Mark{Column: name, ID: "D4"}
		switch called := foldedIn(own, name); {
		case slices.Contains(on, name):
			mark.ID, mark.Setting = "D2", setting(
				name,
				facts.Own.Settings,
				facts.On.Settings,
				false,
			)
		case slices.Contains(off, name):
			mark.ID, mark.Hidden = "D2", true
			mark.Setting = setting(name, facts.Own.Settings, facts.On.Settings, true)
		case called != "":
			mark.ID, mark.Called = "D3", called
		}
		found = append(found, mark)
	}
	return found
}

// missing judges columns that the table doesn't have: one finding for each setting, each other
// spelling, and the rest.
func missing(s *draft, marks []Mark, facts model.TableFacts) {
	byNeed := map[string][]string{}
	var needs, gone []string
	for _, mark := range marks {
		switch mark.ID {
		case "D2":
			need := orSome(mark.Setting) + ", which is off"
			if mark.Hidden {
				need = orSome(mark.Setting) + " off, which is on"
			}
			if byNeed[need] == nil {
				needs = append(needs, need)
			}
			byNeed[need] = append(byNeed[need], mark.Column)
		case "D3":
			s.add(Finding{
				ID: "D3", Severity: SeverityFailure,
				Sentence: fmt.Sprintf("%s: the table calls it %s; names are case-sensitive.",
					mark.Column, mark.Called),
				Todo: "Change the query.",
			})
		default:
			gone = append(gone, mark.Column)
		}
	}
	for _, need := range needs {
		columns := byNeed[need]
		s.add(Finding{
			ID:       "D2",
			Severity: SeverityFailure,
			Sentence: fmt.Sprintf(
				"%s %s %s.",
				some(columns, 4),
				verb(len(columns), "needs", "need"),
				need,
			),
			Todo: "Settings can't be changed: make a new export.",
		})
	}
	if n := len(gone); n > 0 {
		said := fmt.Sprintf("%s %s in %s any more.", some(gone, 4), verb(n, "isn't", "aren't"),
			model.Clean(facts.Table))
		if !facts.On.Answered() {
			said = fmt.Sprintf("%s %s in %s with the export's settings.", some(gone, 4),
				verb(n, "isn't", "aren't"), model.Clean(facts.Table))
		}
		s.add(
			Finding{ID: "D4", Severity: SeverityFailure, Sentence: said, Todo: "Change the query."},
		)
	}
}

// unselected judges columns of the table that the query leaves out.
func unselected(s *draft, query query, facts model.TableFacts) {
	off := names(facts.Off.Columns)
	selected := func(name string) bool { return slices.Contains(query.reads, name) }
	bySetting := map[string][]string{}
	var settings, left []string
	for _, name := range names(facts.Own.Columns) {
		if facts.Off.Answered() && !slices.Contains(off, name) {
			by := setting(name, facts.Own.Settings, facts.On.Settings, true)
			if bySetting[by] == nil {
				settings = append(settings, by)
			}
			bySetting[by] = append(bySetting[by], name)
			continue
		}
		if !selected(name) {
			left = append(left, name)
		}
	}
	for _, setting := range settings {
		columns := bySetting[setting]
		if slices.ContainsFunc(columns, selected) {
			left = append(left, slices.DeleteFunc(columns, selected)...)
			continue
		}
		said := fmt.Sprintf(
			"%s is on, but the query leaves out %s",
			orSome(setting),
			some(columns, 2),
		)
		if slices.Contains(columns, "line_item_resource_id") {
			said += ": more rows, and nothing that names the resource"
		}
		s.add(Finding{
			ID: "D5", Severity: SeverityWarning,
			Sentence: said + ". (Our guess: that isn't wanted.)",
			Todo:     "Add " + verb(len(columns), "it", "them") + " to the query.",
		})
	}
	if n := len(left); n > 0 {
		s.add(Finding{
			ID: "D6", Severity: SeverityNote,
			Sentence: fmt.Sprintf("%s of the table's %s columns %s selected.", grouped(n),
				grouped(len(facts.Own.Columns)), verb(n, "isn't", "aren't")),
		})
	}
}

// newColumns judges columns that the table hadn't when it was last looked at.
func (c Case) newColumns(s *draft, query query, facts model.TableFacts) {
	if len(c.TableColumns) == 0 {
		return
	}
	var added []string
	for _, name := range names(facts.Own.Columns) {
		if !slices.Contains(c.TableColumns, name) && !slices.Contains(query.reads, name) {
			added = append(added, name)
		}
	}
	if n := len(added); n > 0 {
		s.add(Finding{
			ID: "D7", Severity: SeverityNote,
			Sentence: fmt.Sprintf("New in the table: %s. The query doesn't have %s.",
				some(added, 6), verb(n, "it", "them")),
		})
	}
}
