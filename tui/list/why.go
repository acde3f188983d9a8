package list

import (
	"strconv"
	"strings"
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
	"exportwatch/model/words"
	"exportwatch/theme"
	"exportwatch/tui/canvas"
)

// otherwise says why a row needs somebody whose newest run is fine by itself, the longest form
// first; nothing where its status says it.
func otherwise(entry watch.Entry, now time.Time) []string {
	watched := entry.Watched
	run := watched.Newest()
	if !entry.MutedUntil.IsZero() && entry.Attention != watch.AttentionUnderway {
		return words.MutedUntil(entry.MutedUntil, now)
	}
	if run == nil || entry.Attention != watch.AttentionNeedsYou {
		return nil
	}
	execution, _ := run.Execution()
	underway := execution.Status.Known() && !execution.Status.Terminal()
	switch last, inARow := watched.Failure(); {
	case last != nil && last != run && inARow == 1:
		return []string{"run before failed", "failed before", "1 failed"}
	case last != nil && last != run:
		count := strconv.Itoa(inARow)
		return []string{count + " failed before", count + " failed"}
	case entry.Need == watch.NeedUnhealthy && underway:
		return []string{"export unhealthy", "unhealthy"}
	case entry.Need == watch.NeedOverdue && underway:
		return []string{"delivery overdue", "overdue"}
	case entry.Need == watch.NeedFault && run.Fault() == nil:
		return []string{"new runs not listed", "not listed"}
	}
	return nil
}

// reasons says why a row needs somebody, or why it once did, the longest form first; nothing where
// there is nothing to say beyond its status.
func reasons(entry watch.Entry, now time.Time) []string {
	if entry.Quieted() {
		return quieted(entry, now)
	}
	if said := otherwise(entry, now); said != nil {
		return said
	}
	if !entry.MutedUntil.IsZero() {
		return words.MutedUntil(entry.MutedUntil, now)
	}
	run, forecast := entry.Watched.Newest(), entry.Watched.Forecast()
	var execution model.Execution
	if run != nil {
		execution, _ = run.Execution()
	}
	fault := entry.Watched.Fault()
	switch {
	case entry.Need == watch.NeedUnhealthy:
		return words.Reason(entry.Watched.Health.Reason)
	case entry.Need == watch.NeedFault && fault != nil:
		_, operation, _ := strings.Cut(fault.Action, ":")
		return []string{fault.Code, operation}
	case entry.Need == watch.NeedSlow && forecast.Usual > 0:
		usual := words.About(forecast.Usual)
		return []string{"usually " + usual}
	case entry.Need == watch.NeedOverdue && entry.Watched.Delivered() == nil:
		return []string{"never delivered"}
	case entry.Need == watch.NeedOverdue && forecast.Gap > 0:
		return []string{words.Every(forecast), "every " + words.About(forecast.Gap)}
	case entry.Need == watch.NeedFailed && execution.Reason == "":
		return []string{"no reason given"}
	case execution.Status.Failed() && entry.Need == watch.NeedNone:
		return []string{string(execution.Reason) + ", made good", "made good"}
	default:
		return words.Reason(execution.Reason)
	}
}

// quieted says what a muted row would need somebody for.
func quieted(entry watch.Entry, now time.Time) []string {
	word := entry.Mutes.String()
	entry.Attention, entry.Need, entry.Muted = watch.AttentionNeedsYou, entry.Mutes, false
	if said := otherwise(entry, now); said != nil {
		return said
	}
	var said, bare []string
	for _, reason := range reasons(entry, now) {
		if reason != "" {
			said, bare = append(said, word+": "+reason), append(bare, reason)
		}
	}
	return append(append(said, bare...), word)
}

// why draws why a row needs somebody.
func (r row) why(out *canvas.Line) {
	if r.cols.why.width == 0 {
		return
	}
	look := theme.Look{}
	if r.entry.Attention == watch.AttentionFinished {
		look.Role = theme.Muted
	}
	out.To(r.cols.why.start)
	out.PutFirst(r.cols.why.end(), look, reasons(r.entry, r.pen.Now))
}

// instead draws why the row needs somebody in place of how far its run is, which the status says;
// it returns false where there is nothing to say, or another column for it.
func (r row) instead(out *canvas.Line, run *watch.Run) bool {
	said := otherwise(r.entry, r.pen.Now)
	if r.entry.Quieted() && r.cols.why.width == 0 && run == r.entry.Watched.Newest() {
		out.PutIn(r.cols.run.end(), theme.Look{Role: theme.Muted}, r.entry.Mutes.String())
		return true
	}
	if said == nil || run != r.entry.Watched.Newest() || r.cols.why.width > 0 {
		return false
	}
	out.PutFirst(r.cols.run.end(), r.needLook(), said)
	return true
}

// needLook is how what a row needs somebody for stands out.
func (r row) needLook() theme.Look {
	if !r.entry.MutedUntil.IsZero() {
		return theme.Look{Role: theme.Muted}
	}
	if r.entry.Need == watch.NeedFailed {
		return theme.Look{Role: theme.Bad}
	}
	return theme.Look{Role: theme.Warn}
}

// due draws when the export's next delivery is due, or since when it is.
func (r row) due(out *canvas.Line) {
	if r.cols.next.width == 0 || r.entry.Watched.Kind != watch.WatchedExport ||
		r.entry.Watched.Gone {
		return
	}
	next := r.entry.Watched.Forecast().Next
	switch out.To(r.cols.next.start); {
	case next.IsZero():
	case !r.pen.Passed(next):
		out.Put(theme.Look{Role: theme.Muted}, "~"+r.pen.Moment(next))
	case r.entry.Need == watch.NeedOverdue:
		out.Put(theme.Look{Role: theme.Warn, Strong: true}, "was "+r.pen.Moment(next))
	default:
		out.Put(theme.Look{Role: theme.Muted}, "was "+r.pen.Moment(next))
	}
}

// bucket draws where the export is delivered to, as far as one of its runs has told.
func (r row) bucket(out *canvas.Line) {
	if r.cols.bucket.width == 0 {
		return
	}
	const most = 12 // of runs are looked at
	runs := r.entry.Watched.Runs()
	for _, run := range runs[:min(len(runs), most)] {
		execution, _ := run.Execution()
		if execution.Export != nil && execution.Export.Destination.Bucket != "" {
			drawIn(out, r.cols.bucket, theme.Look{Role: theme.Muted},
				execution.Export.Destination.Bucket)
			return
		}
	}
}
