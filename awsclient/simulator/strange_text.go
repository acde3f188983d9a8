package simulator

import (
	"encoding/json"
	"strings"
	"time"
)

// hostile has text meant to harm a terminal in every free field.
func (a strangeAuthor) hostile() *export {
	text := hostileText()
	e := a.export("strange-hostile",
		route(-day, initiationInProcess, deliveryFailure).because("INSUFFICIENT"+text),
		route(-8*time.Hour, initiationInProcess, "\x1b[2JDELIVERY_SUCCESS\u202e"),
		scriptedRun{
			id: "id\x1b[7m\u202e\x00\u009b2J", start: -time.Hour,
			steps: route(-time.Hour, initiationInProcess, deliverySuccess).steps,
		},
		route(-25*time.Second, initiationInProcess, queryInProcess, deliveryInProcess,
			deliverySuccess),
	)
	e.name += text
	e.current.Name = e.name
	e.current.Description = text + strings.Repeat("\u202eABC\u0301\u200b", 200)
	e.current.DataQuery.QueryStatement = "SELECT a" + text + ", '\x1b[31m;--' FROM\u00a0T\x00"
	e.current.DataQuery.TableConfigurations = map[string]map[string]string{
		"T" + text: {"KEY" + text: "VALUE" + text},
	}
	destination := &e.current.DestinationConfigurations.S3Destination
	destination.S3Bucket = "bucket" + text
	destination.S3Prefix = "../../" + text
	destination.S3Region = "us-east-1\x1b[5m"
	return e
}

// missing leaves out whatever can be left out.
func (a strangeAuthor) missing() *export {
	raws := []string{
		`{}`,
		`{"ExecutionId":null,"ExecutionStatus":null,"Export":null}`,
		`{"ExecutionId":"no-export","ExecutionStatus":{"StatusCode":"DELIVERY_SUCCESS",` +
			`"CreatedAt":"2026-01-02T03:04:05.000000001Z",` +
			`"LastUpdatedAt":"2026-01-02T03:14:05.123456789+00:00"}}`,
		`{"ExecutionId":"no-status","Export":{"Name":"no-status"}}`,
		`{"ExecutionStatus":{},"Export":{}}`,
		`{"ExecutionStatus":{"StatusCode":"QUERY_IN_PROCESS","CreatedAt":null,` +
			`"LastUpdatedAt":null},"Export":{"Name":"no-times","DataQuery":null,` +
			`"DestinationConfigurations":{"S3Destination":null},"RefreshCadence":null}}`,
		`{"ExecutionStatus":{"StatusCode":"","StatusReason":""},"Export":{"Name":"",` +
			`"DataQuery":{"QueryStatement":"","TableConfigurations":{"T":null}},` +
			`"DestinationConfigurations":{"S3Destination":{"S3OutputConfigurations":null}}}}`,
		`{"Surprise":[1,{"deep":true}],"ExecutionStatus":{"StatusCode":"DELIVERY_SUCCESS",` +
			`"Progress":0.5},"Export":{"Name":"unknown-members","Colour":"blue"}}`,
	}
	runs := make([]scriptedRun, len(raws))
	answers := map[int]json.RawMessage{}
	for k, raw := range raws {
		runs[k].start = -time.Duration(len(raws)-k) * time.Hour
		answers[k] = json.RawMessage(raw)
	}
	runs[2] = route(runs[2].start, deliverySuccess)
	runs[7] = route(runs[7].start, deliverySuccess)
	e := a.export("strange-missing", runs...)
	e.quirks.raw = answers
	e.quirks.rawExport = json.RawMessage(`{}`)
	e.quirks.listed = &wireExportReference{ExportArn: e.arn, ExportName: e.name}
	return e
}
