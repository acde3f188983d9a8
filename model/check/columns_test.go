package check_test

import (
	"reflect"
	"slices"
	"testing"

	"exportwatch/model"
	"exportwatch/model/check"
)

// columnsStory is an export with what GetTable says of its table.
type columnsStory struct {
	check.Case
	export *model.Export
	facts  model.TableFacts
}

// schema returns columns by their names, as answered.
func schema(settings []model.Property, columns ...string) model.Schema {
	s := model.Schema{
		Probe: model.Probe{Action: model.ActionGetTable, Requests: 1}, Settings: settings,
	}
	for _, name := range columns {
		s.Columns = append(s.Columns, model.Column{Name: name, Type: "string"})
	}
	return s
}

func newColumnsStory() *columnsStory {
	s := &columnsStory{export: export(), Case: check.Case{Now: clock("26 15:00")}}
	s.has("bill_bill_type", "resource_tags", "line_item_unblended_cost", "line_item_usage_amount")
	return s
}

// has gives the table columns, with resources and split costs off; both add columns.
func (s *columnsStory) has(columns ...string) {
	switches := func(value string) []model.Property {
		return []model.Property{
			{Key: "INCLUDE_RESOURCES", Value: value},
			{Key: "INCLUDE_SPLIT_COST_ALLOCATION_DATA", Value: value},
			{Key: "TIME_GRANULARITY", Value: "DAILY"},
		}
	}
	s.facts = model.TableFacts{
		Table: "COST_AND_USAGE_REPORT",
		Own:   schema(switches("FALSE"), columns...),
		Off:   schema(switches("FALSE"), columns...),
		On: schema(switches("TRUE"), slices.Concat(columns, []string{
			"line_item_resource_id", "split_line_item_a", "split_line_item_b",
		})...),
	}
}

// on switches resources and split costs on.
func (s *columnsStory) on() { s.facts.Own = s.facts.On }

// TestColumns holds D1 to D8.
func TestColumns(t *testing.T) {
	t.Parallel()
	const d1 = "D1 ok, fact: All 4 columns of the query are in the table."
	query := func(text string) func(s *columnsStory) {
		return func(s *columnsStory) { s.export.Query = text }
	}
	for name, tt := range map[string]struct {
		change func(s *columnsStory)
		want   []string
	}{
		"D1": {func(*columnsStory) {}, []string{d1}},
		"D1, one column": {query("SELECT bill_bill_type FROM t"), []string{
			"D6 note, fact: 3 of the table's 4 columns aren't selected.",
			"D1 ok, fact: The query's one column is in the table.",
		}},
		"D2": {query("SELECT bill_bill_type, resource_tags, line_item_unblended_cost, " +
			"line_item_resource_id FROM t WHERE split_line_item_a = '' AND split_line_item_b = '' AND " +
			"line_item_usage_amount > 0"), []string{
			"D2 failure, fact: line_item_resource_id needs INCLUDE_RESOURCES, which is off.",
			"D2 failure, fact: split_line_item_a and split_line_item_b need " +
				"INCLUDE_SPLIT_COST_ALLOCATION_DATA, which is off.",
		}},
		"D2, by the only switch": {func(s *columnsStory) {
			s.has("bill_bill_type")
			s.export.Query = "SELECT bill_bill_type, x FROM t"
			s.facts.On = schema([]model.Property{{Key: "INCLUDE_X", Value: "TRUE"}}, "bill_bill_type", "x")
		}, []string{"D2 failure, fact: x needs INCLUDE_X, which is off."}},
		"D2, by one of several": {func(s *columnsStory) {
			s.has("bill_bill_type")
			s.export.Query = "SELECT bill_bill_type, x FROM t"
			s.facts.On.Columns = append(s.facts.On.Columns, model.Column{Name: "x"})
		}, []string{"D2 failure, fact: x needs a setting, which is off."}},
		"D2, taken away by a switch": {func(s *columnsStory) {
			on := []model.Property{{Key: "INCLUDE_MANUAL_DISCOUNT_COMPATIBILITY", Value: "TRUE"}}
			s.facts = model.TableFacts{
				Table: "T", Own: schema(on, "a"), On: schema(on, "a"), Off: schema(nil, "a", "discount"),
			}
			s.export.Query = "SELECT a, discount FROM T"
		}, []string{
			"D2 failure, fact: discount needs INCLUDE_MANUAL_DISCOUNT_COMPATIBILITY off, which is on.",
		}},
		"D3": {func(s *columnsStory) {
			s.has("BilledCost")
			s.export.Query = "SELECT billedcost FROM FOCUS_1_2_AWS"
		}, []string{
			"D3 failure, fact: billedcost: the table calls it BilledCost; names are case-sensitive.",
			"D6 note, fact: 1 of the table's 1 columns isn't selected.",
		}},
		"D4": {query("SELECT bill_bill_type, resource_tags, line_item_unblended_cost, gone FROM t WHERE " +
			"line_item_usage_amount > 0"), []string{
			"D4 failure, fact: gone isn't in COST_AND_USAGE_REPORT any more.",
		}},
		"D4, switches not asked": {func(s *columnsStory) {
			s.facts.On, s.facts.Off = model.Schema{}, model.Schema{}
			s.export.Query = "SELECT bill_bill_type, resource_tags, line_item_unblended_cost, x, y FROM t " +
				"WHERE line_item_usage_amount > 0"
		}, []string{
			"D4 failure, fact: x and y aren't in COST_AND_USAGE_REPORT with the export's settings.",
		}},
		"D5": {func(s *columnsStory) {
			s.on()
			s.export.Query += " AND split_line_item_a = ''"
		}, []string{
			"D5 warning, fact: INCLUDE_RESOURCES is on, but the query leaves out line_item_resource_id: " +
				"more rows, and nothing that names the resource. (Our guess: that isn't wanted.)",
			"D6 note, fact: 1 of the table's 7 columns isn't selected.",
			"D1 ok, fact: All 5 columns of the query are in the table.",
		}},
		"D5, several columns": {func(s *columnsStory) {
			s.on()
			s.export.Query += " AND line_item_resource_id = ''"
		}, []string{
			"D5 warning, fact: INCLUDE_SPLIT_COST_ALLOCATION_DATA is on, but the query leaves out " +
				"split_line_item_a and split_line_item_b. (Our guess: that isn't wanted.)",
			"D1 ok, fact: All 5 columns of the query are in the table.",
		}},
		"D6": {func(s *columnsStory) {
			s.has("bill_bill_type", "resource_tags", "line_item_unblended_cost", "line_item_usage_amount",
				"a", "b")
		}, []string{"D6 note, fact: 2 of the table's 6 columns aren't selected.", d1}},
		"D7": {func(s *columnsStory) {
			s.has("bill_bill_type", "resource_tags", "line_item_unblended_cost", "line_item_usage_amount",
				"a")
			s.TableColumns = []string{"bill_bill_type", "resource_tags", "line_item_unblended_cost"}
		}, []string{
			"D6 note, fact: 1 of the table's 5 columns isn't selected.",
			"D7 note, fact: New in the table: a. The query doesn't have it.", d1,
		}},
		"D8": {func(s *columnsStory) {
			s.facts = model.TableFacts{
				Table: "OLD", Own: model.Schema{Probe: faulty(model.FaultNotFound), Unknown: true},
			}
		}, []string{"D8 failure, fact: AWS knows no table OLD."}},
		"query not read": {query("SELECT * FROM t"), []string{
			"unseen, limit: The query can't be read; not compared.",
		}},
		"no permission": {func(s *columnsStory) { s.facts.Own.Probe = denied(model.ActionGetTable) }, []string{
			"unseen, permission: Whether the columns still exist can't be seen: that takes " +
				"bcm-data-exports:GetTable.",
		}},
		"no answer": {func(s *columnsStory) { s.facts.Own.Probe = faulty(model.FaultTimeout) }, []string{
			"unseen, no answer: Whether the columns still exist can't be seen (no answer in time: m).",
		}},
		"nothing asked": {func(s *columnsStory) { s.facts = model.TableFacts{} }, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newColumnsStory()
			tt.change(s)
			checkLines(t, s.Columns(s.export, s.facts), tt.want...)
		})
	}
}

// TestQueries reads the columns of queries, as far as they are missing in an empty table.
func TestQueries(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		query string
		want  []string
	}{
		"attributes and aliases": {"SELECT a.b.c AS x, d FROM t", []string{"a", "d"}},
		"functions":              {"select concat(a, 'b,c', b) as x, cast(c as varchar) as y from t", []string{"a", "b", "c"}},
		"names in quotes":        {`SELECT "A b", "SELECT" FROM t`, []string{"A b", "SELECT"}},
		"comments":               {"SELECT a, -- b,\n /* c */ d FROM t", []string{"a", "d"}},
		"conditions":             {"SELECT a FROM t WHERE (b IN ('x', 'it''s') OR NOT c = 1.5e3) AND d <> a LIMIT 5", []string{"a", "b", "c", "d"}},
		"distinct":               {"SELECT DISTINCT a FROM t", []string{"a"}},
		"brackets":               {"SELECT a['x,y'] AS z, b FROM t", []string{"a", "b"}},
		"once each":              {"SELECT a, a.x AS y FROM t WHERE a = 1", []string{"a"}},
		"star":                   {"SELECT * FROM t", nil},
		"no columns":             {"SELECT FROM t", nil},
		"no table":               {"SELECT a FROM", nil},
		"no FROM":                {"SELECT a", nil},
		"text without an end":    {"SELECT 'a FROM t", nil},
		"comment without an end": {"SELECT a /* FROM t", nil},
		"bracket without an end": {"SELECT (a FROM t", nil},
		"bracket too many":       {"SELECT a) FROM t", nil},
		"nothing":                {"", nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := check.Marks(&model.Export{Query: tt.query}, model.TableFacts{Own: schema(nil)})
			var columns []string
			for _, mark := range got {
				columns = append(columns, mark.Column)
			}
			if !reflect.DeepEqual(columns, tt.want) {
				t.Errorf("reads %q, want %q", columns, tt.want)
			}
		})
	}
}

// FuzzQuery reads any query: it never panics, and names columns that are in it.
func FuzzQuery(f *testing.F) {
	f.Add(export().Query)
	f.Add(`SELECT "a""b", c['x'] AS d FROM t -- x`)
	f.Fuzz(func(t *testing.T, query string) {
		facts := model.TableFacts{Own: schema(nil)}
		for _, mark := range check.Marks(&model.Export{Query: query}, facts) {
			if mark.ID != "D4" || mark.Column != model.Clean(mark.Column) {
				t.Errorf("%+v", mark)
			}
		}
	})
}
