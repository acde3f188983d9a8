package watch

import (
	"cmp"
	"strings"

	"exportwatch/model"
)

// rank returns a row's place within its section and need, lowest first.
func rank(entry Entry) int64 {
	if entry.Need == NeedOverdue {
		since, _ := entry.Watched.Overdue()
		return since.UnixMicro()
	}
	run := entry.Watched.Newest()
	if run == nil {
		return 0
	}
	at := run.execution.EndedAt()
	if at.IsZero() {
		at = run.execution.CreatedAt
	}
	if entry.Attention == AttentionUnderway || entry.Need == NeedSlow {
		return at.UnixMicro()
	}
	return -at.UnixMicro()
}

func compareEntries(a, b Entry) int {
	switch {
	case a.Attention != b.Attention:
		return cmp.Compare(a.Attention, b.Attention)
	case a.Need != b.Need:
		return cmp.Compare(a.Need, b.Need)
	case a.rank != b.rank:
		return cmp.Compare(a.rank, b.rank)
	}
	first, second := a.Watched.identity(), b.Watched.identity()
	return cmp.Or(strings.Compare(first.ExportARN, second.ExportARN),
		strings.Compare(first.ExecutionID, second.ExecutionID))
}

// identity tells rows apart that are alike in all else.
func (w *Watched) identity() model.Ref {
	switch w.Kind {
	case WatchedPin:
		return w.pin.Ref
	case WatchedExport:
		return model.Ref{ExportARN: w.ExportARN}
	case WatchedAccount:
	}
	return model.Ref{ExecutionID: w.Account.Profile}
}
