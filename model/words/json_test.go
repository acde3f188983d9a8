package words_test

import (
	"encoding/json"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"exportwatch/model"
	"exportwatch/model/words"
)

// sample is AWS's sample of GetExecution's response.
func sample() model.Execution {
	return model.Execution{
		Ref: model.Ref{
			ExportARN:   "arn:x",
			ExecutionID: "f0cfeaf0-c552-47e7-82bc-0107fbfc7a8b",
		},
		Status:    model.DeliverySuccess,
		CreatedAt: time.Date(2023, 11, 14, 18, 14, 12, 813e6, time.UTC),
		UpdatedAt: time.Date(2023, 11, 14, 18, 18, 14, 252556820, time.UTC),
		Export: &model.Export{
			Name: "ExampleExportName", Description: "Example <Description>",
			Query: "SELECT a,\n  b FROM COST_AND_USAGE_REPORT",
			Tables: []model.TableConfiguration{configured("COST_AND_USAGE_REPORT",
				"INCLUDE_RESOURCES", "FALSE", "TIME_GRANULARITY", "DAILY")},
			Destination: model.Destination{
				Bucket: "ExampleS3Bucket", Owner: "123456789012", Prefix: "ExampleS3Prefix",
				Region: "us-east-1", OutputType: "CUSTOM", Format: "TEXT_OR_CSV",
				Compression: "GZIP", Overwrite: "OVERWRITE_REPORT",
			},
			Frequency: "SYNCHRONOUS",
		},
	}
}

func TestJSON(t *testing.T) {
	t.Parallel()
	if got, want := words.JSON(sample()), read(t, "testdata/execution.json"); got+"\n" != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	listed := model.Execution{
		Ref: model.Ref{ExecutionID: "a"}, Status: model.QueryFailure, Reason: "R",
		CreatedAt: time.Date(12026, 1, 2, 3, 4, 5, 0, time.FixedZone("", 3600)),
	}
	want := `{
  "ExecutionId": "a",
  "ExecutionStatus": {
    "CreatedAt": "12026-01-02T02:04:05Z",
    "StatusCode": "QUERY_FAILURE",
    "StatusReason": "R"
  }
}`
	if got := words.JSON(listed); got != want {
		t.Errorf("got %s", got)
	}
	if got := words.JSON(
		model.Execution{Export: &model.Export{}},
	); got != "{\n  \"Export\": {}\n}" {
		t.Errorf("of nothing: %s", got)
	}
}

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// FuzzJSON: whatever an execution holds, its JSON is valid, the same each time, and holds it all.
func FuzzJSON(f *testing.F) {
	f.Add("id", "SELECT a\nFROM b", "KEY", "value", int64(0))
	f.Add("\x1b", `"\`, "<&>", "\xff\u2028", int64(1)<<62)
	f.Fuzz(func(t *testing.T, id, query, key, value string, at int64) {
		e := sample()
		e.Ref.ExecutionID, e.Export.Query = id, query
		e.Status, e.CompletedAt = model.Status(value), time.Unix(at, at)
		e.Export.Tables = []model.TableConfiguration{configured(value, key, value, key+"2", id)}
		text := words.JSON(e)
		if text != words.JSON(e) {
			t.Error("it isn't the same twice")
		}
		var got struct {
			ExecutionId string
			Export      struct {
				DataQuery struct {
					QueryStatement      string
					TableConfigurations map[string]map[string]string
				}
			}
		}
		if err := json.Unmarshal([]byte(text), &got); err != nil {
			t.Fatalf("%v in %s", err, text)
		}
		if got.ExecutionId != model.Clean(id) {
			t.Errorf("the id is %q, want %q", got.ExecutionId, model.Clean(id))
		}
		if utf8.ValidString(query) && got.Export.DataQuery.QueryStatement != query {
			t.Errorf("the query is %q, want %q", got.Export.DataQuery.QueryStatement, query)
		}
		if utf8.ValidString(value) && utf8.ValidString(key) &&
			got.Export.DataQuery.TableConfigurations[value][key] != value {
			t.Errorf("the tables are %q", got.Export.DataQuery.TableConfigurations)
		}
	})
}

func TestLayOutJSON(t *testing.T) {
	t.Parallel()
	long := strings.Repeat(`"Ec2Instance",`, 8)
	for text, want := range map[string]string{
		`{}`:                       "{}",
		` [ ] `:                    "[]",
		`{"b":1,"a":["x", "y[" ]}`: "{\n  \"b\": 1,\n  \"a\": [\"x\", \"y[\"]\n}",
		`[[1,2],{"a":[]}]`:         "[\n  [1, 2],\n  {\n    \"a\": []\n  }\n]",
		`{"a":[{"b":"]"}]}`:        "{\n  \"a\": [\n    {\n      \"b\": \"]\"\n    }\n  ]\n}",
		`[` + long + `1]`: "[\n" + strings.Repeat("  \"Ec2Instance\",\n", 8) +
			"  1\n]",
	} {
		if got, ok := words.LayOutJSON(text); !ok || got != want {
			t.Errorf("%s became %s, %t, want %s", text, got, ok, want)
		}
	}
	for _, text := range []string{
		"", "TRUE", "1", `"text"`, `{"a":`, `{'a':1}`, `{"a":1}x`,
		strings.Repeat("[", 8000) + strings.Repeat("]", 8000),
	} {
		if got, ok := words.LayOutJSON(text); ok || got != text {
			t.Errorf("%.40s became %.40s", text, got)
		}
	}
}

// FuzzLayOutJSON: what is laid out is the same JSON, and not much longer.
func FuzzLayOutJSON(f *testing.F) {
	f.Add(`{"regions":["us-east-1","eu-west-1"],"tags":[{"key":"a","value":"[\"]"}]}`)
	f.Add(`[[[]],{},"{",[1.50,null,true,"\u005d"]]`)
	f.Fuzz(func(t *testing.T, text string) {
		got, ok := words.LayOutJSON(text)
		if !ok {
			if got != text {
				t.Errorf("%q became %q", text, got)
			}
			return
		}
		var before, after any
		if err := json.Unmarshal([]byte(text), &before); err != nil {
			t.Fatalf("%q was laid out: %v", text, err)
		}
		if err := json.Unmarshal([]byte(got), &after); err != nil {
			t.Fatalf("%q became %q: %v", text, got, err)
		}
		if !reflect.DeepEqual(before, after) {
			t.Errorf("%q became %q", text, got)
		}
		if len(got) > 100*(len(text)+1) {
			t.Errorf("%d bytes became %d", len(text), len(got))
		}
	})
}
