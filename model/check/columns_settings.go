package check

import (
	"slices"
	"strings"

	"exportwatch/model"
)

// setting returns the setting that adds a column, or "" where that isn't known: one of those that
// the export has on, or off, if it is the only one, else by what AWS's pages say of the column.
func setting(column string, own, switches []model.Property, on bool) string {
	var could []string
	for _, property := range switches {
		at := slices.IndexFunc(own, func(p model.Property) bool { return p.Key == property.Key })
		isOn := at >= 0 && strings.EqualFold(own[at].Value, "TRUE")
		if strings.EqualFold(property.Value, "TRUE") && isOn == on {
			could = append(could, property.Key)
		}
	}
	known := knownSetting(column)
	switch {
	case known != "" && (len(could) == 0 || slices.Contains(could, known)):
		return known
	case len(could) == 1:
		return could[0]
	default:
		return ""
	}
}

// knownSetting returns the setting of CUR 2.0 that is known to add a column.
func knownSetting(column string) string {
	switch {
	case column == "line_item_resource_id":
		return "INCLUDE_RESOURCES"
	case strings.HasPrefix(column, "split_line_item_"):
		return "INCLUDE_SPLIT_COST_ALLOCATION_DATA"
	case column == "line_item_iam_principal":
		return "INCLUDE_IAM_PRINCIPAL_DATA"
	case strings.HasPrefix(column, "capacity_reservation_"):
		return "INCLUDE_CAPACITY_RESERVATION_DATA"
	}
	return ""
}

// orSome names a setting, cleaned.
func orSome(setting string) string {
	if setting == "" {
		return "a setting"
	}
	return model.Clean(setting)
}

// foldedIn returns the name that differs in case only; "" if there is none.
func foldedIn(names []string, name string) string {
	at := slices.IndexFunc(names, func(n string) bool { return strings.EqualFold(n, name) })
	if at < 0 {
		return ""
	}
	return names[at]
}
