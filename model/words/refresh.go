package words

import "exportwatch/model"

// Refresh says how often an export runs, by its table, and AWS's code for the cadence, of which there
// is but one. Sources: the Data Exports user guide (cost and usage at least daily, up to three times a
// day; carbon emissions monthly); recommendations are partitioned by day.
func Refresh(export *model.Export) (said, code string) {
	if export.Frequency != "SYNCHRONOUS" {
		return export.Frequency, ""
	}
	switch export.Table() {
	case "CARBON_EMISSIONS":
		return "monthly", export.Frequency
	case "COST_OPTIMIZATION_RECOMMENDATIONS":
		return "at most daily", export.Frequency
	default:
		return "as its source changes, up to three times a day", export.Frequency
	}
}
