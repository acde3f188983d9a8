package model

// StatusWord returns a status in a word or two; of a code we don't know the code itself.
func StatusWord(s Status) string {
	switch s {
	case InitiationInProcess:
		return "Accepted"
	case QueryQueued:
		return "Queued"
	case QueryInProcess:
		return "Querying"
	case QueryFailure:
		return "Query failed"
	case DeliveryInProcess:
		return "Delivering"
	case DeliverySuccess:
		return "Delivered"
	case DeliveryFailure:
		return "Delivery failed"
	default:
		return string(s)
	}
}

// StationWord returns a station's name on the screen.
func StationWord(s Station) string {
	switch s {
	case Accepted:
		return "Accepted"
	case Queued:
		return "Queued"
	case Query:
		return "Query"
	case Delivery:
		return "Delivery"
	case Done:
		return "Delivered"
	case NoStation:
	}
	return ""
}
