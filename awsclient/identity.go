package awsclient

import (
	"context"
	"errors"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
)

// identity gives credentials and marks what goes wrong with it: an AccessDenied from STS can't be
// told from the service's own by its type.
type identity struct{ provider aws.CredentialsProvider }

// Retrieve implements aws.CredentialsProvider. Calls at once share one try; should the call end
// that it was begun for, the others begin another.
func (i identity) Retrieve(ctx context.Context) (aws.Credentials, error) {
	for {
		got, err := i.provider.Retrieve(withAsker(ctx))
		if _, abandoned := errors.AsType[*abandonedError](err); abandoned && ctx.Err() == nil {
			continue
		}
		if err != nil {
			return aws.Credentials{}, &credentialsError{err}
		}
		return got, nil
	}
}

type credentialsError struct{ cause error }

func (e *credentialsError) Error() string { return "getting credentials: " + e.cause.Error() }

func (e *credentialsError) Unwrap() error { return e.cause }

// renewedBefore is how long before their end keys are renewed, so that no call starts with keys about
// to: the cache says that they end so much earlier.
const renewedBefore = 2 * time.Minute

func expiryWindow(o *aws.CredentialsCacheOptions) { o.ExpiryWindow = renewedBefore }
