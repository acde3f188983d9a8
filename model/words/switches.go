package words

import (
	"slices"

	"exportwatch/model"
)

// Switches returns the settings of a table that are TRUE or FALSE, by what is known of it and what
// the export sets.
func (c Catalog) Switches(configuration model.TableConfiguration) []string {
	var names []string
	for _, setting := range c.Settings(configuration) {
		known := slices.Contains(setting.Valid, "TRUE") && slices.Contains(setting.Valid, "FALSE")
		if set := setting.Value == "TRUE" || setting.Value == "FALSE"; known || set {
			names = append(names, setting.Key)
		}
	}
	return names
}
