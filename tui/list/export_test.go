package list

// Matches gives the tests what a filter says to a row's text, which is in lower case.
func Matches(filter, text string) bool { return parseWords(filter).in(text) }

// Shorten gives them what is shown of long names.
func Shorten(names []string, room int, mark string) map[string]string {
	return shorten(names, room, mark)
}
