package simulator_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/bcmdataexports"
	"github.com/aws/aws-sdk-go-v2/service/bcmdataexports/types"
	"github.com/aws/smithy-go"

	"exportwatch/awsclient/simulator"
)

// listTables reads all tables in pages of a size.
func listTables(t *testing.T, client *bcmdataexports.Client, size int32) ([]types.Table, int) {
	t.Helper()
	var all []types.Table
	var token *string
	for pages := 1; ; pages++ {
		page, err := client.ListTables(t.Context(),
			&bcmdataexports.ListTablesInput{MaxResults: aws.Int32(size), NextToken: token})
		if err != nil {
			t.Fatal(err)
		}
		if len(page.Tables) > int(size) {
			t.Errorf("page of %d, want %d at most", len(page.Tables), size)
		}
		all = append(all, page.Tables...)
		if token = page.NextToken; token == nil {
			return all, pages
		}
	}
}

func TestListTables(t *testing.T) {
	t.Parallel()
	s := newServer(t, newClock(), simulator.Options{})
	client := newClient(s, simulator.DemoAccessKey)
	all, _ := listTables(t, client, 300)
	for size, want := range map[int32]int{1: 7, 3: 3, 7: 1} {
		got, pages := listTables(t, client, size)
		if pages != want || len(got) != len(all) {
			t.Errorf("size %d: %d tables in %d pages, want %d in %d", size, len(got), pages,
				len(all), want)
		}
	}
	keys := map[string][]string{}
	for _, table := range all {
		for _, property := range table.TableProperties {
			keys[aws.ToString(table.TableName)] = append(
				keys[aws.ToString(table.TableName)], aws.ToString(property.Name))
		}
	}
	// Every configuration that the accounts' exports have is one that the tables know.
	for _, key := range []string{simulator.StandardAccessKey, simulator.DemoAccessKey} {
		for _, e := range s.Exports(key) {
			got, err := newClient(s, key).GetExport(t.Context(),
				&bcmdataexports.GetExportInput{ExportArn: aws.String(e.ExportArn)})
			if err != nil {
				t.Fatal(err)
			}
			for table, properties := range got.Export.DataQuery.TableConfigurations {
				for name := range properties {
					if !slices.Contains(keys[table], name) {
						t.Errorf("%s: %s isn't listed for %s", e.Name, name, table)
					}
				}
			}
		}
	}
}

func TestGetTable(t *testing.T) {
	t.Parallel()
	client := newClient(newServer(t, newClock(), simulator.Options{}), simulator.StandardAccessKey)
	columns := func(properties map[string]string) ([]string, map[string]string) {
		got, err := client.GetTable(t.Context(), &bcmdataexports.GetTableInput{
			TableName: aws.String("COST_AND_USAGE_REPORT"), TableProperties: properties,
		})
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, column := range got.Schema {
			names = append(names, aws.ToString(column.Name))
		}
		return names, got.TableProperties
	}
	plain, properties := columns(nil)
	if properties["TIME_GRANULARITY"] != "HOURLY" || properties["INCLUDE_RESOURCES"] != "FALSE" ||
		len(properties) != 4 {
		t.Errorf("defaults are %v", properties)
	}
	if slices.Contains(plain, "line_item_resource_id") || !slices.Contains(plain, "product") {
		t.Errorf("columns are %v", plain)
	}
	whole, properties := columns(map[string]string{
		"INCLUDE_RESOURCES": "TRUE", "INCLUDE_SPLIT_COST_ALLOCATION_DATA": "TRUE",
		"INCLUDE_IAM_PRINCIPAL_DATA": "TRUE", "INCLUDE_CAPACITY_RESERVATION_DATA": "TRUE",
		"INCLUDE_MANUAL_DISCOUNT_COMPATIBILITY": "TRUE",
	})
	if properties["INCLUDE_RESOURCES"] != "TRUE" || len(whole) != len(plain)+1+11+1+3-2 {
		t.Errorf("%d columns with everything, %d with nothing, %v", len(whole), len(plain),
			properties)
	}
}

func TestTablesAreRefused(t *testing.T) {
	t.Parallel()
	s := newServer(t, newClock(), simulator.Options{})
	client := newClient(s, simulator.StandardAccessKey)
	get := func(table string, properties map[string]string) error {
		_, err := client.GetTable(t.Context(), &bcmdataexports.GetTableInput{
			TableName: &table, TableProperties: properties,
		})
		return err
	}
	_, token := client.ListTables(t.Context(),
		&bcmdataexports.ListTablesInput{NextToken: aws.String("eA==")})
	_, tags := client.ListTagsForResource(t.Context(),
		&bcmdataexports.ListTagsForResourceInput{ResourceArn: aws.String(missingArn())})
	for name, tt := range map[string]struct {
		err        error
		code, says string
	}{
		"no such table":    {get("NONE", nil), "ValidationException", "NONE does not exist"},
		"no such property": {get("CARBON_EMISSIONS", map[string]string{"A": "B"}), "ValidationException", "property A does"},
		"no such value": {
			get("FOCUS_1_2_AWS", map[string]string{"TIME_GRANULARITY": "YEARLY"}),
			"ValidationException", "YEARLY",
		},
		"the empty property": {
			get("COST_AND_USAGE_DASHBOARD", map[string]string{"": ""}), "ValidationException", "",
		},
		"a foreign token": {token, "ValidationException", "NextToken"},
		"tags of nothing": {tags, "ResourceNotFoundException", "does not exist"},
	} {
		var refusal smithy.APIError
		if !errors.As(tt.err, &refusal) || refusal.ErrorCode() != tt.code ||
			!strings.Contains(refusal.ErrorMessage(), tt.says) {
			t.Errorf("%s: %v", name, tt.err)
		}
	}
}

func TestListTags(t *testing.T) {
	t.Parallel()
	s := newServer(t, newClock(), simulator.Options{})
	client := newClient(s, simulator.StandardAccessKey)
	for _, e := range s.Exports("")[:7] {
		var keys []string
		var token *string
		for {
			page, err := client.ListTagsForResource(t.Context(),
				&bcmdataexports.ListTagsForResourceInput{
					ResourceArn: aws.String(
						e.ExportArn,
					),
					MaxResults: aws.Int32(2),
					NextToken:  token,
				})
			if err != nil {
				t.Fatal(err)
			}
			for _, tag := range page.ResourceTags {
				keys = append(keys, aws.ToString(tag.Key))
			}
			if token = page.NextToken; token == nil {
				break
			}
		}
		want := []string{"team", "export", "env"}
		if e.Name == "focus-1-0" { // it has no description: nobody cared
			want = nil
		}
		if !slices.Equal(keys, want) {
			t.Errorf("%s has the tags %v, want %v", e.Name, keys, want)
		}
	}
}

// TestTablesCanFail: scripted faults hit the tables as they hit everything else.
func TestTablesCanFail(t *testing.T) {
	t.Parallel()
	clock := newClock()
	s := newServer(t, clock, simulator.Options{Faults: []simulator.Fault{
		{Kind: simulator.FaultThrottle, For: time.Minute},
		{Kind: simulator.FaultHostile, After: time.Minute},
	}})
	client := newClient(s, simulator.StandardAccessKey)
	_, err := client.ListTables(t.Context(), &bcmdataexports.ListTablesInput{})
	if got := code(err); got != "ThrottlingException" {
		t.Errorf("got %v", err)
	}
	clock.at(time.Minute)
	all, _ := listTables(t, client, 300)
	if !strings.Contains(aws.ToString(all[1].Description), "\x1b[31m") ||
		!strings.Contains(aws.ToString(all[1].TableProperties[0].Description), "\x1b[31m") {
		t.Errorf("%q is harmless", aws.ToString(all[1].Description))
	}
}

// TestStrangeTables: the strange account lists what it likes, and never comes to an end.
func TestStrangeTables(t *testing.T) {
	t.Parallel()
	client := newClient(newServer(t, newClock(), simulator.Options{}), simulator.StrangeAccessKey)
	var token *string
	for range 3 {
		page, err := client.ListTables(
			t.Context(),
			&bcmdataexports.ListTablesInput{NextToken: token},
		)
		if err != nil || page.NextToken == nil || len(page.Tables) == 0 {
			t.Fatalf("got %+v, %v", page, err)
		}
		if token != nil && *token != *page.NextToken {
			t.Error("another token came")
		}
		token = page.NextToken
	}
}
