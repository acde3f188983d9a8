package tui

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"

	"exportwatch/model"
)

// order is how the list is sorted.
type order int

const (
	byAttention order = iota // in sections
	byName
	byStart    // newest first
	byDelivery // oldest first
	byAccount
	orders // how many there are
)

// title returns the head of the rows in this order; "" where sections have their own. The last
// column tells of deliveries where exports are followed, else of ends.
func (o order) title(reversed, following bool) string {
	titles := [2]string{}
	switch o {
	case byName:
		titles = [2]string{"BY NAME", "BY NAME, Z-A"}
	case byStart:
		titles = [2]string{"BY NEWEST RUN", "BY OLDEST RUN"}
	case byDelivery:
		titles = [2]string{"BY OLDEST END", "BY NEWEST END"}
		if following {
			titles = [2]string{"BY OLDEST OK", "BY NEWEST OK"}
		}
	case byAccount:
		titles = [2]string{"BY ACCOUNT", "BY ACCOUNT, Z-A"}
	case byAttention, orders:
	}
	if reversed {
		return titles[1]
	}
	return titles[0]
}

// sort returns entries that came by attention in this order. What is alike stays by attention.
func (o order) sort(entries []model.Entry, reversed bool) []model.Entry {
	if o == byAttention {
		if reversed {
			entries = slices.Clone(entries)
			slices.Reverse(entries)
		}
		return entries
	}
	keys := make([]sortKey, len(entries))
	for i, entry := range entries {
		keys[i] = o.key(entry)
		keys[i].place = i
	}
	slices.SortFunc(keys, func(a, b sortKey) int {
		by := a.compare(b)
		if reversed {
			by = -by
		}
		return cmp.Or(by, a.place-b.place)
	})
	sorted := make([]model.Entry, len(entries))
	for i := range keys {
		sorted[i] = entries[keys[i].place]
	}
	return sorted
}

// sortKey is what an entry is sorted by, and its place by attention.
type sortKey struct {
	at         int64
	text, then string
	place      int
}

func (k sortKey) compare(other sortKey) int {
	if k.at != other.at {
		return cmp.Compare(k.at, other.at)
	}
	return cmp.Or(strings.Compare(k.text, other.text), strings.Compare(k.then, other.then))
}

func (o order) key(entry model.Entry) sortKey {
	var k sortKey
	switch o {
	case byName:
		k.text = strings.ToLower(entry.Watched.Title())
		k.then = strings.ToLower(entry.Watched.Account.Label())
	case byAccount:
		k.text = strings.ToLower(entry.Watched.Account.Label())
		k.then = strings.ToLower(entry.Watched.Title())
	case byStart:
		k.at = math.MaxInt64 // no run: last
		if run := entry.Watched.Newest(); run != nil {
			if execution, _ := run.Execution(); !execution.CreatedAt.IsZero() {
				k.at = -execution.CreatedAt.UnixMicro()
			}
		}
	case byDelivery:
		k.at = deliveredAt(entry.Watched)
	case byAttention, orders:
	}
	return k
}

// deliveredAt returns when an export was last delivered, and of a pinned run when it ended: what
// the list's last column tells. An export that never was comes first, what hasn't ended last.
func deliveredAt(watched *model.Watched) int64 {
	run, never := watched.Newest(), int64(math.MaxInt64)
	if watched.Kind == model.WatchedExport {
		run, never = watched.Delivered(), math.MinInt64
	}
	var ended time.Time
	if run != nil {
		execution, _ := run.Execution()
		ended = execution.EndedAt()
	}
	if ended.IsZero() {
		return never
	}
	return ended.UnixMicro()
}
