package terminal

import (
	"reflect"

	tea "charm.land/bubbletea/v2"
)

// Unserved names the fields of a view that ask for what isn't drawn; none for a view that is drawn
// whole. AltScreen, Content and the Cursor's position are all that is. A program's tests should
// call it with every view that they make: on the screen, the rest is left out in silence.
func Unserved(view tea.View) []string {
	var fields []string
	if !view.AltScreen {
		fields = append(fields, "AltScreen (must be true)")
	}
	if cursor := view.Cursor; cursor != nil {
		if cursor.Color != nil {
			fields = append(fields, "Cursor.Color")
		}
		if cursor.Shape != tea.CursorBlock {
			fields = append(fields, "Cursor.Shape")
		}
	}
	whole := reflect.ValueOf(view)
	for i := range whole.NumField() {
		switch name := whole.Type().Field(i).Name; name {
		case "AltScreen", "Content", "Cursor":
		default:
			if !whole.Field(i).IsZero() {
				fields = append(fields, name)
			}
		}
	}
	return fields
}
