package awsclient

import (
	"context"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/bcmdataexports"
	"github.com/aws/smithy-go/middleware"

	"exportwatch/model"
)

// defaultRegion is where Data Exports lives in the partition aws, whatever Region is configured.
const defaultRegion = "us-east-1"

// connection is what one load of the settings gave.
type connection struct {
	client   *bcmdataexports.Client
	buckets  *buckets
	identity identity
	warnings []string
}

// load reads the settings and makes a client of them.
func (s *Session) load(ctx context.Context) (*connection, *model.Fault) {
	cfg, fault := s.configuration(ctx)
	if fault != nil {
		return nil, fault
	}
	who := identity{cfg.Credentials}
	client := bcmdataexports.NewFromConfig(cfg, func(o *bcmdataexports.Options) {
		o.Credentials = who
		o.HTTPClient = s.options.tapped(s.pool.serviceOf(cfg.HTTPClient))
		o.Retryer = attempts(s.options.Attempts)
		o.RetryMaxAttempts = 0 // else it would overrule the Retryer
		o.APIOptions = append(o.APIOptions, readOnly, countTries)
		if s.options.EndpointURL != "" {
			o.BaseEndpoint = &s.options.EndpointURL
		}
	})
	conn := &connection{
		client: client, identity: who,
		buckets: newBuckets(s, cfg, who, emulator(client.Options().BaseEndpoint)),
	}
	for _, endpoint := range []*string{client.Options().BaseEndpoint, cfg.BaseEndpoint} {
		if why := s.options.checkEndpoint(endpoint); why != "" {
			return nil, s.settingFault(why)
		}
		warning := s.options.plainEndpoint(endpoint)
		if warning != "" && !slices.Contains(conn.warnings, warning) {
			conn.warnings = append(conn.warnings, warning)
		}
	}
	return conn, nil
}

func (s *Session) configuration(ctx context.Context) (aws.Config, *model.Fault) {
	if s.options.AccessKeyID != "" {
		return s.island(), nil
	}
	source := &source{}
	load := []func(*config.LoadOptions) error{
		config.WithHTTPClient(s.pool.settings),
		config.WithDefaultRegion(defaultRegion),
		config.WithLogger(sdkLogger{s.options.Logger}),
		config.WithAppID(s.options.appID()),
		config.WithCredentialsCacheOptions(expiryWindow),
		config.WithAssumeRoleCredentialOptions(source.ofFirstRole),
		config.WithAPIOptions([]func(*middleware.Stack) error{limitAnswer}),
	}
	if s.options.Region != "" {
		load = append(load, config.WithRegion(s.options.Region))
	}
	if s.options.Profile != "" {
		load = append(load, config.WithSharedConfigProfile(s.options.Profile))
	}
	bundle, why := s.options.caBundle()
	if why != "" {
		return aws.Config{}, s.settingFault(why)
	}
	if bundle != nil {
		load = append(load, config.WithCustomCABundle(bundle))
	}
	cfg, err := config.LoadDefaultConfig(ctx, load...)
	if err != nil {
		return aws.Config{}, s.loadFault(err)
	}
	source.replace(&cfg, s.options.limits.process)
	return cfg, nil
}

// island returns settings that come from the options alone.
func (s *Session) island() aws.Config {
	region := s.options.Region
	if region == "" {
		region = defaultRegion
	}
	return aws.Config{
		Region: region,
		Credentials: credentials.NewStaticCredentialsProvider(
			s.options.AccessKeyID, s.options.SecretAccessKey, ""),
		HTTPClient: s.pool.settings,
		Logger:     sdkLogger{s.options.Logger},
		AppID:      s.options.appID(),
		APIOptions: []func(*middleware.Stack) error{limitAnswer},
	}
}

func (o Options) appID() string {
	if o.Version == "" {
		return "exportwatch"
	}
	return "exportwatch-" + o.Version
}

// attempts sends again, so often in all, where nothing came back that says to slow down: pacing is
// the caller's, and its next round is the real retry.
func attempts(most int) aws.Retryer {
	return retry.NewStandard(func(o *retry.StandardOptions) {
		o.MaxAttempts = most
		throttled := retry.IsErrorThrottles(o.Throttles)
		notThrottled := retry.IsErrorRetryableFunc(func(err error) aws.Ternary {
			if throttled.IsErrorThrottle(err) == aws.TrueTernary {
				return aws.FalseTernary
			}
			return aws.UnknownTernary
		})
		o.Retryables = append([]retry.IsErrorRetryable{notThrottled}, o.Retryables...)
	})
}
