package model

import "time"

// CredentialOrigin says where credentials were found.
type CredentialOrigin int

// The origins.
const (
	OriginUnknown     CredentialOrigin = iota
	OriginFixed                        // handed in by this program, as by --demo
	OriginEnvironment                  // AWS_ACCESS_KEY_ID and its like
	OriginFile                         // keys in the shared files
	OriginSSO                          // a login by IAM Identity Center
	OriginLogin                        // a login by "aws login"
	OriginProcess                      // credential_process
	OriginWebIdentity                  // a role by a web identity's token
	OriginContainer                    // a container's credential endpoint
	OriginInstance                     // an EC2 instance's role
)

// String returns the origin as it stands after "from".
func (o CredentialOrigin) String() string {
	return [...]string{
		OriginUnknown:     "an unknown source",
		OriginFixed:       "the program itself",
		OriginEnvironment: "the environment",
		OriginFile:        "the shared AWS files",
		OriginSSO:         "a login by IAM Identity Center",
		OriginLogin:       "aws login",
		OriginProcess:     "credential_process",
		OriginWebIdentity: "a web identity's token",
		OriginContainer:   "the container's endpoint",
		OriginInstance:    "the EC2 instance's role",
	}[o]
}

// Caller says whose credentials are used, as far as that can be told without asking AWS. All texts
// are cleaned; none of them is a secret or a key's id.
type Caller struct {
	Profile string // whose settings were used; "" for none
	Origin  CredentialOrigin
	Role    string    // the role that is assumed, its ARN or for a login its name; "" for none known
	Account string    // 12 digits; "" where the credentials don't say
	Expires time.Time // when they end; zero if they don't, or don't say
}

// Identity is who credentials are of, as AWS says it. All texts are cleaned.
type Identity struct {
	Account   string // 12 digits
	Principal string // an ARN
}
