package check

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"exportwatch/model"
)

// when writes a time to the minute.
func when(t time.Time) string { return t.UTC().Format("02 Jan 15:04") + " UTC" }

// size writes a number of bytes in decimal units, as S3's console does.
func size(bytes int64) string {
	value, units := float64(bytes), []string{"B", "kB", "MB", "GB", "TB"}
	unit := 0
	for value >= 999.5 && unit < len(units)-1 {
		value /= 1000
		unit++
	}
	if unit == 0 || value >= 9.95 {
		return fmt.Sprintf("%.0f %s", value, units[unit])
	}
	return fmt.Sprintf("%.1f %s", value, units[unit])
}

// grouped writes a count with commas between its thousands.
func grouped(n int) string {
	text := strconv.Itoa(n)
	for at := len(text) - 3; at > 0 && text[at-1] != '-'; at -= 3 {
		text = text[:at] + "," + text[at:]
	}
	return text
}

// counted writes a count with its noun, which takes an s.
func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return grouped(n) + " " + noun + "s"
}

// percent writes a part of one, never 0 or 100 for what isn't.
func percent(part float64) string {
	return fmt.Sprintf("%.0f %%", min(99, max(1, math.Round(part*100))))
}

// some writes the first few texts and how many more there are, cleaned.
func some(texts []string, most int) string {
	shown := make([]string, 0, most)
	for _, text := range texts[:min(most, len(texts))] {
		shown = append(shown, model.Clean(text))
	}
	if more := len(texts) - most; more > 0 {
		return strings.Join(shown, ", ") + " and " + grouped(more) + " more"
	}
	return listed(shown)
}

// listed joins texts as in a sentence.
func listed(texts []string) string {
	if len(texts) < 2 {
		return strings.Join(texts, "")
	}
	return strings.Join(texts[:len(texts)-1], ", ") + " and " + texts[len(texts)-1]
}

// difference writes what came and what went, as "+a, −b"; "" where nothing did.
func difference(before, now []string) string {
	const most = 6
	var changes []string
	for _, name := range now {
		if !slices.Contains(before, name) {
			changes = append(changes, "+"+name)
		}
	}
	for _, name := range before {
		if !slices.Contains(now, name) {
			changes = append(changes, "−"+name)
		}
	}
	if more := len(changes) - most; more > 1 {
		changes = append(changes[:most], grouped(more)+" more")
	}
	return model.Clean(strings.Join(changes, ", "))
}

// verb returns the verb for one or for several.
func verb(n int, one, several string) string {
	if n == 1 {
		return one
	}
	return several
}
