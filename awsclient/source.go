package awsclient

import (
	"context"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials/processcreds"
	"github.com/aws/aws-sdk-go-v2/credentials/stscreds"
	"github.com/aws/aws-sdk-go-v2/service/sts"
)

// source is where the credentials of one load of the settings begin, if that is a
// credential_process: those of the profile itself, or those that its first role is assumed with.
type source struct {
	process aws.CredentialsProvider // in place of the SDK's own, or nil
	taken   bool                    // the first role is known
}

// replace puts our own provider in the place of the SDK's, if the settings use credential_process.
func (s *source) replace(cfg *aws.Config, limit time.Duration) {
	cache, ok := cfg.Credentials.(*aws.CredentialsCache)
	if !ok || !slices.Contains(cache.ProviderSources(), aws.CredentialSourceProcess) {
		return
	}
	s.process = process{command: command(cfg.ConfigSources), limit: limit}
	if cache.IsCredentialsProvider((*processcreds.Provider)(nil)) {
		cfg.Credentials = aws.NewCredentialsCache(s.process, expiryWindow)
	}
}

// command returns the credential_process at the beginning of the profile's chain of profiles.
func command(settings []any) string {
	for _, from := range settings {
		shared, ok := from.(config.SharedConfig)
		if !ok {
			continue
		}
		profile := &shared
		for profile.Source != nil {
			profile = profile.Source
		}
		return profile.CredentialProcess
	}
	return ""
}

// ofFirstRole has the first role that is set up assumed with the source's credentials. The SDK
// sets up the roles of a chain from its beginning, and applies the options once without a client.
func (s *source) ofFirstRole(o *stscreds.AssumeRoleOptions) {
	if o.Client != nil && !s.taken {
		s.taken = true
		o.Client = firstRole{o.Client, s}
	}
}

// firstRole assumes a role with a source's credentials.
type firstRole struct {
	client stscreds.AssumeRoleAPIClient
	source *source
}

// AssumeRole implements stscreds.AssumeRoleAPIClient.
func (r firstRole) AssumeRole(
	ctx context.Context, in *sts.AssumeRoleInput, options ...func(*sts.Options),
) (*sts.AssumeRoleOutput, error) {
	if r.source.process != nil {
		options = append(options, func(o *sts.Options) { o.Credentials = r.source.process })
	}
	return r.client.AssumeRole(ctx, in, options...) //nolint:wrapcheck // as if it were the client
}
