package cli

import (
	"encoding/json"
	"reflect"
	"runtime/debug"
	"strings"
	"time"

	"exportwatch/model/watch"
)

// VersionOf is versionOf, for tests.
func VersionOf(info *debug.BuildInfo) string { return versionOf(info) }

// Near is near, for tests.
func Near(typed string, names []string) []string { return near(typed, names) }

// JSONFields are the names of all fields of the JSON of status, as paths in a document, and those
// of a line of --watch.
func JSONFields() (whole, line []string) {
	return fields(reflect.TypeFor[document](), ""), fields(reflect.TypeFor[change](), "")
}

func fields(of reflect.Type, under string) []string {
	switch {
	case of == reflect.TypeFor[time.Time]():
		return nil
	case of.Kind() == reflect.Pointer:
		return fields(of.Elem(), under)
	case of.Kind() == reflect.Slice:
		return fields(of.Elem(), strings.TrimSuffix(under, ".")+"[].")
	case of.Kind() != reflect.Struct:
		return nil
	}
	var names []string
	for field := range of.Fields() {
		if field.Anonymous {
			names = append(names, fields(field.Type, under)...)
			continue
		}
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		names = append(names, under+name)
		names = append(names, fields(field.Type, under+name+".")...)
	}
	return names
}

// RowJSON is a row as status prints it, for tests.
func RowJSON(entry watch.Entry) (string, error) {
	text, err := json.Marshal(newJSONRow(entry))
	return string(text), err
}
