package check

import "time"

// RemedyKind says what can be copied against a finding. The words about it make the text.
type RemedyKind int

// The kinds.
const (
	RemedyNone          RemedyKind = iota
	RemedyStatement                // the statement that AWS asks for in the policy of Bucket, for Account
	RemedyExemption                // the condition that takes AWS's services out of a Deny
	RemedyReadManifest             // a command that prints the object Key of Bucket
	RemedyListFiles                // a command that lists what lies beneath Key in Bucket
	RemedyPolicyChanges            // a command that looks up changes of policies around At in Region
	RemedyExport                   // a command that shows the export of today
)

// String returns the kind's name.
func (k RemedyKind) String() string {
	return [...]string{
		RemedyNone:          "nothing",
		RemedyStatement:     "statement",
		RemedyExemption:     "exemption",
		RemedyReadManifest:  "manifest",
		RemedyListFiles:     "files",
		RemedyPolicyChanges: "policy changes",
		RemedyExport:        "export",
	}[k]
}

// Remedy is what can be copied against a finding. Texts are verbatim: the words that make a text of
// them clean and quote them.
type Remedy struct {
	Kind      RemedyKind
	ExportARN string
	Account   string // the export's
	Bucket    string
	Key       string
	Region    string // the bucket's
	At        time.Time
}
