package simulator

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"
)

// The shapes of the service model. Members carry the model's names; what is empty is left out.

type wireExport struct {
	ExportArn                 string `json:",omitempty"`
	Name                      string
	Description               string `json:",omitempty"`
	DataQuery                 wireDataQuery
	DestinationConfigurations wireDestinationConfigurations
	RefreshCadence            wireRefreshCadence
}

type wireDataQuery struct {
	QueryStatement      string
	TableConfigurations map[string]map[string]string `json:",omitempty"`
}

type wireDestinationConfigurations struct {
	S3Destination wireS3Destination
}

type wireS3Destination struct {
	S3Bucket               string
	S3BucketOwner          string `json:",omitempty"`
	S3Prefix               string
	S3Region               string
	S3OutputConfigurations wireS3OutputConfigurations
}

type wireS3OutputConfigurations struct {
	Overwrite   string
	Format      string
	Compression string
	OutputType  string
}

type wireRefreshCadence struct {
	Frequency string
}

type wireExecutionStatus struct {
	CreatedAt     timestamp `json:",omitzero"`
	CompletedAt   timestamp `json:",omitzero"`
	LastUpdatedAt timestamp `json:",omitzero"`
	StatusCode    string    `json:",omitempty"`
	StatusReason  string    `json:",omitempty"`
}

type wireExportStatus struct {
	CreatedAt       timestamp `json:",omitzero"`
	LastRefreshedAt timestamp `json:",omitzero"`
	LastUpdatedAt   timestamp `json:",omitzero"`
	StatusCode      string    `json:",omitempty"`
	StatusReason    string    `json:",omitempty"`
}

type wireExecutionReference struct {
	ExecutionId     string
	ExecutionStatus *wireExecutionStatus
}

type wireExportReference struct {
	ExportArn    string
	ExportName   string
	ExportStatus *wireExportStatus
}

type getExecutionResponse struct {
	ExecutionId     string
	ExecutionStatus *wireExecutionStatus
	Export          *wireExport
}

type getExportResponse struct {
	Export       *wireExport
	ExportStatus *wireExportStatus
}

type listExecutionsResponse struct {
	Executions []wireExecutionReference
	NextToken  string `json:",omitempty"`
}

type listExportsResponse struct {
	Exports   []wireExportReference
	NextToken string `json:",omitempty"`
}

type wireTable struct {
	TableName       string
	Description     string
	TableProperties []wireTableProperty
}

type wireTableProperty struct {
	Name         string   `json:",omitempty"`
	ValidValues  []string `json:",omitzero"`
	DefaultValue string   `json:",omitempty"`
	Description  string   `json:",omitempty"`
}

type wireColumn struct{ Name, Type, Description string }

type wireTag struct{ Key, Value string }

type listTablesResponse struct {
	Tables    []wireTable
	NextToken string `json:",omitempty"`
}

type getTableResponse struct {
	TableName       string
	Description     string
	TableProperties map[string]string
	Schema          []wireColumn
}

type listTagsResponse struct {
	ResourceTags []wireTag
	NextToken    string `json:",omitempty"`
}

// timestamp is an ISO-8601 string on the wire: milliseconds, or nine digits where there is more.
type timestamp time.Time

// IsZero lets an absent timestamp be left out.
func (t timestamp) IsZero() bool { return time.Time(t).IsZero() }

// MarshalJSON writes the timestamp in UTC.
func (t timestamp) MarshalJSON() ([]byte, error) {
	at := time.Time(t).UTC()
	layout := "2006-01-02T15:04:05.000000000Z"
	if at.Nanosecond()%int(time.Millisecond) == 0 {
		layout = "2006-01-02T15:04:05.000Z"
	}
	return []byte(at.Format(`"` + layout + `"`)), nil
}

// encode writes an answer as one line of JSON, as it stands: no HTML escapes.
func encode(answer any) ([]byte, error) {
	var body bytes.Buffer
	encoder := json.NewEncoder(&body)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(answer); err != nil {
		return nil, fmt.Errorf("encoding the answer: %w", err)
	}
	return bytes.TrimSuffix(body.Bytes(), []byte("\n")), nil
}
