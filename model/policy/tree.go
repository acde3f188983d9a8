package policy

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"exportwatch/model"
)

const (
	maxBytes = 64 << 10 // of a policy; AWS takes 20 KB
	maxDepth = 12       // of lists and objects in each other; a policy needs 6
)

// object is a JSON object with its members in order.
type object []member

// member is a name with its value: a string (of a number or a boolean its text), an object, a
// []any, or nil for null.
type member struct {
	name  string
	value any
}

// readTree reads a policy's JSON. It refuses names that come twice in one object, also in other
// case, for which of them counts nobody says.
func readTree(text string) (object, error) {
	if len(text) > maxBytes {
		return nil, fmt.Errorf("it is larger than %d KiB", maxBytes>>10)
	}
	var raw json.RawMessage
	if err := json.Unmarshal([]byte(text), &raw); err != nil {
		return nil, fmt.Errorf("it isn't JSON: %s", model.Clean(err.Error()))
	}
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	value, err := readValue(decoder, 0)
	if err != nil {
		return nil, err
	}
	tree, ok := value.(object)
	if !ok {
		return nil, errors.New("it isn't a JSON object")
	}
	return tree, nil
}

func readValue(decoder *json.Decoder, depth int) (any, error) {
	if depth > maxDepth {
		return nil, errors.New("it is nested too deeply")
	}
	token, err := decoder.Token()
	if err != nil {
		return nil, fmt.Errorf("it isn't JSON: %s", model.Clean(err.Error()))
	}
	switch token := token.(type) {
	case json.Delim:
		if token == '{' {
			return readObject(decoder, depth)
		}
		return readList(decoder, depth)
	case string:
		return token, nil
	case nil:
		return nil, nil //nolint:nilnil // null is a value
	default:
		return fmt.Sprint(token), nil // true, false, numbers
	}
}

func readObject(decoder *json.Decoder, depth int) (any, error) {
	read := object{}
	seen := map[string]bool{}
	for decoder.More() {
		token, err := decoder.Token()
		if err != nil {
			return nil, fmt.Errorf("it isn't JSON: %s", model.Clean(err.Error()))
		}
		name, _ := token.(string)
		folded := strings.ToLower(name)
		if seen[folded] {
			return nil, fmt.Errorf("it names %s twice in one object", shown(name))
		}
		seen[folded] = true
		value, err := readValue(decoder, depth+1)
		if err != nil {
			return nil, err
		}
		read = append(read, member{name, value})
	}
	return read, readEnd(decoder)
}

func readList(decoder *json.Decoder, depth int) (any, error) {
	read := []any{}
	for decoder.More() {
		value, err := readValue(decoder, depth+1)
		if err != nil {
			return nil, err
		}
		read = append(read, value)
	}
	return read, readEnd(decoder)
}

// readEnd reads a closing bracket.
func readEnd(decoder *json.Decoder) error {
	if _, err := decoder.Token(); err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("it isn't JSON: %s", model.Clean(err.Error()))
	}
	return nil
}

// texts returns a scalar, or a list of them, as texts; false where it holds something else.
func texts(value any) ([]string, bool) {
	if text, ok := value.(string); ok {
		return []string{text}, true
	}
	list, ok := value.([]any)
	if !ok {
		return nil, false
	}
	read := make([]string, 0, len(list))
	for _, item := range list {
		text, ok := item.(string)
		if !ok {
			return nil, false
		}
		read = append(read, text)
	}
	return read, true
}
