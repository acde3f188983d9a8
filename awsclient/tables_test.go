package awsclient_test

import (
	"reflect"
	"strings"
	"testing"
	"testing/synctest"

	"exportwatch/awsclient/simulator"
	"exportwatch/model"
)

const listTablesAction = "bcm-data-exports:ListTables"

func TestPagesOfTables(t *testing.T) {
	t.Parallel()
	first := `{"TableName":"A\u202e","Description":"d\u001b","TableProperties":[{},` +
		`{"Name":"K\u200b","Description":"x\ny","DefaultValue":"V\u0000","ValidValues":["V\u0000","W"]},` +
		`{"Description":"without a name"}]},{},{"TableName":""}`
	script := pages("Tables",
		[2]string{first, "t"},
		[2]string{`{"TableName":"A\u202e","Description":"again"},{"TableName":"B"}`, "t"})
	got, err := open(t, island(through(script))).Tables(t.Context())
	want := []model.ListedTable{
		{Name: "A\uFFFD", Description: "d\uFFFD", Properties: []model.ListedProperty{{
			Name: "K\uFFFD", Description: "x y", Default: "V\uFFFD",
			Values: []string{"V\uFFFD", "W"},
		}}},
		{Name: "B"},
	}
	if err != nil || !reflect.DeepEqual(got.Tables, want) {
		t.Errorf("got %+v, %v, want %+v", got.Tables, err, want)
	}
	var bodies []string
	for _, r := range script.requests() {
		bodies = append(bodies, r.target+r.body)
	}
	if all := strings.Join(bodies, " "); all != `ListTables{"MaxResults":300} `+
		`ListTables{"MaxResults":300,"NextToken":"t"}` {
		t.Errorf("sent %s", all)
	}
}

// TestTablesOfTheSimulator reads the tables of every account, of which one refuses and one never
// comes to an end.
func TestTablesOfTheSimulator(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		key    string
		tables int
		kind   model.FaultKind
	}{
		"standard": {simulator.StandardAccessKey, 7, 0},
		"demo":     {simulator.DemoAccessKey, 7, 0},
		"strange":  {simulator.StrangeAccessKey, 6, 0},
		"refused":  {simulator.DemoAccounts()[2].AccessKey, 0, model.FaultDenied},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				session, _ := simulated(t, simulator.Options{}, tt.key)
				got, err := session.Tables(t.Context())
				if tt.kind != 0 {
					if fault := asFault(t, err); fault.Kind != tt.kind ||
						fault.Action != listTablesAction || fault.Principal == "" {
						t.Errorf("got %+v", *fault)
					}
					return
				}
				if err != nil || got.ServerTime.IsZero() || len(got.Tables) != tt.tables {
					t.Fatalf("got %d tables, %v, want %d: %+v", len(got.Tables), err, tt.tables,
						got.Tables)
				}
				for _, table := range got.Tables {
					if table.Name == "" || strings.ContainsAny(table.Name+table.Description,
						"\x1b\x00\n\u202e\u200b") {
						t.Errorf("%q is hostile", table.Name)
					}
					for _, property := range table.Properties {
						if property.Name == "" || strings.ContainsRune(property.Name, '\x1b') {
							t.Errorf("%s has the property %q", table.Name, property.Name)
						}
					}
				}
			})
		})
	}
}

// TestNoTablesFromBetween: an empty answer of something between isn't a list of tables.
func TestNoTablesFromBetween(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		fault simulator.FaultKind
		kind  model.FaultKind
	}{
		{simulator.FaultEmpty, model.FaultNotAWS},
		{simulator.FaultNoFields, model.FaultNotAWS},
		{simulator.FaultHTML, model.FaultNotAWS},
		{simulator.FaultThrottle, model.FaultThrottled},
		{simulator.FaultExpired, model.FaultExpiredKeys},
		{simulator.FaultDenied, model.FaultDenied},
	} {
		t.Run(string(tt.fault), func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				session, _ := simulated(t, simulator.Options{
					Faults: []simulator.Fault{{Kind: tt.fault}},
				}, simulator.DemoAccessKey)
				_, err := session.Tables(t.Context())
				if got := asFault(t, err); got.Kind != tt.kind || got.Action != listTablesAction {
					t.Errorf("got %+v, want kind %d", *got, tt.kind)
				}
			})
		})
	}
}
