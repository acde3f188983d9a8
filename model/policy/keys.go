package policy

import (
	"slices"
	"strings"

	"exportwatch/model"
)

// key is what is known of a condition key in a request.
type key struct {
	state    KeyState
	values   []string // of one that is sent: it is one of these
	inferred bool
}

// key returns what is known of a condition key. Names of keys compare without case.
//
// That services send the account and the ARN for which they act is documented; that Data Exports
// comes by TLS is seen by its test object in buckets that require it. What is inferred follows from
// what AWS says of services in general.
func (d Delivery) key(name string) key {
	name = strings.ToLower(name)
	account := model.ARNAccount(d.ExportARN)
	switch name {
	case "aws:sourceaccount":
		return documented(account)
	case "aws:sourcearn":
		if account == "" {
			return key{}
		}
		return documented(d.ExportARN)
	case "aws:principalisawsservice", "aws:securetransport":
		return documented("true")
	case "aws:principalservicename":
		return documented(Service)
	case "s3:tlsversion":
		return inferred("1.2", "1.3")
	case "aws:viaawsservice":
		return inferred("false")
	case "s3:resourceaccount", "aws:resourceaccount":
		return inferred(d.Owner)
	case "aws:requestedregion":
		return inferred(d.Region)
	}
	if notSent(name) {
		return key{state: KeyNotSent, inferred: true}
	}
	return key{}
}

func documented(value string) key {
	if value == "" {
		return key{}
	}
	return key{state: KeySent, values: []string{value}}
}

func inferred(values ...string) key {
	if values[0] == "" {
		return key{}
	}
	return key{state: KeySent, values: values, inferred: true}
}

// notSent says whether a key, in small letters, is one of those of users, roles, networks and other
// operations, which a service has no value for.
func notSent(name string) bool {
	for _, prefix := range []string{
		"aws:principaltag/", "aws:vpce", "aws:calledvia", "saml:", "cognito-identity.amazonaws.com:",
	} {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return slices.Contains([]string{
		"aws:principalorgid", "aws:principalorgpaths", "aws:principalarn", "aws:principalaccount",
		"aws:username", "aws:multifactorauthpresent", "aws:multifactorauthage",
		"aws:sourcevpc", "aws:sourcevpce", "aws:vpcsourceip", "aws:federatedprovider",
		"s3:prefix", "s3:delimiter", "s3:max-keys",
		"s3:dataaccesspointarn", "s3:dataaccesspointaccount", "s3:accesspointnetworkorigin",
	}, name)
}
