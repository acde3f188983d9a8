package words

import (
	"strings"

	"exportwatch/model"
	"exportwatch/model/watch"
)

// ExplainHealth says what it means that AWS calls an export unhealthy (ListExports). The reasons are
// those of failed runs, and so are the remedies.
func ExplainHealth(row *watch.Watched) Explanation {
	as := model.Execution{
		Ref:    model.Ref{ExportARN: row.ExportARN},
		Status: model.DeliveryFailure, // AWS: the most recent delivery failed
		Reason: row.Health.Reason,
	}
	if run := row.Newest(); run != nil {
		execution, _ := run.Execution()
		as.Export = execution.Export
	}
	explanation := Explanation{
		Tone:  ToneWarn,
		Title: "AWS calls this export unhealthy",
		Codes: strings.TrimSpace(row.Health.Code + "  " + string(row.Health.Reason)),
		Brief: "AWS calls this export unhealthy and gives no reason.",
	}
	if row.Health.Reason == "" {
		explanation.Todo = []Remark{
			{Text: "Check that the bucket exists and its policy lets " +
				"bcm-data-exports.amazonaws.com write. AWS gives no reason: by its user guide " +
				"the most recent delivery failed."},
		}
		return explanation
	}
	explanation.Todo, explanation.Brief = remedy(as), failureTitle(as)+". "+brief(as)
	return explanation
}
