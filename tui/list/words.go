package list

// Holding returns what says whether a text in lower case holds what was typed, as the filter has it:
// all its words, and none of those after "!".
func Holding(typed string) func(text string) bool { return parseWords(typed).in }
