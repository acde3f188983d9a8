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

// Caller gets credentials and says whose they are, as far as they and the settings tell: it doesn't
// ask STS. Its error is a *model.Fault.
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
	caller.Account = model.Clean(got.AccountID)
	if got.CanExpire {
		caller.Expires = got.Expires.UTC()
	}
	roled := slices.ContainsFunc(sources, assumesRole)
	for _, from := range cfg.ConfigSources {
		switch settings := from.(type) {
		case config.SharedConfig:
			if roled && caller.Role == "" {
				caller.Role = model.Clean(settings.RoleARN)
			}
			if caller.Role == "" && caller.Origin == model.OriginSSO {
				caller.Role = model.Clean(settings.SSORoleName)
			}
		case config.EnvConfig:
			if slices.Contains(sources, aws.CredentialSourceEnvVarsSTSWebIDToken) {
				caller.Role = model.Clean(settings.RoleARN)
			}
		}
	}
	if caller.Account == "" {
		caller.Account = model.ARNAccount(caller.Role)
	}
	return caller, nil
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
	known := map[aws.CredentialSource]model.CredentialOrigin{
		aws.CredentialSourceEnvVars:              model.OriginEnvironment,
		aws.CredentialSourceEnvVarsSTSWebIDToken: model.OriginWebIdentity,
		aws.CredentialSourceSTSAssumeRoleWebID:   model.OriginWebIdentity,
		aws.CredentialSourceProfileSTSWebIDToken: model.OriginWebIdentity,
		aws.CredentialSourceProfileSSO:           model.OriginSSO,
		aws.CredentialSourceSSO:                  model.OriginSSO,
		aws.CredentialSourceProfileSSOLegacy:     model.OriginSSO,
		aws.CredentialSourceSSOLegacy:            model.OriginSSO,
		aws.CredentialSourceProfileLogin:         model.OriginLogin,
		aws.CredentialSourceLogin:                model.OriginLogin,
		aws.CredentialSourceProfileProcess:       model.OriginProcess,
		aws.CredentialSourceProcess:              model.OriginProcess,
		aws.CredentialSourceHTTP:                 model.OriginContainer,
		aws.CredentialSourceProfile:              model.OriginFile,
		aws.CredentialSourceIMDS:                 model.OriginInstance,
	}
	found := model.OriginUnknown
	for _, source := range sources {
		if origin, ok := known[source]; ok && (found == model.OriginUnknown ||
			found == model.OriginFile) { // a file may only name where to look on
			found = origin
		}
	}
	return found
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
