package words

import (
	"exportwatch/model"
	"exportwatch/model/watch"
)

// readable says whether the data can be read, and when the export was last delivered.
func readable(run *watch.Run) []Remark {
	remarks := readableNow(run)
	e, _ := run.Execution()
	if last := run.LastDelivery(); last != nil && !e.Status.Delivered() {
		delivery, _ := last.Execution()
		if ended := delivery.EndedAt().UTC(); !ended.IsZero() {
			remarks = append(remarks,
				Remark{Text: "Last delivery " + ended.Format("02 Jan 15:04") + " UTC."})
		}
	}
	return remarks
}

func readableNow(run *watch.Run) []Remark {
	e, _ := run.Execution()
	overwrites := e.Export != nil && e.Export.Destination.Overwrite == model.OverwriteReport
	const manifest = "Read only what the manifest lists: it is written last."
	switch e.Status {
	case model.DeliverySuccess:
		if newest := run.LastDelivery(); overwrites && newest != run {
			return []Remark{{Text: "Replaced by later runs; the newest delivery is of " +
				started(newest) + ".", Guess: true}}
		}
		if overwrites {
			return []Remark{
				{Text: "Yes. " + manifest},
				{Text: "The next run replaces these files."},
			}
		}
		return []Remark{{Text: "Yes. " + manifest}}
	case model.DeliveryInProcess:
		if overwrites {
			return []Remark{
				{Text: "Wait: files are being replaced. The manifest comes after them."},
			}
		}
		return []Remark{{Text: "Not yet: the manifest comes after all data files."}}
	case model.DeliveryFailure:
		if overwrites {
			return []Remark{
				{Text: "The run may have replaced some files. " + manifest, Guess: true},
			}
		}
		return []Remark{{Text: "The run may have written some files. " + manifest, Guess: true}}
	case model.QueryFailure:
		return []Remark{{Text: "This run wrote nothing; what was delivered before is " +
			"unchanged.", Guess: true}}
	case model.InitiationInProcess, model.QueryQueued, model.QueryInProcess:
		return []Remark{{Text: "Nothing of this run yet; what was delivered before is " +
			"unchanged.", Guess: true}}
	default:
		return []Remark{{Text: "Not known. " + manifest}}
	}
}

// started names a run by when it was created.
func started(run *watch.Run) string {
	e, _ := run.Execution()
	return e.CreatedAt.UTC().Format("02 Jan 15:04") + " UTC"
}
