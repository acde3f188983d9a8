package simulator

import (
	"slices"
	"time"
)

// catalogue is what the standard account holds: first ten exports that run at the epoch.
func catalogue() []template {
	return slices.Concat(
		curTemplates(),
		containerTemplates(),
		focusTemplates(),
		otherTemplates(),
		restingTemplates(),
	)
}

func curTemplates() []template {
	everything := slices.Concat(curColumns(), curCommitmentColumns())
	return []template{
		{
			name:        "cur2-hourly",
			description: "Hourly CUR 2.0 for the chargeback pipeline",
			table:       tableCUR,
			query:       selectFrom(tableCUR, "", slices.Concat(everything, curDotColumns())...),
			formerQuery: selectFrom(tableCUR, "", everything...),
			config:      cur("HOURLY", false, false),
			csv:         true,
			createNew:   true,
			bucket:      "acme-cur-hourly",
			prefix:      "cur2",
			period:      shed,
			took:        5 * time.Minute,
			ends: map[int]outcome{
				-5: {code: queryFailure, reason: internalFailureReason}, 0: delivered(),
			},
		},
		{
			name:        "cur2-resources",
			description: "Daily CUR 2.0 with resource ids, without taxes and credits",
			table:       tableCUR,
			query: selectFrom(tableCUR,
				"line_item_line_item_type NOT IN ('Tax', 'Credit', 'Refund')",
				append(curColumns(), "line_item_resource_id")...),
			config: cur("DAILY", true, false),
			bucket: "acme-cur-resources",
			prefix: "finops/cur2",
			period: shed,
			took:   12 * time.Minute,
			ends: map[int]outcome{
				-11: {code: deliveryFailure}, 0: {code: queryFailure},
			},
		},
	}
}

func containerTemplates() []template {
	return []template{
		{
			name:        "cur2-split-cost",
			description: "Split cost allocation for EKS and ECS",
			table:       tableCUR,
			query: selectFrom(tableCUR,
				"line_item_product_code = 'AmazonEKS' OR line_item_product_code = 'AmazonECS'",
				slices.Concat(curColumns(), curSplitColumns(), curDotColumns())...),
			config: cur("HOURLY", true, true),
			bucket: "acme-cur-containers",
			prefix: "split",
			period: shed,
			took:   32 * time.Minute,
			ends: map[int]outcome{
				0: refused(),
			},
		},
		{
			name:        "cid-cur2",
			description: "Cloud Intelligence Dashboards, delivered to the data collection account",
			table:       tableCUR,
			query: selectFrom(tableCUR, "",
				slices.Concat(curColumns(), curCommitmentColumns(),
					[]string{"line_item_resource_id"})...),
			config: cur("HOURLY", true, true),
			bucket: "cid-444455556666-shared",
			prefix: "cur2/{account}",
			owner:  "444455556666",
			period: shed,
			took:   18 * time.Minute,
			ends:   map[int]outcome{0: delivered()},
		},
	}
}

func focusTemplates() []template {
	return []template{
		{
			name:        "focus-1-2",
			description: "FOCUS 1.2 with AWS columns",
			table:       tableFOCUS12,
			query:       selectFrom(tableFOCUS12, "", focus12Columns()...),
			config:      map[string]string{"TIME_GRANULARITY": "DAILY"},
			bucket:      "acme-focus",
			prefix:      "focus",
			period:      shed,
			took:        6 * time.Minute,
			ends:        map[int]outcome{0: delivered()},
		},
		{
			name:        "focus-1-2-chargeback",
			description: "FOCUS 1.2 for the finance team in Ireland",
			table:       tableFOCUS12,
			query: selectFrom(tableFOCUS12, "ChargeCategory <> 'Tax' AND BilledCost > 0",
				append(focus12Columns(), "Tags.user_cost_center AS cost_center")...),
			config:    map[string]string{"TIME_GRANULARITY": "MONTHLY"},
			csv:       true,
			createNew: true,
			bucket:    "acme-finance-eu",
			prefix:    "focus/",
			region:    "eu-west-1",
			period:    shed,
			took:      7 * time.Minute,
			ends: map[int]outcome{
				-20: {code: deliveryFailure, reason: billOwnerChanged},
				-19: {code: deliveryFailure, reason: billOwnerChanged},
				0:   delivered(),
			},
		},
		{
			name:   "focus-1-0",
			table:  tableFOCUS10,
			query:  selectFrom(tableFOCUS10, "", focusColumns()...),
			config: map[string]string{},
			bucket: "acme-focus",
			prefix: "focus",
			period: shed,
			took:   5 * time.Minute,
			ends:   map[int]outcome{0: delivered()},
		},
	}
}

func otherTemplates() []template {
	const filter = `{"resourceTypes":["Ec2Instance","EbsVolume","RdsDbInstance"],` +
		`"implementationEfforts":["VeryLow","Low","Medium"],` +
		`"tags":[{"key":"team","value":"platform"}],"regions":["us-east-1","eu-west-1"]}`
	return []template{
		{
			name:        "recommendations",
			description: "Cost Optimization Hub, platform team",
			table:       tableRecommendations,
			query:       selectFrom(tableRecommendations, "", recommendationColumns()...),
			config: map[string]string{
				"INCLUDE_ALL_RECOMMENDATIONS": "FALSE",
				"FILTER":                      filter,
			},
			bucket: "acme-recommendations",
			prefix: "coh",
			period: day,
			took:   2 * time.Minute,
			ends:   map[int]outcome{0: delivered()},
		},
		{
			name:        "recommendations-all",
			description: "Cost Optimization Hub, all alternatives",
			table:       tableRecommendations,
			query: selectFrom(tableRecommendations, "estimated_monthly_savings_after_discount > 5",
				recommendationColumns()...),
			config:    map[string]string{"INCLUDE_ALL_RECOMMENDATIONS": "TRUE", "FILTER": "{}"},
			csv:       true,
			createNew: true,
			bucket:    "acme-recommendations",
			prefix:    "coh",
			period:    day,
			took:      3 * time.Minute,
			ends:      map[int]outcome{0: delivered()},
		},
		{
			name:   "cost-dashboard",
			table:  tableDashboard,
			query:  selectFrom(tableDashboard, "", dashboardColumns()...),
			config: map[string]string{},
			bucket: "acme-quicksight",
			prefix: "cud",
			period: shed,
			took:   4 * time.Minute,
			ends:   map[int]outcome{0: delivered()},
		},
	}
}

// restingTemplates are those that do not run at the epoch.
func restingTemplates() []template {
	return []template{
		{
			name:        "cur2-daily",
			description: "Daily CUR 2.0, source of the cost reports",
			table:       tableCUR,
			query:       selectFrom(tableCUR, "", slices.Concat(curColumns(), curDotColumns())...),
			config:      cur("DAILY", false, false),
			bucket:      "acme-cur-daily",
			prefix:      "cur2",
			period:      shed,
			took:        17 * time.Minute,
			resting:     4*time.Hour + 28*time.Minute,
			ends: map[int]outcome{
				-2: refused(),
				-1: refused(),
				0:  refused(),
				1:  delivered(),
			},
		},
		{
			name:    "carbon-monthly",
			table:   tableCarbon,
			query:   selectFrom(tableCarbon, "", carbonColumns()...),
			config:  map[string]string{},
			csv:     true,
			bucket:  "acme-sustainability",
			prefix:  "carbon",
			region:  "eu-north-1",
			period:  30*day + 10*time.Hour,
			took:    80 * time.Second,
			resting: 4*day + 5*time.Hour,
			ends:    map[int]outcome{0: delivered()},
		},
		{
			name:        "focus-1-0-preview",
			description: "To be replaced by focus-1-2",
			table:       tableFOCUS10Preview,
			query:       selectFrom(tableFOCUS10Preview, "", focusColumns()[:43]...),
			config:      map[string]string{},
			bucket:      "acme-focus",
			prefix:      "preview",
			period:      day,
			took:        5 * time.Minute,
			resting:     9 * time.Hour,
			ends:        map[int]outcome{-1: retired(), 0: retired(), 1: retired(), 2: retired()},
		},
		{
			name:        "carbon-reporting",
			description: "For the sustainability report; created today",
			table:       tableCarbon,
			query:       selectFrom(tableCarbon, "", carbonColumns()...),
			config:      map[string]string{},
			bucket:      "acme-sustainability",
			prefix:      "",
			region:      "eu-north-1",
			period:      30 * day,
			took:        90 * time.Second,
			never:       true,
		},
	}
}

func retired() outcome { return outcome{code: queryFailure, reason: deprecated} }
