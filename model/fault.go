package model

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

// String returns the kind in a few words.
func (k FaultKind) String() string {
	return map[FaultKind]string{ //nolint:gosec // words about credentials, none of them
		Other:             "error",
		Config:            "wrong setting",
		NoCredentials:     "no credentials",
		Login:             "login missing or expired",
		ExpiredKeys:       "keys expired",
		BadKeys:           "keys refused",
		AssumeRole:        "role refused",
		CredentialProcess: "credential_process failed",
		Timeout:           "no answer in time",
		DNS:               "name not resolved",
		TLS:               "TLS failed",
		Network:           "no connection",
		NotAWS:            "not AWS",
		Clock:             "clock is off",
		Denied:            "access denied",
		NotFound:          "not found",
		Invalid:           "invalid",
		Throttled:         "throttled",
		Service:           "AWS failed",
		NoStatus:          "no status",
		Canceled:          "canceled",
	}[k]
}

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

// Error returns the fault on one line for logs and wrapped errors: its kind and AWS's or the
// system's message. What people read is made by the words about it.
func (f *Fault) Error() string {
	if f.Message == "" {
		return f.Kind.String()
	}
	return f.Kind.String() + ": " + f.Message
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

// Lasting says whether the fault doesn't pass by itself.
func (f *Fault) Lasting() bool {
	return f.Kind == Denied || f.Kind == NotFound || f.Final()
}
