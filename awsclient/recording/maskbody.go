package recording

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"strings"
	"time"
)

// body masks parameters or an answer of an operation: JSON by its fields, anything else whole.
func (m *Mask) body(operation, text string) string {
	if strings.TrimSpace(text) == "" {
		return text
	}
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	walk := walker{mask: m, from: decoder, dictionary: operation == "ListTables"}
	if err := walk.value("", 0); err != nil {
		return m.text(text)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) { // something follows
		return m.text(text)
	}
	return walk.to.String()
}

// walker copies JSON, and masks its texts by the keys that they stand at.
type walker struct {
	mask       *Mask
	from       *json.Decoder
	to         bytes.Buffer
	dictionary bool // of AWS's tables: their names and what they mean are AWS's own words
}

// deepest is how deep JSON may be nested to be taken for AWS's.
const deepest = 100

var errDeep = errors.New("JSON is nested too deep")

// value copies the next value.
func (w *walker) value(key string, depth int) error {
	if depth > deepest {
		return errDeep
	}
	token, err := w.from.Token()
	if err != nil {
		return err //nolint:wrapcheck // the caller only wants to know whether it is JSON
	}
	switch token := token.(type) {
	case json.Delim:
		if token == '{' {
			return w.object(key, depth)
		}
		return w.array(key, depth)
	case string:
		w.text(w.mask.field(key, token, w.dictionary))
	case json.Number:
		w.to.WriteString(w.number(token.String()))
	case bool:
		w.to.WriteString(strconv.FormatBool(token))
	default:
		w.to.WriteString("null")
	}
	return nil
}

func (w *walker) object(parent string, depth int) error {
	w.to.WriteByte('{')
	for first := true; w.from.More(); first = false {
		if !first {
			w.to.WriteByte(',')
		}
		token, err := w.from.Token()
		if err != nil {
			return err //nolint:wrapcheck // as in value
		}
		key, _ := token.(string)
		if !identifier().MatchString(key) {
			key = w.mask.text(key)
		}
		w.text(key)
		w.to.WriteByte(':')
		if parent == settingsKey || strings.HasPrefix(parent, settingsKey+"/") {
			key = settingsKey + "/" + key
		}
		if err := w.value(key, depth+1); err != nil {
			return err
		}
	}
	return w.close('}')
}

func (w *walker) array(key string, depth int) error {
	w.to.WriteByte('[')
	for first := true; w.from.More(); first = false {
		if !first {
			w.to.WriteByte(',')
		}
		if err := w.value(key, depth+1); err != nil {
			return err
		}
	}
	return w.close(']')
}

// close copies the end of what is open.
func (w *walker) close(end byte) error {
	_, err := w.from.Token()
	w.to.WriteByte(end)
	return err //nolint:wrapcheck // as in value
}

func (w *walker) text(text string) {
	encoder := json.NewEncoder(&w.to)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(text) // a text, into memory: it never fails
	w.to.Truncate(w.to.Len() - 1)
}

// number masks what may be an account's.
func (w *walker) number(text string) string {
	if len(text) != 12 || strings.Trim(text, "0123456789") != "" {
		return text
	}
	masked := w.mask.name(text)
	if masked[0] == '0' { // which no number of JSON begins with
		masked = "1" + masked[1:]
	}
	return masked
}

// settingsKey is the key of the settings of an export's tables.
const settingsKey = "TableConfigurations"

var (
	identifier = compiled(
		`^[A-Za-z_][A-Za-z0-9_]{0,63}$`)
	setting = compiled(
		`^[A-Z][A-Z0-9_]{0,63}$`)
	typeName = compiled(
		`^([a-z.]+#)?[A-Za-z]{1,64}$`)
)

// field masks the text at a key. AWS's own words stay.
func (m *Mask) field(key, value string, dictionary bool) string {
	switch key {
	case "TableName", "Name", "Description", "DefaultValue", "ValidValues":
		if dictionary {
			return value
		}
	}
	switch key {
	case "StatusCode", "StatusReason", "Format", "Compression", "OutputType", "Overwrite",
		"Frequency", "TableName":
		return m.unless(identifier().MatchString(value), value)
	case "S3Region":
		return m.unless(isRegion(value), value)
	case "__type", "code", "Code", "Type":
		return m.unless(typeName().MatchString(value), value)
	case "CreatedAt", "LastUpdatedAt", "CompletedAt", "LastRefreshedAt":
		_, err := time.Parse(time.RFC3339, value)
		return m.unless(err == nil, value)
	case "message", "Message":
		return m.message(value)
	case "QueryStatement":
		return m.query(value)
	case "S3Prefix":
		return m.path(value)
	case "NextToken", "Description":
		return m.text(value)
	}
	switch {
	case strings.HasPrefix(value, "arn:"):
		return m.arn(value)
	case strings.HasPrefix(key, settingsKey+"/"):
		return m.unless(value == "" || setting().MatchString(value), value)
	}
	return m.name(value)
}

// unless masks a text unless it is kept.
func (m *Mask) unless(kept bool, value string) string {
	if kept {
		return value
	}
	return m.text(value)
}
