package cli

import (
	"strings"

	"exportwatch/model"
	"exportwatch/model/words"
)

// granting says what is known of a permission.
type granting int

// The grantings. Zero is of what is no permission.
const (
	grantNone granting = iota
	grantGiven
	grantDenied
	grantUntried
	grantUnknown // tried, and neither granted nor denied
)

// String returns it as the JSON tells it.
func (g granting) String() string {
	return [...]string{
		grantNone: "", grantGiven: "granted", grantDenied: "denied", grantUntried: "not tried",
		grantUnknown: "unknown",
	}[g]
}

// permission is what came of trying one IAM action.
type permission struct {
	action  string
	needed  bool // exportwatch can't do without, for these targets
	granted granting
	why     string       // of what wasn't tried
	fault   *model.Fault // of what was denied or is unknown
}

// The IAM actions of Data Exports that have no name in model.
const (
	actionListExports    = "bcm-data-exports:ListExports"
	actionListExecutions = "bcm-data-exports:ListExecutions"
	actionGetExecution   = "bcm-data-exports:GetExecution"
	actionListTables     = "bcm-data-exports:ListTables"
)

// permissionsFor lists the permissions in the order in which they are told, none of them tried.
func permissionsFor(named targets) []permission {
	listed := named.everything() || len(named.patterns) > 0
	all := []permission{
		{action: actionListExports, needed: listed},
		{action: actionListExecutions, needed: listed || len(named.arns) > 0},
		{action: actionGetExecution, needed: true},
		{action: actionListTables},
		{action: model.ActionGetExport},
		{action: model.ActionGetTable},
		{action: model.ActionListBucket},
		{action: model.ActionGetObject},
		{action: model.ActionGetPolicy},
		{action: model.ActionGetEncryption},
	}
	for i := range all {
		all[i].granted = grantUntried
	}
	return all
}

// finding words a permission. What has the same cause as all else isn't said again.
func (p permission) finding(cause *model.Fault) finding {
	_, name, _ := strings.Cut(p.action, ":")
	f := finding{check: name, action: p.action, granted: p.granted, text: p.granted.String()}
	if strings.HasPrefix(p.action, "s3:") {
		f.check = p.action
	}
	switch p.granted {
	case grantGiven:
		return f
	case grantDenied:
		if p.fault.DeniedBy != model.PolicyNone {
			f.text += " by the " + p.fault.DeniedBy.String()
		}
		f.text += "; it " + words.PermissionUse(p.action)
		f.remedy = words.PermissionAdvice(p.action, p.fault, p.needed)
	case grantUntried:
		f.text += ": " + p.why
	case grantUnknown:
		if cause != nil && cause.Kind == p.fault.Kind {
			f.verdict, f.text = verdictNote, "unknown: "+words.FaultPhrase(p.fault)
			return f
		}
		f.text = words.FaultLine(p.fault)
		f.remedy = faultRemedy(p.fault)
	case grantNone:
	}
	switch {
	case p.granted == grantUntried: // what keeps it from being tried is a line of its own
		f.verdict = verdictNote
	case p.needed:
		f.verdict = verdictWrong
	case p.granted == grantUnknown:
		f.verdict = verdictLook
	default:
		f.verdict = verdictNote
	}
	return f
}
