package simulator

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// constraint is what the service model says of one member of a request.
type constraint struct {
	member   string
	required bool
	number   bool
	texts    bool   // a map from text, max long, to text
	min, max int    // of the length, or of the number
	pattern  string // "" for any text
}

// arnPattern is the model's pattern of Arn.
const arnPattern = `arn:aws[-a-z0-9]*:(bcm-data-exports):[-a-z0-9]*:[0-9]{12}:[-a-zA-Z0-9/:_]+`

// constraints lists the members of an operation's request, in the model's order.
func constraints(operation string) []constraint {
	exportArn := constraint{
		member: "ExportArn", required: true, min: 20, max: 2048, pattern: arnPattern,
	}
	maxResults := constraint{member: "MaxResults", number: true, min: 1, max: 300}
	nextToken := constraint{member: "NextToken", max: 8192}
	switch operation {
	case getExecution:
		executionID := constraint{member: "ExecutionId", required: true, max: 1024}
		return []constraint{exportArn, executionID}
	case getExport:
		return []constraint{exportArn}
	case listExecutions:
		return []constraint{exportArn, maxResults, nextToken}
	case getTable:
		return []constraint{
			{member: "TableName", required: true, max: 1024},
			{member: "TableProperties", texts: true, max: 1024},
		}
	case listTags:
		exportArn.member = "ResourceArn"
		return []constraint{exportArn, maxResults, nextToken}
	default:
		return []constraint{maxResults, nextToken}
	}
}

func compilePatterns() map[string]*regexp.Regexp {
	return map[string]*regexp.Regexp{
		arnPattern: regexp.MustCompile("^(?:" + arnPattern + ")$"),
	}
}

// input is a request's members: all operations are made of these.
type input struct {
	ExportArn       string
	ExecutionId     string
	MaxResults      *int
	NextToken       string
	ResourceArn     string
	TableName       string
	TableProperties map[string]string
}

// read decodes a request's body and holds it against the model.
func (s *Server) read(operation string, body []byte) (input, error) {
	var members map[string]json.RawMessage
	if err := json.Unmarshal(body, &members); err != nil {
		return input{}, unreadable("Unable to parse the request as JSON")
	}
	var fields []validationField
	for _, c := range constraints(operation) {
		broken, err := s.check(c, members[c.member])
		if err != nil {
			return input{}, err
		}
		fields = append(fields, broken...)
	}
	if len(fields) > 0 {
		return input{}, invalid(fields)
	}
	var in input
	if err := json.Unmarshal(body, &in); err != nil {
		return input{}, unreadable("Unable to parse the request as JSON")
	}
	return in, nil
}

// check says what one member breaks. A member of the wrong type is an error at once.
func (s *Server) check(c constraint, raw json.RawMessage) ([]validationField, error) {
	if raw == nil || string(raw) == "null" {
		if c.required {
			return []validationField{c.broken("null", "Member must not be null")}, nil
		}
		return nil, nil
	}
	if c.number {
		value, err := strconv.Atoi(string(raw))
		if err != nil {
			return nil, unreadable(typeOf(raw) + " can not be converted to an Integer")
		}
		return c.bounds("'"+string(raw)+"'", value, "Member must have value"), nil
	}
	if c.texts {
		return c.checkTexts(raw)
	}
	var text string
	if err := json.Unmarshal(raw, &text); err != nil {
		return nil, unreadable(typeOf(raw) + " can not be converted to a String")
	}
	quoted := "'" + text + "'"
	broken := c.bounds(quoted, utf8.RuneCountInString(text), "Member must have length")
	if c.pattern != "" && !s.patterns[c.pattern].MatchString(text) {
		broken = append(broken, c.broken(quoted,
			"Member must satisfy regular expression pattern: "+c.pattern))
	}
	return broken, nil
}

// checkTexts says what a map breaks.
func (c constraint) checkTexts(raw json.RawMessage) ([]validationField, error) {
	const maxText = 16384
	var texts map[string]string
	if raw[0] != '{' {
		return nil, unreadable(typeOf(raw) + " can not be converted to a Map")
	}
	if err := json.Unmarshal(raw, &texts); err != nil {
		return nil, unreadable("The values of the map can not be converted to a String")
	}
	for _, key := range slices.Sorted(maps.Keys(texts)) {
		text := texts[key]
		var what string
		var limit int
		switch {
		case utf8.RuneCountInString(key) > c.max:
			what, limit = "keys", c.max
		case utf8.RuneCountInString(text) > maxText:
			what, limit = "value", maxText
		default:
			continue
		}
		return []validationField{c.broken("'"+string(raw)+"'", fmt.Sprintf("Map %s must satisfy "+
			"constraint: [Member must have length less than or equal to %d]", what, limit))}, nil
	}
	return nil, nil
}

func (c constraint) bounds(quoted string, measure int, must string) []validationField {
	switch {
	case measure < c.min:
		return []validationField{
			c.broken(quoted, fmt.Sprintf("%s greater than or equal to %d", must, c.min)),
		}
	case measure > c.max:
		return []validationField{
			c.broken(quoted, fmt.Sprintf("%s less than or equal to %d", must, c.max)),
		}
	}
	return nil
}

// broken words one violation. AWS names members with a small first letter.
func (c constraint) broken(quoted, must string) validationField {
	name := strings.ToLower(c.member[:1]) + c.member[1:]
	return validationField{
		Name: name,
		Message: fmt.Sprintf("Value %s at '%s' failed to satisfy constraint: %s",
			quoted, name, must),
	}
}

// invalid words all violations in one sentence, as AWS does.
func invalid(fields []validationField) *apiError {
	noun := "errors"
	if len(fields) == 1 {
		noun = "error"
	}
	texts := make([]string, len(fields))
	for i, f := range fields {
		texts[i] = f.Message
	}
	return &apiError{
		status: http.StatusBadRequest,
		Type:   "ValidationException",
		Message: fmt.Sprintf("%d validation %s detected: %s",
			len(fields), noun, strings.Join(texts, "; ")),
		Reason: "fieldValidationFailed",
		Fields: fields,
	}
}

// typeOf names a JSON value's type as AWS's parser does.
func typeOf(raw json.RawMessage) string {
	switch raw[0] {
	case '"':
		return "STRING_VALUE"
	case '{':
		return "START_OBJECT"
	case '[':
		return "START_ARRAY"
	case 't':
		return "TRUE_VALUE"
	case 'f':
		return "FALSE_VALUE"
	}
	if strings.ContainsAny(string(raw), ".eE") {
		return "DECIMAL_VALUE"
	}
	return "NUMBER_VALUE"
}
