package detail

import "exportwatch/model/check"

// The letters of the copy menu that are named, behind the key that opens it, where there is
// something to copy.
const (
	PasteLetter = "p" // what a remedy has pasted

	StatementLetter   = PasteLetter
	ExemptionLetter   = "X"
	ManifestLetter    = "M"
	ListingLetter     = "F"
	ChangesLetter     = "C"
	ExportLetter      = "E"
	CheckPolicyLetter = "P"

	QueryLetter  = "s"
	FilesLetter  = "l"
	AskingLetter = "c"
	JSONLetter   = "J"
)

// RemedyLetter returns the letter under which the copy menu has what helps against a finding; "" where
// it has nothing.
func RemedyLetter(kind check.RemedyKind) string {
	return [...]string{
		check.RemedyNone:          "",
		check.RemedyStatement:     StatementLetter,
		check.RemedyExemption:     ExemptionLetter,
		check.RemedyReadManifest:  ManifestLetter,
		check.RemedyListFiles:     ListingLetter,
		check.RemedyPolicyChanges: ChangesLetter,
		check.RemedyExport:        ExportLetter,
	}[kind]
}
