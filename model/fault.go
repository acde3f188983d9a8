package model

import "strings"

// FaultKind says what kind of thing went wrong when AWS was asked.
type FaultKind int

// The kinds. Those from Config to CredentialProcess concern the credentials or settings of a
// profile, those from Timeout to NotAWS the way to AWS; the others a single question.
const (
	Other             FaultKind = iota
	Config                      // settings can't be used: endpoint, Region, profile, CA bundle
	NoCredentials               // none were found
	Login                       // a login (SSO, aws login) is missing or has expired
	ExpiredKeys                 // temporary keys have expired
	BadKeys                     // AWS doesn't know the keys, or the signature is wrong
	AssumeRole                  // STS refused the role
	CredentialProcess           // credential_process failed
	Timeout
	DNS
	TLS
	Network
	NotAWS // something else answered: a proxy, a portal, an emulator
	Clock  // this machine's clock is off
	Denied
	NotFound
	Invalid
	Throttled
	Service  // AWS failed to answer (5xx)
	NoStatus // answered without a status
	Canceled
)

// Fault is an answer that AWS refused or that never came. All texts are cleaned. It never blanks
// what was known before.
type Fault struct {
	Kind      FaultKind
	Code      string // AWS's error code, or ""
	Message   string // AWS's or the system's words
	RequestID string // x-amzn-RequestId, or ""
	Profile   string // the profile that was used; "" is the default one
	Action    string // the IAM action that was tried, as bcm-data-exports:GetExecution
	Principal string // who was refused, from AWS's message, or ""
	DeniedBy  PolicyKind
}

// PolicyKind says which kind of policy refused, from AWS's message. For every kind but NoPolicy an
// allow in the asker's own policies doesn't help.
type PolicyKind int

// The kinds of policies. All but IdentityPolicyDeny refuse by a deny as well as by a missing allow.
const (
	NoPolicy              PolicyKind = iota // an allow is missing in the asker's policies, or unknown
	IdentityPolicyDeny                      // an explicit deny in one of the asker's policies
	ServiceControlPolicy                    // of the organization, for its accounts
	ResourceControlPolicy                   // of the organization, for its resources
	PermissionsBoundary
	SessionPolicy
	ResourcePolicy // of the resource, a role's trust policy included
	VPCEndpointPolicy
)

// String returns AWS's own name for the kind of policy, or "".
func (k PolicyKind) String() string {
	switch k {
	case IdentityPolicyDeny:
		return "identity-based policy"
	case ServiceControlPolicy:
		return "service control policy"
	case ResourceControlPolicy:
		return "resource control policy"
	case PermissionsBoundary:
		return "permissions boundary"
	case SessionPolicy:
		return "session policy"
	case ResourcePolicy:
		return "resource-based policy"
	case VPCEndpointPolicy:
		return "VPC endpoint policy"
	case NoPolicy:
	}
	return ""
}

// Error returns the fault on one line: what it is, and AWS's or the system's words for it.
func (f *Fault) Error() string {
	if f.Message == "" {
		return f.Title()
	}
	return f.Title() + ": " + f.Message
}

// OfAccount says whether the fault concerns all that is asked with these credentials rather than
// one execution.
func (f *Fault) OfAccount() bool {
	switch f.Kind {
	case Config, NoCredentials, Login, ExpiredKeys, BadKeys, AssumeRole, CredentialProcess,
		Timeout, DNS, TLS, Network, NotAWS, Clock:
		return true
	case Other, Denied, NotFound, Invalid, Throttled, Service, NoStatus, Canceled:
	}
	return false
}

// Final says whether asking again by itself is pointless: something has to be changed first.
func (f *Fault) Final() bool { return f.Kind == Config || f.Kind == Invalid }

// Title returns the fault in a word or three.
func (f *Fault) Title() string { return faultWords()[f.Kind].title }

// Phrase returns the title as it stands within a sentence: with a small letter, unless its first
// word is an abbreviation.
func (f *Fault) Phrase() string {
	title := f.Title()
	if first, _, _ := strings.Cut(title, " "); first == strings.ToUpper(first) {
		return title
	}
	return strings.ToLower(title[:1]) + title[1:]
}

// Sentence returns what happened in plain words.
func (f *Fault) Sentence() string {
	words := faultWords()[f.Kind]
	if refused := refusals()[f.Action]; f.Kind == Denied && refused != "" {
		return "AWS refused to " + refused
	}
	if words.ofProfile && f.Profile != "" {
		return words.sentence + " for profile " + f.Profile
	}
	return words.sentence
}

// refusals says in words what an IAM action is for.
func refusals() map[string]string {
	return map[string]string{
		"bcm-data-exports:ListExports":    "list the exports",
		"bcm-data-exports:ListExecutions": "list the export's executions",
		"bcm-data-exports:GetExecution":   "tell about the execution",
	}
}

type words struct {
	title, sentence string
	ofProfile       bool // the sentence goes on with the profile's name
}

func faultWords() map[FaultKind]words {
	return map[FaultKind]words{
		Other:             {"Error", "The question failed", false},
		Config:            {"Wrong setting", "A setting can't be used", false},
		NoCredentials:     {"No credentials", "No AWS credentials were found", true},
		Login:             {"Login expired", "The AWS login is missing or has expired", true},
		ExpiredKeys:       {"Keys expired", "The temporary keys have expired", true},
		BadKeys:           {"Keys refused", "AWS does not accept these keys", true},
		AssumeRole:        {"Role refused", "AWS refused the role", true},
		CredentialProcess: {"No credentials", "credential_process gave no credentials", true},
		Timeout:           {"No answer", "AWS did not answer in time", false},
		DNS:               {"Name not found", "The endpoint's name can't be resolved", false},
		TLS:               {"TLS failed", "The connection's certificate is not trusted", false},
		Network:           {"No connection", "AWS can't be reached", false},
		NotAWS:            {"Not AWS", "Something other than AWS answered", false},
		Clock:             {"Clock is off", "This machine's clock is wrong", false},
		Denied:            {"Access denied", "AWS refused to answer", false},
		NotFound:          {"Not found", "AWS does not know what was asked for", false},
		Invalid:           {"Refused as invalid", "AWS refused the question as invalid", false},
		Throttled:         {"Throttled", "AWS asks to slow down", false},
		Service:           {"AWS failed", "AWS failed to answer", false},
		NoStatus:          {"No status", "AWS answered without a status", false},
		Canceled:          {"Canceled", "The question was withdrawn", false},
	}
}

// profileFlag returns " --profile NAME", quoted for a shell where it must be, or "".
func (f *Fault) profileFlag() string {
	if f.Profile == "" {
		return ""
	}
	return " --profile " + quote(f.Profile)
}
