package simulator

import "slices"

// tables are the tables that exports select from, with the properties that AWS's documents name:
// ListTables' sample for CUR 2.0 and the dashboard, whose properties are one empty one there; the
// table dictionary for the others, whose descriptions and missing defaults are our guess.
func tables() []wireTable {
	const granularity = "The granularity of the line-items in the table."
	grain := wireTableProperty{
		Name: "TIME_GRANULARITY", ValidValues: []string{"DAILY", "MONTHLY", "HOURLY"},
		Description: granularity,
	}
	return []wireTable{
		{tableDashboard, "A view over CUR for CostAndUsageDashboard", []wireTableProperty{{}}},
		{tableCUR, "Cost and Usage Report", curProperties(grain)},
		{tableRecommendations, "Cost Optimization Recommendations", []wireTableProperty{
			{
				Name: "FILTER", ValidValues: []string{},
				Description: "A filter of Cost Optimization Hub as JSON.",
			},
			truth("INCLUDE_ALL_RECOMMENDATIONS", "",
				"Whether to keep all recommendations of a group of related ones."),
		}},
		{tableFOCUS12, "FOCUS 1.2 with AWS columns", []wireTableProperty{grain}},
		{tableFOCUS10, "FOCUS 1.0 with AWS columns", []wireTableProperty{}},
		{tableFOCUS10Preview, "FOCUS 1.0 with AWS columns, preview", []wireTableProperty{}},
		{tableCarbon, "Carbon emissions", []wireTableProperty{}},
	}
}

func curProperties(grain wireTableProperty) []wireTableProperty {
	grain.DefaultValue = "HOURLY"
	return []wireTableProperty{
		grain,
		truth("INCLUDE_MANUAL_DISCOUNT_COMPATIBILITY", "FALSE",
			"Whether to simulate manual discounts for automated discount data."),
		truth("INCLUDE_SPLIT_COST_ALLOCATION_DATA", "FALSE",
			"Whether to include fission columns."),
		truth("INCLUDE_RESOURCES", "FALSE",
			"Whether to include resource IDs on line items."),
		truth("INCLUDE_CAPACITY_RESERVATION_DATA", "",
			"Specifies whether to include capacity reservation data in the data export."),
		{
			Name:        "BILLING_VIEW_ARN",
			ValidValues: []string{},
			Description: "The Amazon Resource Name (ARN) of the billing group for this data export.",
		},
		truth("INCLUDE_IAM_PRINCIPAL_DATA", "",
			"Specifies whether to include Identity and Access Management (IAM) principal columns."),
	}
}

func truth(name, byDefault, description string) wireTableProperty {
	return wireTableProperty{
		Name: name, ValidValues: []string{"TRUE", "FALSE"}, DefaultValue: byDefault,
		Description: description,
	}
}

// columnsOf are a table's columns, which some properties change.
func columnsOf(table string, properties map[string]string) []string {
	switch table {
	case tableFOCUS12:
		return focus12Columns()
	case tableFOCUS10, tableFOCUS10Preview:
		return focusColumns()
	case tableRecommendations:
		return recommendationColumns()
	case tableCarbon:
		return carbonColumns()
	case tableDashboard:
		return dashboardColumns()
	}
	columns := slices.Concat(curColumns(), curCommitmentColumns())
	for property, more := range map[string][]string{
		"INCLUDE_RESOURCES":                  {"line_item_resource_id"},
		"INCLUDE_SPLIT_COST_ALLOCATION_DATA": curSplitColumns(),
		"INCLUDE_IAM_PRINCIPAL_DATA":         {"line_item_iam_principal"},
		"INCLUDE_CAPACITY_RESERVATION_DATA": {
			"capacity_reservation_capacity_reservation_arn",
			"capacity_reservation_capacity_reservation_status",
			"capacity_reservation_capacity_reservation_type",
		},
	} {
		if properties[property] == "TRUE" {
			columns = append(columns, more...)
		}
	}
	if properties["INCLUDE_MANUAL_DISCOUNT_COMPATIBILITY"] == "TRUE" {
		columns = slices.DeleteFunc(columns, func(name string) bool {
			return name == "discount" || name == "discount_total_discount"
		})
	}
	slices.Sort(columns)
	return columns
}
