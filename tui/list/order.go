package list

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strings"
	"time"

	"exportwatch/model/watch"
)

// order is how the list is sorted.
type order int

const (
	orderAttention order = iota // in sections
	orderName
	orderStart    // newest first
	orderDelivery // oldest first
	orderAccount
	orderCount // how many there are
)

// title returns the head of the rows in this order; "" where sections have their own. The last
// column tells of deliveries where exports are followed, else of ends.
func (o order) title(reversed, following bool) string {
	titles := [2]string{}
	switch o {
	case orderName:
		titles = [2]string{"BY NAME", "BY NAME, Z-A"}
	case orderStart:
		titles = [2]string{"BY NEWEST RUN", "BY OLDEST RUN"}
	case orderDelivery:
		titles = [2]string{"BY OLDEST END", "BY NEWEST END"}
		if following {
			titles = [2]string{"BY OLDEST OK", "BY NEWEST OK"}
		}
	case orderAccount:
		titles = [2]string{"BY ACCOUNT", "BY ACCOUNT, Z-A"}
	case orderAttention, orderCount:
	}
	if reversed {
		return titles[1]
	}
	return titles[0]
}

// sorting sorts the list's entries, and keeps what it sorted: little moves between two looks, so
// that the next sort has little to do.
type sorting struct {
	order    order
	reversed bool
	keys     map[*watch.Watched]*sortKey
	ranked   []*sortKey // as last sorted
	sorted   []watch.Entry
}

// Next goes on to the next order, round and round.
func (s *sorting) Next() { *s = sorting{order: (s.order + 1) % orderCount} }

// Reverse turns the order about.
func (s *sorting) Reverse() { s.reversed = !s.reversed }

// sort returns entries that came by attention in this order, until the next sort. What is alike
// stays by attention.
func (s *sorting) sort(entries []watch.Entry) []watch.Entry {
	s.sorted = s.sorted[:0]
	if s.order == orderAttention {
		if !s.reversed {
			return entries
		}
		s.sorted = append(s.sorted, entries...)
		slices.Reverse(s.sorted)
		return s.sorted
	}
	s.readKeys(entries)
	slices.SortFunc(s.ranked, func(a, b *sortKey) int {
		by := a.compare(b)
		if s.reversed {
			by = -by
		}
		return cmp.Or(by, a.place-b.place)
	})
	for _, key := range s.ranked {
		s.sorted = append(s.sorted, key.entry)
	}
	return s.sorted
}

// readKeys takes the entries' keys as they are now.
func (s *sorting) readKeys(entries []watch.Entry) {
	if s.keys == nil {
		s.keys = make(map[*watch.Watched]*sortKey, len(entries))
	}
	for _, key := range s.ranked {
		key.place = -1
	}
	for i, entry := range entries {
		key := s.keys[entry.Watched]
		if key == nil {
			key = &sortKey{}
			s.keys[entry.Watched] = key
			s.ranked = append(s.ranked, key)
		}
		key.entry, key.place = entry, i
		key.read(s.order)
	}
	if len(s.ranked) > len(entries) {
		s.ranked = slices.DeleteFunc(s.ranked, func(key *sortKey) bool { return key.place < 0 })
		maps.DeleteFunc(s.keys, func(_ *watch.Watched, key *sortKey) bool { return key.place < 0 })
	}
}

// sortKey is what an entry is sorted by, and its place by attention; -1 where it is gone.
type sortKey struct {
	at           int64
	text, then   string // in lower case
	title, label string // of which they were made
	place        int
	entry        watch.Entry
}

func (k *sortKey) compare(other *sortKey) int {
	if k.at != other.at {
		return cmp.Compare(k.at, other.at)
	}
	return cmp.Or(strings.Compare(k.text, other.text), strings.Compare(k.then, other.then))
}

// read takes what the entry is sorted by in an order. Texts are made anew only where they changed.
func (k *sortKey) read(o order) {
	watched := k.entry.Watched
	switch o {
	case orderName, orderAccount:
		title, label := watched.Title(), watched.Account.Label()
		if title == k.title && label == k.label {
			return
		}
		k.title, k.label = title, label
		k.text, k.then = strings.ToLower(title), strings.ToLower(label)
		if o == orderAccount {
			k.text, k.then = k.then, k.text
		}
	case orderStart:
		k.at = startedAt(watched)
	case orderDelivery:
		k.at = deliveredAt(watched)
	case orderAttention, orderCount:
	}
}

// startedAt returns what sorts the newest runs first, and rows without a run last.
func startedAt(watched *watch.Watched) int64 {
	if run := watched.Newest(); run != nil {
		if execution, _ := run.Execution(); !execution.CreatedAt.IsZero() {
			return -execution.CreatedAt.UnixMicro()
		}
	}
	return math.MaxInt64
}

// deliveredAt returns when an export was last delivered, and of a pinned run when it ended: what
// the list's last column tells. An export that never was comes first, what hasn't ended last.
func deliveredAt(watched *watch.Watched) int64 {
	run, never := watched.Newest(), int64(math.MaxInt64)
	if watched.Kind == watch.WatchedExport {
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
