package model

// FaultKind says what kind of thing went wrong when AWS was asked.
type FaultKind int

// The kinds. Those from Config to CredentialProcess concern the credentials or settings of a
// profile, those from Timeout to NotAWS the way to AWS; the others a single question.
const (
	FaultOther             FaultKind = iota
	FaultConfig                      // settings can't be used: endpoint, Region, profile, CA bundle
	FaultNoCredentials               // none were found
	FaultLogin                       // a login (SSO, aws login) is missing or has expired
	FaultExpiredKeys                 // temporary keys have expired
	FaultBadKeys                     // AWS doesn't know the keys, or the signature is wrong
	FaultAssumeRole                  // STS refused the role
	FaultCredentialProcess           // credential_process failed
	FaultTimeout
	FaultDNS
	FaultTLS
	FaultNetwork
	FaultNotAWS // something else answered: a proxy, a portal, an emulator
	FaultClock  // this machine's clock is off
	FaultDenied
	FaultNotFound
	FaultInvalid
	FaultThrottled
	FaultService  // AWS failed to answer (5xx)
	FaultNoStatus // answered without a status
	FaultCanceled
)

// String returns the kind in a few words.
func (k FaultKind) String() string {
	return map[FaultKind]string{ //nolint:gosec // words about credentials, none of them
		FaultOther:             "error",
		FaultConfig:            "wrong setting",
		FaultNoCredentials:     "no credentials",
		FaultLogin:             "login missing or expired",
		FaultExpiredKeys:       "keys expired",
		FaultBadKeys:           "keys refused",
		FaultAssumeRole:        "role refused",
		FaultCredentialProcess: "credential_process failed",
		FaultTimeout:           "no answer in time",
		FaultDNS:               "name not resolved",
		FaultTLS:               "TLS failed",
		FaultNetwork:           "no connection",
		FaultNotAWS:            "not AWS",
		FaultClock:             "clock is off",
		FaultDenied:            "access denied",
		FaultNotFound:          "not found",
		FaultInvalid:           "invalid",
		FaultThrottled:         "throttled",
		FaultService:           "AWS failed",
		FaultNoStatus:          "no status",
		FaultCanceled:          "canceled",
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
	Served    bool // a service asked, for many: what is to be done is to be done where it runs
}

// PolicyKind says which kind of policy refused, from AWS's message. For every kind but PolicyNone an
// allow in the asker's own policies doesn't help.
type PolicyKind int

// The kinds of policies. All but PolicyIdentityDeny refuse by a deny as well as by a missing allow.
const (
	PolicyNone            PolicyKind = iota // an allow is missing in the asker's policies, or unknown
	PolicyIdentityDeny                      // an explicit deny in one of the asker's policies
	PolicyServiceControl                    // of the organization, for its accounts
	PolicyResourceControl                   // of the organization, for its resources
	PolicyPermissionsBoundary
	PolicySession
	PolicyResource // of the resource, a role's trust policy included
	PolicyVPCEndpoint
)

// String returns AWS's own name for the kind of policy, or "".
func (k PolicyKind) String() string {
	switch k {
	case PolicyIdentityDeny:
		return "identity-based policy"
	case PolicyServiceControl:
		return "service control policy"
	case PolicyResourceControl:
		return "resource control policy"
	case PolicyPermissionsBoundary:
		return "permissions boundary"
	case PolicySession:
		return "session policy"
	case PolicyResource:
		return "resource-based policy"
	case PolicyVPCEndpoint:
		return "VPC endpoint policy"
	case PolicyNone:
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
	case FaultConfig,
		FaultNoCredentials,
		FaultLogin,
		FaultExpiredKeys,
		FaultBadKeys,
		FaultAssumeRole,
		FaultCredentialProcess,
		FaultTimeout,
		FaultDNS,
		FaultTLS,
		FaultNetwork,
		FaultNotAWS,
		FaultClock:
		return true
	case FaultOther,
		FaultDenied,
		FaultNotFound,
		FaultInvalid,
		FaultThrottled,
		FaultService,
		FaultNoStatus,
		FaultCanceled:
	}
	return false
}

// Final says whether asking again by itself is pointless: something has to be changed first.
func (f *Fault) Final() bool { return f.Kind == FaultConfig || f.Kind == FaultInvalid }

// Lasting says whether the fault doesn't pass by itself.
func (f *Fault) Lasting() bool {
	return f.Kind == FaultDenied || f.Kind == FaultNotFound || f.Final()
}
