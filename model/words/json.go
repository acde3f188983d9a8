package words

import (
	"bytes"
	"encoding/json"
	"strings"
	"time"

	"exportwatch/model"
)

// The members of GetExecution's response, named and ordered as in AWS's sample of it.
type (
	jsonExecution struct {
		ExecutionID string      `json:"ExecutionId,omitempty"`
		Status      jsonStatus  `json:"ExecutionStatus,omitzero"`
		Export      *jsonExport `json:",omitempty"`
	}
	jsonStatus struct {
		CreatedAt, CompletedAt, LastUpdatedAt jsonTime     `json:",omitzero"`
		StatusCode                            model.Status `json:",omitempty"`
		StatusReason                          model.Reason `json:",omitempty"`
	}
	jsonExport struct {
		ExportArn                 string    `json:",omitempty"`
		Name                      string    `json:",omitempty"`
		Description               string    `json:",omitempty"`
		DataQuery                 jsonQuery `json:",omitzero"`
		DestinationConfigurations jsonPlace `json:",omitzero"`
		RefreshCadence            jsonPace  `json:",omitzero"`
	}
	jsonQuery struct {
		QueryStatement      string                       `json:",omitempty"`
		TableConfigurations map[string]map[string]string `json:",omitempty"`
	}
	jsonPlace struct {
		S3Destination jsonBucket `json:",omitzero"`
	}
	jsonBucket struct {
		S3Bucket               string     `json:",omitempty"`
		S3BucketOwner          string     `json:",omitempty"`
		S3Prefix               string     `json:",omitempty"`
		S3Region               string     `json:",omitempty"`
		S3OutputConfigurations jsonOutput `json:",omitzero"`
	}
	jsonOutput struct {
		Overwrite   string `json:",omitempty"`
		Format      string `json:",omitempty"`
		Compression string `json:",omitempty"`
		OutputType  string `json:",omitempty"`
	}
	jsonPace struct {
		Frequency string `json:",omitempty"`
	}
)

// jsonTime is written in ISO 8601, in UTC.
type jsonTime time.Time

// IsZero lets a time that isn't known be left out.
func (t jsonTime) IsZero() bool { return time.Time(t).IsZero() }

// MarshalText writes years of any length, as time.Time's own method doesn't.
func (t jsonTime) MarshalText() ([]byte, error) {
	return []byte(time.Time(t).UTC().Format("2006-01-02T15:04:05.999999999Z")), nil
}

// JSON returns an execution as JSON, with the names and the order of AWS's response, indented by
// two. It is rebuilt from what is kept of the answer: members that AWS left out or sent empty are
// missing, and texts are cleaned.
func JSON(e model.Execution) string {
	out := jsonExecution{
		ExecutionID: e.Ref.ID(),
		Status: jsonStatus{
			CreatedAt:     jsonTime(e.CreatedAt),
			CompletedAt:   jsonTime(e.CompletedAt),
			LastUpdatedAt: jsonTime(e.UpdatedAt),
			StatusCode:    e.Status,
			StatusReason:  e.Reason,
		},
	}
	if e.Export != nil {
		out.Export = wire(e.Export)
	}
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(out); err != nil { // texts and times alone: it can't be
		return "{}"
	}
	return strings.TrimSuffix(text.String(), "\n")
}

func wire(e *model.Export) *jsonExport {
	return &jsonExport{
		ExportArn:   e.ARN,
		Name:        e.Name,
		Description: e.Description,
		DataQuery: jsonQuery{
			QueryStatement: e.Query, TableConfigurations: configurations(e.Tables),
		},
		DestinationConfigurations: jsonPlace{jsonBucket{
			S3Bucket:      e.Destination.Bucket,
			S3BucketOwner: e.Destination.Owner,
			S3Prefix:      e.Destination.Prefix,
			S3Region:      e.Destination.Region,
			S3OutputConfigurations: jsonOutput{
				Overwrite:   e.Destination.Overwrite,
				Format:      e.Destination.Format,
				Compression: e.Destination.Compression,
				OutputType:  e.Destination.OutputType,
			},
		}},
		RefreshCadence: jsonPace{e.Frequency},
	}
}

// configurations returns tables as AWS has them; nil for none.
func configurations(tables []model.TableConfiguration) map[string]map[string]string {
	if len(tables) == 0 {
		return nil
	}
	out := make(map[string]map[string]string, len(tables))
	for _, table := range tables {
		properties := make(map[string]string, len(table.Properties))
		for _, property := range table.Properties {
			properties[property.Key] = property.Value
		}
		out[table.Table] = properties
	}
	return out
}

// maxDepth is how deep JSON may be nested that is laid out: deeper, it would be mostly blanks.
const maxDepth = 32

// LayOutJSON returns the text of a JSON object or array indented by two, in its own order, short
// arrays on one line. It returns false, with the text as it came, if it isn't one or is nested
// absurdly deep.
func LayOutJSON(text string) (string, bool) {
	if !LooksLikeJSON(text) || depth(text) > maxDepth {
		return text, false
	}
	var out bytes.Buffer
	if err := json.Indent(&out, []byte(text), "", "  "); err != nil {
		return text, false
	}
	return strings.Join(gather(strings.Split(strings.TrimSpace(out.String()), "\n")), "\n"), true
}

// gather puts each short array of plain values on one line.
func gather(lines []string) []string {
	var out []string
	for len(lines) > 0 {
		line, taken := lines[0], 1
		if array, count := shortArray(lines); count > 0 {
			line, taken = array, count
		}
		out = append(out, line)
		lines = lines[taken:]
	}
	return out
}

// shortArray returns the array that begins in the first line as one line, and of how many it was
// made; none if there is no such array, or it is long or holds other arrays or objects. A line that
// ends in a bracket opens one: a text ends in a quotation mark.
func shortArray(lines []string) (array string, count int) {
	const short = 72
	if array = lines[0]; !strings.HasSuffix(array, "[") {
		return "", 0
	}
	for i, line := range lines[1:] {
		item := strings.TrimLeft(line, " ")
		switch {
		case strings.HasPrefix(item, "]"):
			return array + item, i + 2
		case strings.HasSuffix(item, "["), strings.HasSuffix(item, "{"),
			len(array)+len(item) > short:
			return "", 0
		case i > 0:
			array += " "
		}
		array += item
	}
	return "", 0
}

// LooksLikeJSON says whether a text begins like a JSON object or array.
func LooksLikeJSON(text string) bool {
	text = strings.TrimSpace(text)
	return strings.HasPrefix(text, "{") || strings.HasPrefix(text, "[")
}

// depth returns how deep brackets are nested outside of strings.
func depth(text string) int {
	deepest, now, quoted := 0, 0, false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{', c == '[':
			now++
			deepest = max(deepest, now)
		case c == '}', c == ']':
			now--
		}
	}
	return deepest
}
