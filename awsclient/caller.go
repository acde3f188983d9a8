package awsclient

import (
	"context"
	"net/http"
	"net/url"
	"os"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials/processcreds"
	"github.com/aws/aws-sdk-go-v2/service/bcmdataexports"

	"exportwatch/model"
)

// Caller gets credentials and says whose they are, as far as they and the settings tell: Identify
// asks STS. Its error is a *model.Fault.
func (s *Session) Caller(ctx context.Context) (model.Caller, error) {
	caller := model.Caller{Profile: model.Clean(s.options.profile())}
	conn, fault := s.connect(ctx)
	if fault != nil {
		return caller, fault
	}
	got, err := conn.identity.Retrieve(ctx)
	if err != nil {
		return caller, s.callFault(ctx, err)
	}
	cfg := conn.buckets.cfg
	sources := providerSources(cfg.Credentials)
	caller.Origin = s.options.origin(got, sources)
	caller.Role = model.Clean(roleOf(cfg, caller.Origin, sources))
	caller.Account = model.Clean(got.AccountID)
	if caller.Account == "" {
		caller.Account = model.ARNAccount(caller.Role)
	}
	if got.CanExpire {
		caller.Expires = got.Expires.Add(renewedBefore).UTC()
	}
	return caller, nil
}

// roleOf returns the role that the settings have assumed: its ARN, or its name where a login picks
// it; "" for none.
func roleOf(
	cfg aws.Config, origin model.CredentialOrigin, sources []aws.CredentialSource,
) string {
	for _, from := range cfg.ConfigSources {
		switch settings := from.(type) {
		case config.SharedConfig:
			if slices.ContainsFunc(sources, assumesRole) && settings.RoleARN != "" {
				return settings.RoleARN
			}
			if origin == model.OriginSSO {
				return settings.SSORoleName
			}
		case config.EnvConfig:
			if slices.Contains(sources, aws.CredentialSourceEnvVarsSTSWebIDToken) {
				return settings.RoleARN
			}
		}
	}
	return ""
}

func providerSources(provider aws.CredentialsProvider) []aws.CredentialSource {
	if told, ok := provider.(aws.CredentialProviderSource); ok {
		return told.ProviderSources()
	}
	return nil
}

func assumesRole(source aws.CredentialSource) bool {
	return source == aws.CredentialSourceSTSAssumeRole ||
		source == aws.CredentialSourceSTSAssumeRoleWebID ||
		source == aws.CredentialSourceProfileSTSWebIDToken
}

// origin says where credentials began: the SDK names the parts of their chain from its beginning.
func (o Options) origin(
	got aws.Credentials, sources []aws.CredentialSource,
) model.CredentialOrigin {
	if o.AccessKeyID != "" {
		return model.OriginFixed
	}
	if got.Source == processcreds.ProviderName {
		return model.OriginProcess
	}
	found := model.OriginUnknown
	for _, source := range sources {
		for _, known := range origins() {
			// A file may only name where to look on.
			first := found == model.OriginUnknown || found == model.OriginFile
			if first && slices.Contains(known.sources, source) {
				found = known.origin
			}
		}
	}
	return found
}

// sourced is an origin with the names that the SDK has for it.
type sourced struct {
	origin  model.CredentialOrigin
	sources []aws.CredentialSource
}

func origins() []sourced {
	return []sourced{
		{model.OriginEnvironment, []aws.CredentialSource{aws.CredentialSourceEnvVars}},
		{model.OriginFile, []aws.CredentialSource{aws.CredentialSourceProfile}},
		{model.OriginSSO, []aws.CredentialSource{
			aws.CredentialSourceProfileSSO, aws.CredentialSourceSSO,
			aws.CredentialSourceProfileSSOLegacy, aws.CredentialSourceSSOLegacy,
		}},
		{model.OriginLogin, []aws.CredentialSource{
			aws.CredentialSourceProfileLogin, aws.CredentialSourceLogin,
		}},
		{model.OriginProcess, []aws.CredentialSource{
			aws.CredentialSourceProfileProcess, aws.CredentialSourceProcess,
		}},
		{model.OriginWebIdentity, []aws.CredentialSource{
			aws.CredentialSourceEnvVarsSTSWebIDToken, aws.CredentialSourceSTSAssumeRoleWebID,
			aws.CredentialSourceProfileSTSWebIDToken,
		}},
		{model.OriginContainer, []aws.CredentialSource{aws.CredentialSourceHTTP}},
		{model.OriginInstance, []aws.CredentialSource{aws.CredentialSourceIMDS}},
	}
}

// Way says how its questions go to Data Exports. It sends nothing.
func (s *Session) Way(ctx context.Context) model.Way {
	s.mu.Lock()
	conn := s.conn
	s.mu.Unlock()
	way := model.Way{
		CABundle: model.Clean(s.bundleName(conn.buckets.cfg)),
		Replaced: s.options.Transport != nil,
	}
	host := endpointOf(ctx, conn.client.Options())
	if host == nil {
		return way
	}
	way.Endpoint = model.Clean(host.Scheme + "://" + host.Host)
	proxy, err := http.ProxyFromEnvironment(&http.Request{URL: host})
	if err == nil && proxy != nil && !way.Replaced {
		proxy.User = nil
		way.Proxy = model.Clean(proxy.Redacted())
	}
	return way
}

// endpointOf returns where the client sends its questions, nil if its settings name no place.
func endpointOf(ctx context.Context, o bcmdataexports.Options) *url.URL {
	if o.EndpointResolverV2 == nil {
		return nil
	}
	fips := o.EndpointOptions.UseFIPSEndpoint == aws.FIPSEndpointStateEnabled
	found, err := o.EndpointResolverV2.ResolveEndpoint(ctx, bcmdataexports.EndpointParameters{
		Region: &o.Region, Endpoint: o.BaseEndpoint, UseFIPS: &fips,
	})
	if err != nil {
		return nil
	}
	return &found.URI
}

// bundleName returns the file of the CA bundle in use, "" for none.
func (s *Session) bundleName(cfg aws.Config) string {
	names := []string{s.options.CABundle, os.Getenv("AWS_CA_BUNDLE")}
	if s.options.AccessKeyID != "" {
		names = names[:1]
	}
	for _, from := range cfg.ConfigSources {
		if shared, ok := from.(config.SharedConfig); ok {
			names = append(names, shared.CustomCABundle)
		}
	}
	for _, name := range names {
		if name != "" {
			return name
		}
	}
	return ""
}
