package detail

// The letters of the copy menu that are named, behind the key that opens it, where there is
// something to copy.
const (
	PasteLetter  = "p" // what a remedy has pasted
	QueryLetter  = "s"
	FilesLetter  = "l"
	AskingLetter = "c"
	JSONLetter   = "J"
)
