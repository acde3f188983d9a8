package list

import (
	"strings"
	"unicode/utf8"

	"exportwatch/tui/cells"
)

// shorten returns, of the names that are too wide for so many cells, what is shown of each. A cut,
// which the mark shows, is at the end; where that makes names alike, it is inside, so that what
// tells them apart is left.
func shorten(names []string, room int, mark string) map[string]string {
	short, alike := map[string]string{}, map[string][]string{}
	for _, name := range names {
		if _, known := short[name]; known || cells.Width(name) <= room {
			continue
		}
		head := cells.Cut(name, room, mark)
		short[name] = head
		alike[head] = append(alike[head], name)
	}
	for _, group := range alike {
		if len(group) > 1 {
			cutInside(short, group, room, mark)
		}
	}
	return short
}

// cutInside cuts names that begin alike so that most of them can be told apart: half of each is its
// end, or more, or what follows where they first differ.
func cutInside(short map[string]string, names []string, room int, mark string) {
	const least = 4 // of a name's beginning
	if room -= cells.Width(mark); room < 2*least {
		return
	}
	differ := shared(names)
	cuts := []func(string) string{
		func(name string) string { return ends(name, room/2, room, mark) },
		func(name string) string { return ends(name, room-least, room, mark) },
		func(name string) string {
			if cells.Width(name[differ:]) <= room-least {
				return ends(name, room-least, room, mark)
			}
			return cells.Cut(name, least, "") + mark + cells.Cut(name[differ:], room-least, mark)
		},
	}
	best := 0
	for _, cut := range cuts {
		told := map[string]bool{}
		for _, name := range names {
			told[cut(name)] = true
		}
		if len(told) <= best {
			continue
		}
		best = len(told)
		for _, name := range names {
			short[name] = cut(name)
		}
	}
}

// ends returns a name's beginning and the last tail cells of it, together as much as there is room
// for.
func ends(name string, tail, room int, mark string) string {
	end := cells.End(name, tail)
	return cells.Cut(name, room-cells.Width(end), "") + mark + end
}

// shared returns how many bytes at their beginning names have in common.
func shared(names []string) int {
	common := names[0]
	for _, name := range names {
		for !strings.HasPrefix(name, common) {
			_, size := utf8.DecodeLastRuneInString(common)
			common = common[:len(common)-size]
		}
	}
	return len(common)
}
