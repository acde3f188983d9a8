package words

// Keys that several tables have, or that are treated apart.
const (
	keyGranularity = "TIME_GRANULARITY"
	keyBillingView = "BILLING_VIEW_ARN"
)

// BuiltInTables returns the tables and keys that AWS's documents name (the table dictionary of the
// Data Exports user guide, and the sample of ListTables for the defaults), with what they mean in
// our words. A default that no document states is left out.
func BuiltInTables() Catalog {
	return Catalog{Tables: []Table{
		{Name: "COST_AND_USAGE_REPORT", Label: "CUR 2.0", Properties: reportProperties()},
		{
			Name: "FOCUS_1_2_AWS", Label: "FOCUS 1.2",
			Properties: []TableProperty{granularity("Charges are", "")},
		},
		{Name: "FOCUS_1_0_AWS", Label: "FOCUS 1.0"},
		{Name: "FOCUS_1_0_AWS_PREVIEW", Label: "FOCUS 1.0, preview"},
		{
			Name: "COST_OPTIMIZATION_RECOMMENDATIONS", Label: "Cost Optimization Hub",
			Properties: recommendationProperties(),
		},
		{Name: "CARBON_EMISSIONS", Label: "Carbon emissions"},
		{Name: "COST_AND_USAGE_DASHBOARD", Label: "Cost and usage dashboard"},
	}}
}

// reportProperties are the keys of CUR 2.0.
func reportProperties() []TableProperty {
	return []TableProperty{
		granularity("Usage is", "HOURLY"),
		truth("INCLUDE_RESOURCES", "FALSE",
			"Rows name the resource; many more rows.",
			"Rows are summed over resources."),
		truth("INCLUDE_SPLIT_COST_ALLOCATION_DATA", "FALSE",
			"Costs are split by container, in rows and columns of their own.",
			"Containers are not split out."),
		truth("INCLUDE_MANUAL_DISCOUNT_COMPATIBILITY", "FALSE",
			"Automatic discounts stand in rows of their own, as if added by hand; two discount "+
				"columns are missing.",
			"Discounts in their own columns."),
		truth("INCLUDE_CAPACITY_RESERVATION_DATA", "",
			"Usage is split by capacity reservation, in three more columns; data from "+
				"1 November 2025 on.",
			"Capacity reservations have no columns."),
		truth("INCLUDE_IAM_PRINCIPAL_DATA", "",
			"Costs of Bedrock name the IAM caller; data from 8 April 2026 on.",
			"The IAM caller is not named."),
		{
			Name:        keyBillingView,
			Description: "The billing view through which costs are seen.",
		},
	}
}

// recommendationProperties are the keys of the recommendations of Cost Optimization Hub.
func recommendationProperties() []TableProperty {
	return []TableProperty{
		truth("INCLUDE_ALL_RECOMMENDATIONS", "",
			"All recommendations, also those that rule each other out.",
			"Of recommendations that rule each other out, the one that saves most."),
		{
			Name: "FILTER",
			Description: "Only recommendations that match this filter of Cost Optimization Hub, " +
				"which applies before related ones are dropped.",
			Meanings: map[string]string{"{}": "No filter."},
		},
	}
}

// granularity is the key that says over which time is summed up.
func granularity(what, byDefault string) TableProperty {
	return TableProperty{
		Name:    keyGranularity,
		Default: byDefault,
		Values:  []string{"HOURLY", "DAILY", "MONTHLY"},
		Meanings: map[string]string{
			"HOURLY":  what + " summed by hour.",
			"DAILY":   what + " summed by day.",
			"MONTHLY": what + " summed by month.",
		},
	}
}

// truth is a key that is TRUE or FALSE.
func truth(name, byDefault, ifTrue, ifFalse string) TableProperty {
	return TableProperty{
		Name:     name,
		Default:  byDefault,
		Values:   []string{"TRUE", "FALSE"},
		Meanings: map[string]string{"TRUE": ifTrue, "FALSE": ifFalse},
	}
}
