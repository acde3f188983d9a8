package cli

import "exportwatch/theme"

// verdict is what doctor thinks of a thing.
type verdict int

// The verdicts, the worst last.
const (
	verdictFine verdict = iota
	verdictNote         // good to know; nothing is to be done
	verdictLook         // something is lost that nothing depends on
	verdictWrong
)

// String returns the verdict as the JSON tells it.
func (v verdict) String() string {
	return [...]string{
		verdictFine: "fine", verdictNote: "note", verdictLook: "look", verdictWrong: "wrong",
	}[v]
}

// sign returns the verdict's sign and how it is painted.
func (v verdict) sign(signs theme.Signs) (string, theme.Role) {
	switch v {
	case verdictFine:
		return signs.Good, theme.Good
	case verdictNote:
		return signs.Pending, theme.Muted
	case verdictLook:
		return signs.Attention, theme.Warn
	case verdictWrong:
	}
	return signs.Failed, theme.Bad
}

// finding is what doctor says of one thing.
type finding struct {
	check   string // what it is about, in a word; the same in every version
	verdict verdict
	text    string // what is so, cleaned
	remedy  string // what to do, a sentence; "" if there is nothing to be done

	account, principal string // of credentials: who they are of, as far as known

	action  string   // of a permission: the IAM action
	granted granting // of a permission
}

// The subjects of blocks.
const (
	aboutProgram     = "program"
	aboutAccount     = "account"
	aboutPermissions = "permissions"
	aboutTerminal    = "terminal"
	aboutFiles       = "files"
)

// block is what doctor says of one subject.
type block struct {
	about    string
	profile  string // of an account, cleaned; "" for the default one
	findings []finding
}

// title is the block's head.
func (b block) title() string {
	switch b.about {
	case aboutAccount:
		if b.profile == "" {
			return "AWS"
		}
		return "AWS, PROFILE " + b.profile
	case aboutPermissions:
		if b.profile == "" {
			return "PERMISSIONS"
		}
		return "PERMISSIONS OF " + b.profile
	case aboutTerminal:
		return "TERMINAL"
	case aboutFiles:
		return "FILES"
	}
	return "PROGRAM"
}

// tally counts findings by their verdict.
func tally(blocks []block) [verdictWrong + 1]int {
	var counts [verdictWrong + 1]int
	for _, b := range blocks {
		for _, f := range b.findings {
			counts[f.verdict]++
		}
	}
	return counts
}
