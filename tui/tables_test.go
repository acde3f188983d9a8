package tui_test

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"exportwatch/model"
	"exportwatch/tui"
)

// tablesOf returns how often tables were asked for with a profile.
func (c *cloud) tablesOf(profile string) int {
	c.lock.Lock()
	defer c.lock.Unlock()
	count := 0
	for _, ask := range c.asked {
		if ask.Kind == model.AskTables && ask.Profile == profile {
			count++
		}
	}
	return count
}

// tap presses keys and runs all that they order, timers too.
func (p *program) tap(names ...string) {
	for _, name := range names {
		p.now = time.Now()
		p.run(p.send(key(p.tb, name)))
	}
	p.settle()
}

// dictionary is a list of tables as AWS might answer it.
func dictionary() []model.ListedTable {
	truth := []string{"TRUE", "FALSE"}
	return []model.ListedTable{
		{
			Name: "COST_AND_USAGE_REPORT", Description: "Cost and Usage Report",
			Properties: []model.ListedProperty{
				{
					Name: "TIME_GRANULARITY", Default: "HOURLY",
					Description: "The granularity of the line-items in the table.",
					Values:      []string{"DAILY", "MONTHLY", "HOURLY"},
				},
				{
					Name: "INCLUDE_RESOURCES", Default: "FALSE", Values: truth,
					Description: "Whether to include resource IDs on line items.",
				},
				{Name: "INCLUDE_IAM_PRINCIPAL_DATA", Values: truth},
				{Name: "INCLUDE_TOMORROW", Default: "FALSE", Description: "What comes next."},
			},
		},
		{Name: "TABLE_OF_TOMORROW", Description: "A table that AWS made since"},
	}
}

// TestTablesOnDemand holds that AWS is asked to list an account's tables once, when the tab that
// explains them has been looked at for 250 ms: not before, not while keys are held, and not while
// paused.
func TestTablesOnDemand(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		aws := atRest()
		aws.tables = dictionary()
		p := followCloud(t, aws, nil)
		asks := func() [3]int {
			return [3]int{
				aws.tablesOf("payer-amer"), aws.tablesOf("payer-emea"), aws.tablesOf("payer-apac"),
			}
		}
		p.sleep(time.Minute)
		for _, tab := range []string{"4", "6", "]", "1"} {
			p.tap(tab, "R")
			p.sleep(time.Minute)
		}
		if asks() != [3]int{} {
			t.Fatalf("asked %v times for tables that nobody looked at", asks())
		}
		p.tap("g", "5")
		p.sleep(240 * time.Millisecond)
		p.row("Built-in meanings.")
		if asks() != [3]int{} {
			t.Errorf("asked %v times before the cursor rested", asks())
		}
		p.sleep(20 * time.Millisecond)
		first := asks()
		if first[0]+first[1]+first[2] != 1 {
			t.Errorf("asked %v times after it rested, want once", first)
		}
		p.row("Our explanation first")
		p.sleep(time.Hour)
		p.tap("4", "5", "R")
		p.sleep(time.Hour)
		if asks() != first {
			t.Errorf("asked %v times in the end", asks())
		}
		p.tap("p")
		for range 8 { // over rows of all accounts
			p.tap("j")
			p.sleep(time.Second)
		}
		if asks() != first {
			t.Errorf("asked %v times while paused", asks())
		}
		p.tap("p")
		p.tap("g")
		for range 8 {
			p.tap("j")
			p.sleep(200 * time.Millisecond)
		}
		if asks() != first {
			t.Errorf("asked %v times while the key was held", asks())
		}
		p.tap("g")
		for range 8 {
			p.tap("j")
			p.sleep(time.Second)
		}
		if asks() != [3]int{1, 1, 1} {
			t.Errorf("asked %v times over all accounts, want once each", asks())
		}
	})
}

// TestTablesRefused holds that a refusal costs words alone: no banner, no mark, no row, and it is
// asked for once.
func TestTablesRefused(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		aws := atRest()
		for i := range aws.profiles {
			p := &aws.profiles[i]
			p.fault, p.from = &model.Fault{
				Kind: model.FaultDenied,
				Code: "AccessDeniedException",
			}, day
			p.action = model.AskTables
		}
		p := followCloud(t, aws, nil)
		p.sleep(time.Minute)
		p.tap("g")
		p.sleep(time.Second)
		left := func() string { // the list, the verdict and the banner
			var text strings.Builder
			for line := range strings.SplitSeq(p.text(), "\n") {
				part, _, _ := strings.Cut(line, "│")
				part, _, _ = strings.Cut(part, "exportwatch")
				text.WriteString(part + "\n")
			}
			return text.String()
		}
		before := left()
		p.tap("5")
		p.sleep(time.Second)
		p.row("AWS refused to list tables")
		if after := left(); after != before {
			t.Errorf("the refusal changed the screen:\n%s", after)
		}
		for _, account := range p.model.Watchlist().Accounts() {
			if account.Fault != nil || account.Refused != nil {
				t.Errorf("%s is at fault", account.Label())
			}
		}
		for range 3 {
			p.sleep(time.Hour)
			p.tap("4", "5", "R")
		}
		if n := aws.tablesOf("payer-amer") + aws.tablesOf("payer-emea") +
			aws.tablesOf("payer-apac"); n != 1 {
			t.Errorf("asked %d times after a refusal", n)
		}
	})
}

// TestTablesAfterTrouble holds that what passes is asked for again when somebody looks, a minute
// later at the soonest.
func TestTablesAfterTrouble(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		aws := one(every(8*hour, 5, 5*minute, hour)...)
		aws.profiles[0].fault = &model.Fault{Kind: model.FaultService}
		aws.profiles[0].from, aws.profiles[0].action = day, model.AskTables
		p := followCloud(t, aws, nil)
		p.sleep(time.Minute)
		p.tap("5")
		p.sleep(10 * time.Second)
		p.row("AWS didn't list tables (AWS")
		p.tap("4")
		p.sleep(time.Second)
		p.tap("5")
		p.sleep(10 * time.Second)
		if n := aws.tablesOf(""); n != 1 {
			t.Errorf("asked %d times within a minute", n)
		}
		p.tap("4")
		p.sleep(time.Hour)
		if n := aws.tablesOf(""); n != 1 {
			t.Errorf("asked %d times while nobody looked", n)
		}
		p.tap("5")
		p.sleep(time.Second)
		if n := aws.tablesOf(""); n != 2 {
			t.Errorf("asked %d times at the next look, want twice", n)
		}
	})
}

// dictionaries are states of the tab that explains tables, and of JSON.
func dictionaries() []state {
	const cur = "COST_AND_USAGE_REPORT"
	with := func(tables ...model.TableConfiguration) []run {
		r := delivered("cur2-daily", amer, 5*minute, hour)
		r.change = func(e *model.Execution) {
			changed := *e.Export
			changed.Tables = tables
			e.Export = &changed
		}
		return []run{r}
	}
	table := func(name string, pairs ...string) model.TableConfiguration {
		configuration := model.TableConfiguration{Table: name}
		for pair := range slices.Chunk(pairs, 2) {
			configuration.Properties = append(configuration.Properties,
				model.Property{Key: pair[0], Value: pair[1]})
		}
		return configuration
	}
	const filter = `{"resourceTypes":["Ec2Instance","EbsVolume","RdsDbInstance"],` +
		`"tags":[{"key":"team","value":"platform"}],"regions":["us-east-1","eu-west-1"]}`
	keys := []string{"5", "enter"}
	return []state{
		{name: "tables_built_in", runs: with(table(cur, "INCLUDE_RESOURCES", "TRUE",
			"TIME_GRANULARITY", "DAILY", "BILLING_VIEW_ARN",
			"arn:aws:billing::222222222222:billingview/primary")), keys: keys},
		{name: "tables_listed", runs: with(table(cur, "INCLUDE_RESOURCES", "TRUE",
			"TIME_GRANULARITY", "YEARLY"), table("TABLE_OF_TOMORROW", "A_KEY", "1"),
			table("NO_TABLE")), keys: keys, tables: dictionary()},
		{
			name: "tables_refused", runs: with(table("FOCUS_1_2_AWS")), keys: keys,
			refusal: &model.Fault{Kind: model.FaultDenied},
		},
		{name: "tables_unknown", runs: with(table(
			"TABLE_OF_TOMORROW",
			"A_KEY",
			"a value that is too long for any line that the detail has beside the list",
			"B_KEY",
			"",
		)), keys: keys, refusal: &model.Fault{Kind: model.FaultThrottled}},
		{name: "tables_filter", runs: with(table("COST_OPTIMIZATION_RECOMMENDATIONS",
			"INCLUDE_ALL_RECOMMENDATIONS", "FALSE", "FILTER", filter)), keys: keys},
		{
			name: "tables_broken_filter", runs: with(table("COST_OPTIMIZATION_RECOMMENDATIONS",
				"INCLUDE_ALL_RECOMMENDATIONS", "TRUE", "FILTER", filter[:60])), keys: keys,
		},
		{
			name: "tables_no_settings", runs: with(table("CARBON_EMISSIONS")), keys: keys,
		},
		{
			name: "output_whole", runs: []run{failed()}, keys: []string{"6", "enter", "G"},
		},
		{name: "json", runs: mixed(), keys: []string{"["}},
		{
			name: "json_listed", cloud: organization, keys: []string{"[", "space", "j", "j"},
		},
	}
}

// explain answers the question for tables that the screen asks once its tab is looked at.
func (s *screen) explain(tables []model.ListedTable, refusal *model.Fault) {
	s.tb.Helper()
	watchlist := s.model.Watchlist()
	for _, account := range watchlist.Accounts() {
		watchlist.AskTables(account, s.now)
	}
	for _, ask := range watchlist.Due(s.now) {
		if ask.Kind != model.AskTables {
			continue
		}
		if refusal != nil {
			watchlist.Take(model.Reply{Ask: ask, Result: refusal}, s.now)
			continue
		}
		s.send(
			tui.Replied(
				model.Reply{Ask: ask, Result: model.TableList{Tables: tables, ServerTime: s.now}},
			),
		)
	}
	s.now = s.now.Add(3 * time.Second)
	s.send(nil)
}

// BenchmarkJSON scrolls through the JSON of a run whose query has 36,000 characters, and
// BenchmarkTables through the settings of its tables.
func BenchmarkJSON(b *testing.B) { benchmarkTab(b, "1", "[") }

func BenchmarkTables(b *testing.B) { benchmarkTab(b, "5") }

func benchmarkTab(b *testing.B, keys ...string) {
	b.Helper()
	r := failed()
	r.change = func(e *model.Execution) { e.Export.Query = longQuery() }
	s := open(b, watching(b, r), plain(), 200, 50)
	s.press(append(keys, "enter")...)
	down := key(b, "j")
	b.ReportAllocs()
	for b.Loop() {
		s.send(down)
	}
}

// TestSettingsStandNearTheirKeys holds that a zoomed tab puts no value at the far edge.
func TestSettingsStandNearTheirKeys(t *testing.T) {
	t.Parallel()
	for _, width := range []int{120, 200, 300} {
		s := open(t, watching(t, mixed()...), plain(), width, 50)
		s.press("5", "z")
		row := strings.TrimRight(s.row("TIME_GRANULARITY"), " ")
		if !strings.HasSuffix(row, "DAILY") || len(row) > 80 {
			t.Errorf("%d columns: %q", width, row)
		}
	}
}
