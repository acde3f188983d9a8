package config

import (
	"fmt"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"

	"exportwatch/model/watch"
)

// Exports takes a list of rules, each for the exports that a name or glob matches.
func Exports() Reader {
	return Reader{func(r *reading, name string, node *yaml.Node) []string {
		if node.Kind != yaml.SequenceNode {
			r.wrong(node, "%s is %s: want a list, such as \"- name: 'cur2-*'\" "+
				"with \"expected-gap: 24h\" below", name, kind(node))
			return nil
		}
		var texts []string
		for _, item := range node.Content {
			if rule, ok := r.rule(item); ok {
				r.file.Rules = append(r.file.Rules, rule)
				texts = append(texts, describe(rule))
			}
		}
		return texts
	}}
}

// The keys of a rule.
const (
	keyName  = "name"
	keyGap   = "expected-gap"
	keyMuted = "muted-hours"
)

// shortest is the least gap that can be expected: AWS delivers no oftener.
const shortest = time.Hour

// rule reads one rule.
func (r *reading) rule(node *yaml.Node) (watch.Rule, bool) {
	if node.Kind != yaml.MappingNode {
		r.wrong(node, "a rule is %s: want \"name: cur2-daily\" with expected-gap or muted-hours "+
			"below", kind(node))
		return watch.Rule{}, false
	}
	var rule watch.Rule
	before := len(r.problems)
	named := false
	r.members(node, "key of a rule", []string{keyName, keyGap, keyMuted},
		func(name string, _, value *yaml.Node) {
			switch name {
			case keyName:
				named = true
				rule.Pattern, _ = r.scalar(name, value, "an export's name or a glob",
					func(text string) (string, string) { return text, wrongGlob(text) })
			case keyGap:
				for _, text := range Days(shortest, "24h or 31d").read(r, name, value) {
					rule.Gap, _ = parseDays(text)
				}
			case keyMuted:
				rule.Muted = r.muted(name, value)
			}
		})
	if len(r.problems) > before {
		return rule, false
	}
	switch {
	case !named:
		r.wrong(node, "a rule lacks name: want the export's name or a glob")
	case rule.Gap == 0 && rule.Muted == nil:
		r.wrong(node, "the rule for %s says nothing: want expected-gap or muted-hours",
			quoted(rule.Pattern))
	default:
		return rule, true
	}
	return rule, false
}

// muted reads hours, one or a list.
func (r *reading) muted(name string, node *yaml.Node) []watch.Hours {
	const want = `hours, such as "22:00-06:00" or "sat,sun 00:00-24:00 Europe/Berlin"`
	var hours []watch.Hours
	several(want, func(text string) (string, string) {
		one, wrong := parseHours(text)
		if wrong != "" {
			return "", wrong
		}
		hours = append(hours, one)
		return text, ""
	}).read(r, name, node)
	return hours
}

// parseHours reads "[DAYS ]HH:MM-HH:MM[ ZONE]", or says what would be right.
func parseHours(text string) (hours watch.Hours, wrong string) {
	hours = watch.Hours{In: time.UTC}
	words := strings.Fields(text)
	at := 0
	for at < len(words) && !strings.Contains(words[at], ":") {
		at++
	}
	if at == len(words) || at > 1 || len(words) > at+2 {
		return hours, `want them as "22:00-06:00", "mon-fri 22:00-06:00" or ` +
			`"22:00-06:00 Europe/Berlin"`
	}
	if at == 1 {
		if hours.Days, wrong = parseWeekdays(words[0]); wrong != "" {
			return hours, wrong
		}
	}
	from, to, both := strings.Cut(words[at], "-")
	var readable [2]bool
	hours.From, readable[0] = parseClock(from)
	hours.To, readable[1] = parseClock(to)
	switch {
	case !both || !readable[0] || !readable[1]:
		return hours, "want hours from 00:00 to 24:00, such as 22:00-06:00"
	case hours.From == hours.To || hours.From == 24*time.Hour:
		return hours, "they end when they begin: the whole day is 00:00-24:00"
	case len(words) == at+2:
		zone, err := time.LoadLocation(words[at+1])
		if err != nil {
			return hours, fmt.Sprintf("the time zone %s isn't known here: want one such as UTC, "+
				"Local or Europe/Berlin", quoted(words[at+1]))
		}
		hours.In = zone
	}
	return hours, ""
}

// parseClock reads a time of day to the minute, up to 24:00.
func parseClock(text string) (time.Duration, bool) {
	if text == "24:00" {
		return 24 * time.Hour, true
	}
	at, err := time.Parse("15:04", text)
	return time.Duration(at.Hour())*time.Hour + time.Duration(at.Minute())*time.Minute, err == nil
}

// parseWeekdays reads days of the week such as "mon-fri" or "sat,sun".
func parseWeekdays(text string) (days watch.Weekdays, wrong string) {
	for part := range strings.SplitSeq(text, ",") {
		first, last, isRange := strings.Cut(part, "-")
		from, ok := weekday(first)
		to, okLast := from, true
		if isRange {
			to, okLast = weekday(last)
		}
		if !ok || !okLast {
			return days, quoted(part) + " is no day: want mon, tue, wed, thu, fri, sat, sun, or " +
				"a range such as mon-fri"
		}
		for day := from; ; day = (day + 1) % 7 {
			days[day] = true
			if day == to {
				break
			}
		}
	}
	return days, ""
}

func weekday(text string) (time.Weekday, bool) {
	for day := time.Sunday; day <= time.Saturday; day++ {
		if strings.EqualFold(text, day.String()[:3]) || strings.EqualFold(text, day.String()) {
			return day, true
		}
	}
	return 0, false
}

// describe writes a rule in a line.
func describe(rule watch.Rule) string {
	text := rule.Pattern
	if rule.Gap > 0 {
		text += ", " + keyGap + " " + brief(rule.Gap)
	}
	if len(rule.Muted) == 0 {
		return text
	}
	hours := make([]string, len(rule.Muted))
	for i, one := range rule.Muted {
		hours[i] = one.String()
	}
	return text + ", " + keyMuted + " " + strings.Join(hours, "; ")
}
