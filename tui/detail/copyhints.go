package detail

// CopyKey opens the copy menu. With a letter of that behind it, it is named where there is
// something to copy.
const CopyKey = "y"

// The letters of the copy menu that are named.
const (
	PasteLetter  = "p" // what a remedy has pasted
	QueryLetter  = "s"
	FilesLetter  = "l"
	AskingLetter = "c"
	JSONLetter   = "J"
)
