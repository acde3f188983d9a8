package list

// Matches gives the tests what a filter says to a row's text, which is in lower case.
func Matches(filter, text string) bool { return parseWords(filter).in(text) }
