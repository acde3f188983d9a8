package awsclient

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go/middleware"

	"exportwatch/model"
)

// maxPolicy is the most bytes that are kept of a policy; AWS takes 20 KB.
const maxPolicy = 64 << 10

// Bucket looks at the bucket that an export delivers to: whether it exists, in which Region, whose
// it is; its policy; its default encryption. What can't be seen is in the facts; the error is a
// *model.Fault of all of it: no credentials, no bucket's name.
func (s *Session) Bucket(
	ctx context.Context, sought *model.Sought, at time.Time,
) (model.BucketFacts, error) {
	l, fault := s.look(ctx, sought, at)
	if fault != nil {
		return model.BucketFacts{}, fault
	}
	ctx, cancel := s.looking(ctx)
	defer cancel()
	facts := model.BucketFacts{Bucket: l.bucket, Owner: aws.ToString(l.owner)}
	_, facts.OwnerSaid = sought.Owner()
	var both sync.WaitGroup
	both.Go(func() { facts.Policy = l.policy(ctx) })
	l.head(ctx, &facts)
	both.Wait()
	silent := facts.Head.Status == 0 && facts.Policy.Status == 0
	if !silent && facts.Standing != model.BucketMissing && facts.Standing != model.BucketForeign {
		facts.Encryption = l.encryption(ctx)
	}
	return facts, nil
}

// looking returns a context that ends when a look may take no longer.
func (s *Session) looking(ctx context.Context) (context.Context, context.CancelFunc) {
	limit := s.options.limits.look
	return context.WithTimeoutCause(ctx, limit, lateError{"answer", limit})
}

// head finds out whether the bucket exists, where, and whose it is, unless that is known.
func (l *look) head(ctx context.Context, facts *model.BucketFacts) {
	if l.sought.Region != "" {
		facts.Region, facts.Standing = l.sought.Region, model.BucketOwned
		return
	}
	facts.Head = l.headBucket(ctx, l.owner)
	switch {
	case facts.Head.Fault == nil && l.owner != nil:
		facts.Standing = model.BucketOwned
	case facts.Head.Fault == nil:
		facts.Standing = model.BucketHidden
	case facts.Head.Status == http.StatusNotFound && facts.Head.Fault.Kind == model.FaultNotFound:
		facts.Standing = model.BucketMissing
		return
	case facts.Head.Refused() && l.owner != nil:
		facts.Free = l.headBucket(ctx, nil)
		facts.Standing = model.BucketHidden
		if facts.Free.Fault == nil {
			facts.Standing = model.BucketForeign
		}
	case facts.Head.Refused():
		facts.Standing = model.BucketHidden
	}
	if facts.Standing != model.BucketUnknown {
		facts.Region = l.conn.buckets.where(l.bucket)
	}
}

// headBucket asks for the bucket's head: whose answer names its Region whatever it is.
func (l *look) headBucket(ctx context.Context, owner *string) model.Probe {
	operation := "HeadBucket"
	if owner == nil {
		operation = "HeadBucket without owner"
	}
	_, probe := send(ctx, l, request[*s3.HeadBucketOutput]{
		operation: operation, action: model.ActionListBucket,
		send: func(ctx context.Context, client *s3.Client) (
			*s3.HeadBucketOutput, middleware.Metadata, error,
		) {
			out, err := client.HeadBucket(ctx,
				&s3.HeadBucketInput{Bucket: &l.bucket, ExpectedBucketOwner: owner})
			if err != nil {
				return nil, middleware.Metadata{}, err //nolint:wrapcheck // it is classified
			}
			return out, out.ResultMetadata, nil
		},
		lacks: func(_ *s3.HeadBucketOutput, header http.Header) string {
			if header.Get("X-Amz-Bucket-Region") == "" {
				return unmarked
			}
			return ""
		},
	})
	return probe
}

func (l *look) policy(ctx context.Context) model.PolicyFact {
	text, probe := send(ctx, l, request[string]{
		operation: "GetBucketPolicy", action: model.ActionGetPolicy,
		send: func(ctx context.Context, client *s3.Client) (string, middleware.Metadata, error) {
			out, err := client.GetBucketPolicy(ctx,
				&s3.GetBucketPolicyInput{Bucket: &l.bucket, ExpectedBucketOwner: l.owner})
			if err != nil {
				return "", middleware.Metadata{}, err //nolint:wrapcheck // it is classified
			}
			return aws.ToString(out.Policy), out.ResultMetadata, nil
		},
		lacks: func(text string, header http.Header) string {
			start := strings.TrimSpace(text)
			switch {
			case start == "":
				return "no policy"
			case start[0] == '<':
				return "HTML or XML, no policy"
			case !marked(header) && !(json.Valid([]byte(text)) && strings.Contains(text, "Statement")):
				return unmarked // and no policy, as an emulator without the marks would send
			}
			return ""
		},
	})
	fact := model.PolicyFact{Probe: probe}
	switch {
	case probe.Fault == nil:
		fact.Cut = len(text) > maxPolicy
		fact.Text = strings.Clone(text[:min(len(text), maxPolicy)])
	case probe.Fault.Code == "NoSuchBucketPolicy":
		fact.None, fact.Fault = true, nil
	}
	return fact
}

func (l *look) encryption(ctx context.Context) model.EncryptionFact {
	rules, probe := send(ctx, l, request[[]types.ServerSideEncryptionRule]{
		operation: "GetBucketEncryption", action: model.ActionGetEncryption,
		send: func(ctx context.Context, client *s3.Client) (
			[]types.ServerSideEncryptionRule, middleware.Metadata, error,
		) {
			out, err := client.GetBucketEncryption(ctx,
				&s3.GetBucketEncryptionInput{Bucket: &l.bucket, ExpectedBucketOwner: l.owner})
			if err != nil {
				return nil, middleware.Metadata{}, err //nolint:wrapcheck // it is classified
			}
			if out.ServerSideEncryptionConfiguration == nil {
				return nil, out.ResultMetadata, nil
			}
			return out.ServerSideEncryptionConfiguration.Rules, out.ResultMetadata, nil
		},
		lacks: func(rules []types.ServerSideEncryptionRule, _ http.Header) string {
			if len(rules) == 0 {
				return "no rule of encryption"
			}
			return ""
		},
	})
	fact := model.EncryptionFact{Probe: probe}
	for _, rule := range rules {
		if by := rule.ApplyServerSideEncryptionByDefault; by != nil && probe.Fault == nil {
			fact.Algorithm = model.Clean(string(by.SSEAlgorithm))
			fact.Key = clean(by.KMSMasterKeyID)
			break
		}
	}
	return fact
}
