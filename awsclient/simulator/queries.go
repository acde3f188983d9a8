package simulator

import "strings"

// The tables exports select from.
const (
	tableCUR             = "COST_AND_USAGE_REPORT"
	tableFOCUS12         = "FOCUS_1_2_AWS"
	tableFOCUS10         = "FOCUS_1_0_AWS"
	tableFOCUS10Preview  = "FOCUS_1_0_AWS_PREVIEW"
	tableRecommendations = "COST_OPTIMIZATION_RECOMMENDATIONS"
	tableCarbon          = "CARBON_EMISSIONS"
	tableDashboard       = "COST_AND_USAGE_DASHBOARD"
)

// selectFrom writes a query as people paste them: all columns in one line.
func selectFrom(table, where string, columns ...string) string {
	query := "SELECT " + strings.Join(columns, ", ") + " FROM " + table
	if where != "" {
		query += " WHERE " + where
	}
	return query
}

func curColumns() []string {
	return strings.Fields(`bill_bill_type bill_billing_entity bill_billing_period_end_date
		bill_billing_period_start_date bill_invoice_id bill_invoicing_entity
		bill_payer_account_id bill_payer_account_name cost_category discount
		discount_bundled_discount discount_total_discount identity_line_item_id
		identity_time_interval line_item_availability_zone line_item_blended_cost
		line_item_blended_rate line_item_currency_code line_item_legal_entity
		line_item_line_item_description line_item_line_item_type
		line_item_net_unblended_cost line_item_net_unblended_rate
		line_item_normalization_factor line_item_normalized_usage_amount
		line_item_operation line_item_product_code line_item_tax_type
		line_item_unblended_cost line_item_unblended_rate line_item_usage_account_id
		line_item_usage_account_name line_item_usage_amount line_item_usage_end_date
		line_item_usage_start_date line_item_usage_type pricing_currency
		pricing_lease_contract_length pricing_offering_class
		pricing_public_on_demand_cost pricing_public_on_demand_rate
		pricing_purchase_option pricing_rate_code pricing_rate_id pricing_term
		pricing_unit product product_comment product_fee_code product_fee_description
		product_from_location product_from_location_type product_from_region_code
		product_instance_family product_instance_type product_instancesku
		product_location product_location_type product_operation product_pricing_unit
		product_product_family product_region_code product_servicecode product_sku
		product_to_location product_to_location_type product_to_region_code
		product_usagetype resource_tags`)
}

func curCommitmentColumns() []string {
	return strings.Fields(`reservation_amortized_upfront_cost_for_usage
		reservation_amortized_upfront_fee_for_billing_period
		reservation_availability_zone reservation_effective_cost
		reservation_end_time reservation_modification_status
		reservation_net_amortized_upfront_cost_for_usage
		reservation_net_amortized_upfront_fee_for_billing_period
		reservation_net_effective_cost reservation_net_recurring_fee_for_usage
		reservation_net_unused_amortized_upfront_fee_for_billing_period
		reservation_net_unused_recurring_fee reservation_net_upfront_value
		reservation_normalized_units_per_reservation reservation_number_of_reservations
		reservation_recurring_fee_for_usage reservation_reservation_a_r_n
		reservation_start_time reservation_subscription_id
		reservation_total_reserved_normalized_units reservation_total_reserved_units
		reservation_units_per_reservation
		reservation_unused_amortized_upfront_fee_for_billing_period
		reservation_unused_normalized_unit_quantity reservation_unused_quantity
		reservation_unused_recurring_fee reservation_upfront_value
		savings_plan_amortized_upfront_commitment_for_billing_period
		savings_plan_end_time savings_plan_instance_type_family
		savings_plan_net_amortized_upfront_commitment_for_billing_period
		savings_plan_net_recurring_commitment_for_billing_period
		savings_plan_net_savings_plan_effective_cost savings_plan_offering_type
		savings_plan_payment_option savings_plan_purchase_term
		savings_plan_recurring_commitment_for_billing_period savings_plan_region
		savings_plan_savings_plan_a_r_n savings_plan_savings_plan_effective_cost
		savings_plan_savings_plan_rate savings_plan_start_time
		savings_plan_total_commitment_to_date savings_plan_used_commitment`)
}

func curSplitColumns() []string {
	return strings.Fields(`split_line_item_actual_usage split_line_item_net_split_cost
		split_line_item_net_unused_cost split_line_item_parent_resource_id
		split_line_item_public_on_demand_split_cost
		split_line_item_public_on_demand_unused_cost split_line_item_reserved_usage
		split_line_item_split_cost split_line_item_split_usage
		split_line_item_split_usage_ratio split_line_item_unused_cost`)
}

// curDotColumns pick attributes out of the MAP columns.
func curDotColumns() []string {
	return []string{
		"product.product_name AS product_name",
		"product.operating_system AS operating_system",
		"resource_tags.user_cost_center AS cost_center",
		"resource_tags.user_team AS team",
		"resource_tags.aws_created_by AS created_by",
		"cost_category.business_unit AS business_unit",
		"discount.edp_discount AS edp_discount",
	}
}

func focusColumns() []string {
	return strings.Fields(`AvailabilityZone BilledCost BillingAccountId BillingAccountName
		BillingCurrency BillingPeriodEnd BillingPeriodStart ChargeCategory ChargeClass
		ChargeDescription ChargeFrequency ChargePeriodEnd ChargePeriodStart
		CommitmentDiscountCategory CommitmentDiscountId CommitmentDiscountName
		CommitmentDiscountStatus CommitmentDiscountType ConsumedQuantity ConsumedUnit
		ContractedCost ContractedUnitPrice EffectiveCost InvoiceIssuerName ListCost
		ListUnitPrice PricingCategory PricingQuantity PricingUnit ProviderName
		PublisherName RegionId RegionName ResourceId ResourceName ResourceType
		ServiceCategory ServiceName SkuId SkuPriceId SubAccountId SubAccountName Tags
		x_CostCategories x_Discounts x_Operation x_ServiceCode x_UsageType`)
}

func focus12Columns() []string {
	return append(focusColumns(), strings.Fields(`BillingAccountType CapacityReservationId
		CapacityReservationStatus CommitmentDiscountQuantity CommitmentDiscountUnit
		InvoiceId PricingCurrency PricingCurrencyContractedUnitPrice
		PricingCurrencyEffectiveCost PricingCurrencyListUnitPrice ServiceSubcategory
		SkuMeter SkuPriceDetails SubAccountType`)...)
}

func recommendationColumns() []string {
	return strings.Fields(`account_id action_type currency_code current_resource_details
		current_resource_summary current_resource_type estimated_monthly_cost_after_discount
		estimated_monthly_cost_before_discount estimated_monthly_savings_after_discount
		estimated_monthly_savings_before_discount
		estimated_savings_percentage_after_discount
		estimated_savings_percentage_before_discount implementation_effort
		last_refresh_timestamp recommendation_id recommendation_lookback_period_in_days
		recommendation_source recommended_resource_details recommended_resource_summary
		recommended_resource_type region resource_arn restart_needed rollback_possible tags`)
}

func carbonColumns() []string {
	return strings.Fields(`last_refresh_timestamp location model_version payer_account_id
		product_code region_code total_lbm_emissions_unit total_lbm_emissions_value
		total_mbm_emissions_unit total_mbm_emissions_value
		total_scope_1_emissions_unit total_scope_1_emissions_value
		total_scope_2_lbm_emissions_unit total_scope_2_lbm_emissions_value
		total_scope_2_mbm_emissions_unit total_scope_2_mbm_emissions_value
		total_scope_3_lbm_emissions_unit total_scope_3_lbm_emissions_value
		total_scope_3_mbm_emissions_unit total_scope_3_mbm_emissions_value
		usage_account_id usage_period_end usage_period_start`)
}

func dashboardColumns() []string {
	return strings.Fields(`amortized_cost bill_bill_type bill_billing_period_start_date
		billing_entity charge_type cost_category_name currency_code invoice_id legal_entity
		linked_account_id linked_account_name net_amortized_cost net_unblended_cost operation
		payer_account_id pricing_model pricing_unit product_code product_family
		purchase_option region_code reservation_arn savings_plan_arn service_name
		unblended_cost usage_amount usage_date usage_type`)
}
