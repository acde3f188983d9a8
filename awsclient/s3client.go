package awsclient

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"exportwatch/model"
)

// buckets are a connection's clients for S3, one for each Region, made when first needed, and what
// was learnt with its credentials. It is safe for concurrent use.
type buckets struct {
	session  *Session
	cfg      aws.Config
	who      identity
	emulator *string // serves all services where nothing else is said of one; nil for none

	mu      sync.Mutex
	clients map[string]*s3.Client   // by Region
	regions map[string]string       // where a bucket was found to be
	refused map[refusal]model.Probe // what isn't tried again by itself
}

// refusal is what a missing permission was missing for: an operation on a part of a bucket, "" being
// all of it.
type refusal struct{ bucket, part, operation string }

func newBuckets(s *Session, cfg aws.Config, who identity, emulator *string) *buckets {
	return &buckets{
		session: s, cfg: cfg, who: who, emulator: emulator,
		clients: map[string]*s3.Client{}, regions: map[string]string{},
		refused: map[refusal]model.Probe{},
	}
}

// regionOf returns the Region to ask for a bucket: where it was found, else the given one, else
// the session's own.
func (b *buckets) regionOf(bucket, said string) string {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch found := b.regions[bucket]; {
	case found != "":
		return found
	case said != "":
		return said
	default:
		return b.cfg.Region
	}
}

// where returns where a bucket was found to be, or "".
func (b *buckets) where(bucket string) string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.regions[bucket]
}

// found keeps where a bucket is.
func (b *buckets) found(bucket, region string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.regions[bucket] = region
}

// forget makes what a bucket refused be tried again.
func (b *buckets) forget(bucket string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for known := range b.refused {
		if known.bucket == bucket {
			delete(b.refused, known)
		}
	}
}

// keep remembers what was refused: without the permission, or (405) to all of this account.
func (b *buckets) keep(what refusal, probe model.Probe) {
	if !probe.Refused() && probe.Status != http.StatusMethodNotAllowed {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.refused[what] = probe
}

// refusedBefore returns what is remembered of a refusal, as nothing was sent for it.
func (b *buckets) refusedBefore(what refusal) (model.Probe, bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	probe, known := b.refused[what]
	probe.Requests = 0
	return probe, known
}

// client returns the client for a Region. Its error is a setting that can't be used.
func (b *buckets) client(ctx context.Context, region string) (*s3.Client, error) {
	if !isRegion(region) {
		return nil, fmt.Errorf("%q is no Region of AWS", region)
	}
	if here, there := partitionOf(b.cfg.Region), partitionOf(region); here != there {
		return nil, fmt.Errorf("the bucket's Region %s is in the partition %s, but the "+
			"profile's Region %s is in %s: its credentials count for nothing there",
			region, there, b.cfg.Region, here)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if client := b.clients[region]; client != nil {
		return client, nil
	}
	options := b.session.options
	client := s3.NewFromConfig(b.cfg, func(o *s3.Options) {
		o.Region = region
		o.Credentials = b.who
		o.HTTPClient = b.session.pool.serviceOf(b.cfg.HTTPClient)
		o.Retryer = retry.NewStandard(func(o *retry.StandardOptions) {
			o.MaxAttempts = options.Attempts // also where S3 says to slow down: nobody paces these
		})
		o.RetryMaxAttempts = 0 // else it would overrule the Retryer
		o.APIOptions = append(o.APIOptions, readOnlyBuckets, countTries, limitPage)
		o.DisableS3ExpressSessionAuth = aws.Bool(true) // it would call CreateSession
		o.DisableLogOutputChecksumValidationSkipped = true
		if o.BaseEndpoint == nil {
			o.BaseEndpoint = b.emulator
		}
		o.UsePathStyle = o.BaseEndpoint != nil // else a bucket's name would become a host's
	})
	endpoint := client.Options().BaseEndpoint
	if why := options.checkEndpoint(endpoint); why != "" {
		return nil, errors.New(why)
	}
	if warning := options.plainEndpoint(endpoint); warning != "" {
		options.Logger.WarnContext(ctx, "endpoint of S3", "warning", warning)
	}
	b.clients[region] = client
	return client, nil
}

// emulator returns the endpoint that was given for Data Exports, by whatever setting, unless it is
// AWS's own; nil for none. An emulator or the demo serves S3 and STS in the same place, and what is
// meant for them must not go to AWS.
func emulator(given *string) *string {
	if given == nil {
		return nil
	}
	parsed, err := url.Parse(*given)
	if err != nil || parsed.Host == "" {
		return nil
	}
	host := strings.ToLower(parsed.Hostname())
	for _, aws := range []string{".amazonaws.com", ".amazonaws.com.cn", ".api.aws", ".on.aws"} {
		if strings.HasSuffix(host, aws) {
			return nil
		}
	}
	return given
}

// isRegion says whether a text has the form of a Region, so that no host is made of anything else.
func isRegion(text string) bool {
	return regexp.MustCompile(`^[a-z]{2,8}(-[a-z]{2,12}){1,3}-[0-9]{1,2}$`).MatchString(text)
}

// isBucket says whether a text has the form of a bucket's name: older ones may hold capitals and
// underscores.
func isBucket(text string) bool {
	return regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{2,254}$`).MatchString(text) &&
		!strings.Contains(text, "..")
}

// partitionOf returns the partition that a Region is in.
func partitionOf(region string) string {
	for prefix, partition := range map[string]string{
		"cn-": "aws-cn", "us-gov-": "aws-us-gov", "us-iso-": "aws-iso", "us-isob-": "aws-iso-b",
		"us-isof-": "aws-iso-f", "eu-isoe-": "aws-iso-e", "eusc-": "aws-eusc",
	} {
		if strings.HasPrefix(region, prefix) {
			return partition
		}
	}
	return "aws"
}

// maxPage is the most bytes that are read of an answer of S3: three times a page of 1,000 keys at
// their longest, escaped.
const maxPage = 8 << 20

// limitPage ends the reading of an answer of S3 that is too large, as limitAnswer does for all.
func limitPage(stack *middleware.Stack) error {
	limit := middleware.DeserializeMiddlewareFunc("LimitPage", func(
		ctx context.Context, in middleware.DeserializeInput, next middleware.DeserializeHandler,
	) (middleware.DeserializeOutput, middleware.Metadata, error) {
		out, metadata, err := next.HandleDeserialize(ctx, in)
		response, ok := out.RawResponse.(*smithyhttp.Response)
		if ok && response.Response != nil && response.Body != nil {
			response.Body = http.MaxBytesReader(nil, response.Body, maxPage)
		}
		return out, metadata, err //nolint:wrapcheck // it is the next step's
	})
	if err := stack.Deserialize.Add(limit, middleware.After); err != nil {
		return fmt.Errorf("adding the limit of pages: %w", err)
	}
	return nil
}
