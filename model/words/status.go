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
