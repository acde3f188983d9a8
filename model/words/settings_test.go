package words_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"exportwatch/model"
	"exportwatch/model/words"
)

// listed is a catalogue as AWS might list it.
func listed() words.Catalog {
	return words.Catalog{Listed: true, Tables: []words.Table{
		{Name: "COST_AND_USAGE_REPORT", Properties: []words.TableProperty{
			{Name: "NEW_KEY", Description: "new.", Default: "A", Values: []string{"A", "B"}},
			{Name: "TIME_GRANULARITY", Description: "grain.", Values: []string{"HOURLY", "DAILY"}},
			{Name: "BILLING_VIEW_ARN", Description: "view."},
		}},
		{Name: "TABLE_OF_TOMORROW", Description: "Tomorrow"},
	}}
}

func configured(table string, pairs ...string) model.TableConfiguration {
	configuration := model.TableConfiguration{Table: table}
	for pair := range slices.Chunk(pairs, 2) {
		configuration.Properties = append(configuration.Properties,
			model.Property{Key: pair[0], Value: pair[1]})
	}
	return configuration
}

func TestSettings(t *testing.T) {
	t.Parallel()
	const (
		report = "COST_AND_USAGE_REPORT"
		grain  = "TIME_GRANULARITY"
		view   = "BILLING_VIEW_ARN"
	)
	hours := []string{"HOURLY", "DAILY", "MONTHLY"}
	billing := "The billing view through which costs are seen."
	for name, test := range map[string]struct {
		catalog words.Catalog
		is      model.TableConfiguration
		want    []words.Setting
	}{
		"built in, unset with and without default": {
			words.BuiltInTables(), configured("FOCUS_1_2_AWS"),
			[]words.Setting{{Key: grain, Known: true, Valid: hours}},
		},
		"built in, set, odd and unknown": {
			words.BuiltInTables(),
			configured("FOCUS_1_2_AWS", "A_KEY", "1", grain, "DAILY", grain, "YEARLY"),
			[]words.Setting{
				{
					Key: grain, Value: "DAILY", Set: true, Known: true, Valid: hours,
					Meaning: "Charges are summed by day.",
				},
				{Key: grain, Value: "YEARLY", Set: true, Known: true, Valid: hours},
				{Key: "A_KEY", Value: "1", Set: true},
			},
		},
		"listed": {
			listed(), configured(report, "INCLUDE_RESOURCES", "TRUE", view, "arn:x"),
			[]words.Setting{
				{ // no default of its own: ours
					Key: grain, Value: "HOURLY", Known: true, Described: "grain.",
					Meaning: "Usage is summed by hour.", Valid: []string{"HOURLY", "DAILY"},
				},
				{ // which AWS doesn't list, but the export has
					Key: "INCLUDE_RESOURCES", Value: "TRUE", Set: true, Known: true,
					Meaning: "Rows name the resource; many more rows.",
				},
				{
					Key: view, Value: "arn:x", Set: true, Known: true, Described: "view.",
					Meaning: billing,
				},
				{
					Key: "NEW_KEY", Value: "A", Known: true, Described: "new.",
					Valid: []string{"A", "B"},
				},
			},
		},
		"a table that nobody knows": {
			listed(), configured("NO_TABLE", grain, "DAILY"),
			[]words.Setting{{Key: grain, Value: "DAILY", Set: true}},
		},
		"a table that only AWS knows": {listed(), configured("TABLE_OF_TOMORROW"), nil},
		"nothing listed":              {words.Catalog{Listed: true}, configured(report), nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := test.catalog.Settings(test.is); !reflect.DeepEqual(got, test.want) {
				t.Errorf("got  %+v\nwant %+v", got, test.want)
			}
		})
	}
}

func TestSettingsThatStandOut(t *testing.T) {
	t.Parallel()
	settings := words.BuiltInTables().Settings(configured("COST_AND_USAGE_REPORT",
		"BILLING_VIEW_ARN", "arn:aws:billing::222222222222:billingview/primary",
		"TIME_GRANULARITY", "YEARLY", "INCLUDE_RESOURCES", "TRUE"))
	var odd, added []string
	for _, setting := range settings {
		if setting.Odd() {
			odd = append(odd, setting.Key)
		}
		if setting.AsAWSAdds() {
			added = append(added, setting.Key)
		}
	}
	if !slices.Equal(odd, []string{"TIME_GRANULARITY"}) ||
		!slices.Equal(added, []string{"BILLING_VIEW_ARN"}) {
		t.Errorf("odd %v, added %v", odd, added)
	}
	filter := words.BuiltInTables().Settings(configured("COST_OPTIMIZATION_RECOMMENDATIONS",
		"FILTER", `{"regions":["eu-west-1"]}`))
	if filter[1].Odd() || !strings.Contains(filter[1].Meaning, "this filter") {
		t.Errorf("a filter is %+v", filter[1])
	}
}

// TestBuiltInTables: every value that is valid has a meaning in a sentence, each default is valid,
// and no name comes twice.
func TestBuiltInTables(t *testing.T) {
	t.Parallel()
	names := map[string]bool{}
	for _, table := range words.BuiltInTables().Tables {
		if names[table.Name] || table.Label == "" {
			t.Errorf("%s is listed twice or has no label", table.Name)
		}
		names[table.Name] = true
		for _, property := range table.Properties {
			for _, value := range property.Values {
				if !strings.HasSuffix(property.Meanings[value], ".") {
					t.Errorf("%s %s %s means %q", table.Name, property.Name, value,
						property.Meanings[value])
				}
			}
			if property.Default != "" && property.Meanings[property.Default] == "" {
				t.Errorf("%s has the default %s", property.Name, property.Default)
			}
			if names[table.Name+property.Name] {
				t.Errorf("%s has %s twice", table.Name, property.Name)
			}
			names[table.Name+property.Name] = true
		}
	}
	if len(names) != 7+7+1+2 {
		t.Errorf("%d tables and keys", len(names))
	}
}
