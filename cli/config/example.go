package config

import (
	"strings"
	"unicode/utf8"
)

// Example returns a file that holds every key, with what it does. What it sets is commented out, so
// that it changes nothing until somebody takes a # away.
func Example(schema Schema) string {
	var b strings.Builder
	b.WriteString("# The configuration of exportwatch: every key, and what it does. " +
		"Take the # away before\n# a key to set it. Flags beat environment variables, and those " +
		"beat this file.\n")
	for _, setting := range schema.Settings {
		words := strings.Fields(setting.Comment)
		if setting.Flag != "" {
			words = append(words, "(--"+setting.Flag+")")
		}
		b.WriteString("\n" + comment(words))
		value := setting.Name + ": " + setting.Example
		if strings.Contains(setting.Example, "\n") {
			value = setting.Name + ":\n" + strings.TrimRight(setting.Example, "\n")
		}
		for line := range strings.SplitSeq(value, "\n") {
			b.WriteString("#" + line + "\n")
		}
	}
	return b.String()
}

// comment writes words on lines of a comment.
func comment(words []string) string {
	const width = 88
	var b strings.Builder
	column := width
	for _, word := range words {
		size := 1 + utf8.RuneCountInString(word)
		if column+size > width {
			b.WriteString("\n#")
			column = 1
		}
		b.WriteString(" " + word)
		column += size
	}
	return strings.TrimPrefix(b.String(), "\n") + "\n"
}
