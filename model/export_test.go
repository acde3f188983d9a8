package model_test

import (
	"slices"
	"testing"
	"time"

	"exportwatch/model"
)

func TestRootsAreJoinedVerbatim(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, bucket, prefix, data, metadata string }{
		{"daily", "acme", "cost", "s3://acme/cost/daily/data/", "s3://acme/cost/daily/metadata/"},
		{"daily", "acme", "cost/", "s3://acme/cost//daily/data/", "s3://acme/cost//daily/metadata/"},
		{"daily", "acme", "/", "s3://acme///daily/data/", "s3://acme///daily/metadata/"},
		{"daily", "acme", "a//b", "s3://acme/a//b/daily/data/", "s3://acme/a//b/daily/metadata/"},
		{"daily", "acme", "", "s3://acme/daily/data/", "s3://acme/daily/metadata/"},
		{"", "acme", "cost", "", ""},
		{"daily", "", "cost", "", ""},
	} {
		e := &model.Export{Name: test.name, Destination: model.Destination{
			Bucket: test.bucket, Prefix: test.prefix,
		}}
		if e.DataRoot() != test.data || e.MetadataRoot() != test.metadata {
			t.Errorf("%+v: %q and %q", test, e.DataRoot(), e.MetadataRoot())
		}
	}
}

func TestTableOfAQuery(t *testing.T) {
	t.Parallel()
	configured := func(tables ...string) []model.TableConfiguration {
		var all []model.TableConfiguration
		for _, table := range tables {
			all = append(all, model.TableConfiguration{Table: table})
		}
		return all
	}
	for _, test := range []struct {
		query  string
		tables []model.TableConfiguration
		want   string
	}{
		{"SELECT a FROM COST_AND_USAGE_REPORT", nil, "COST_AND_USAGE_REPORT"},
		{"select a,\nb from\nFOCUS_1_2_AWS\nwhere c = 1;", configured("OTHER"), "FOCUS_1_2_AWS"},
		{"SELECT a FROM CARBON_EMISSIONS;", nil, "CARBON_EMISSIONS"},
		{`SELECT a FROM "CARBON_EMISSIONS"`, nil, "CARBON_EMISSIONS"},
		{"SELECT a FROM T WHERE b = 'moved from elsewhere'", nil, "T"},
		{"SELECT a.from_date FROM T", nil, "T"},
		{"SELECT a", configured("T"), "T"},
		{"SELECT a FROM", configured("T"), "T"},
		{"", configured("T", "U"), ""},
		{"", nil, ""},
	} {
		if got := (&model.Export{Query: test.query, Tables: test.tables}).Table(); got != test.want {
			t.Errorf("%q reads %q, want %q", test.query, got, test.want)
		}
	}
}

func TestPropertyOfATable(t *testing.T) {
	t.Parallel()
	e := &model.Export{Tables: []model.TableConfiguration{
		{Table: "T", Properties: []model.Property{{Key: "A", Value: "1"}, {Key: "B"}}},
		{Table: "U", Properties: []model.Property{{Key: "C", Value: "3"}}},
	}}
	for _, test := range []struct {
		table, key, value string
		held              bool
	}{
		{"T", "A", "1", true},
		{"T", "B", "", true},
		{"T", "C", "", false},
		{"U", "C", "3", true},
		{"V", "A", "", false},
	} {
		if value, held := e.Property(
			test.table,
			test.key,
		); value != test.value ||
			held != test.held {
			t.Errorf("%s of %s is %q, %v", test.key, test.table, value, held)
		}
	}
}

func TestLikelyPartitions(t *testing.T) {
	t.Parallel()
	on := func(month time.Month, day int) time.Time {
		return time.Date(2026, month, day, 2, 21, 38, 0, time.UTC)
	}
	const cur = "COST_AND_USAGE_REPORT"
	for _, test := range []struct {
		name, table string
		created     time.Time
		want        []string
	}{
		{"late in the month", cur, on(7, 15), []string{"BILLING_PERIOD=2026-07"}},
		{"first two weeks", cur, on(7, 14), []string{"BILLING_PERIOD=2026-07", "BILLING_PERIOD=2026-06"}},
		{"first day of March", cur, on(3, 1), []string{"BILLING_PERIOD=2026-03", "BILLING_PERIOD=2026-02"}},
		{"new year", cur, on(1, 1), []string{"BILLING_PERIOD=2026-01", "BILLING_PERIOD=2025-12"}},
		{"last day", cur, on(3, 31), []string{"BILLING_PERIOD=2026-03"}},
		{
			"the month in UTC counts", cur,
			time.Date(2026, 8, 1, 1, 0, 0, 0, time.FixedZone("east", 2*3600)),
			[]string{"BILLING_PERIOD=2026-07"},
		},
		{"FOCUS, in small letters", "FOCUS_1_2_AWS", on(7, 20), []string{"billing_period=2026-07"}},
		{
			"recommendations by the day", "COST_OPTIMIZATION_RECOMMENDATIONS", on(7, 1),
			[]string{"date=2026-07-01"},
		},
		{"carbon: nobody knows", "CARBON_EMISSIONS", on(7, 1), nil},
		{"dashboard: nobody knows", "COST_AND_USAGE_DASHBOARD", on(7, 1), nil},
		{"no table", "", on(7, 1), nil},
		{"no time", cur, time.Time{}, nil},
	} {
		if got := model.LikelyPartitions(test.table, test.created); !slices.Equal(got, test.want) {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
}
