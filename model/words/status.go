package words

import "exportwatch/model"

// Status returns a status in a word or two; of a code we don't know the code itself.
func Status(s model.Status) string {
	switch s {
	case model.InitiationInProcess:
		return "Accepted"
	case model.QueryQueued:
		return "Queued"
	case model.QueryInProcess:
		return "Querying"
	case model.QueryFailure:
		return "Query failed"
	case model.DeliveryInProcess:
		return "Delivering"
	case model.DeliverySuccess:
		return "Delivered"
	case model.DeliveryFailure:
		return "Delivery failed"
	default:
		return string(s)
	}
}

// Reason returns AWS's reason in the forms in which it can be told, the longest first: the code, and
// what there is room for in a narrow column.
func Reason(r model.Reason) []string {
	switch r {
	case model.InsufficientPermission:
		return []string{string(r), "no permission"}
	case model.BillOwnerChanged:
		return []string{string(r), "bill owner"}
	case model.InternalFailure:
		return []string{string(r), "AWS internal"}
	case model.Deprecated:
	}
	return []string{string(r)}
}

// Stage returns a stage's name on the screen.
func Stage(s model.Stage) string {
	switch s {
	case model.StageAccepted:
		return "Accepted"
	case model.StageQueued:
		return "Queued"
	case model.StageQuery:
		return "Query"
	case model.StageDelivery:
		return "Delivery"
	case model.StageDelivered:
		return "Delivered"
	case model.StageUnknown:
	}
	return ""
}
