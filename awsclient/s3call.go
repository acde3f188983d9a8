package awsclient

import (
	"context"
	"errors"
	"net/http"
	"regexp"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"exportwatch/model"
)

// look is one look at a bucket: with what, about what, and how much of it is allowed.
type look struct {
	session *Session
	conn    *connection
	at      time.Time
	sought  *model.Sought
	bucket  string
	owner   *string // who is expected to own it; nil if nobody is known
	lists   int     // how many more pages of listings may be asked for
}

// look begins a look at the bucket of what is sought. Its fault concerns all of it.
func (s *Session) look(
	ctx context.Context, sought *model.Sought, at time.Time,
) (*look, *model.Fault) {
	bucket := sought.Destination.Bucket
	if !isBucket(bucket) {
		return nil, &model.Fault{
			Kind:    model.FaultInvalid,
			Message: "the export's destination names no bucket that can be asked",
			Profile: model.Clean(s.options.profile()),
			Action:  model.ActionListBucket,
		}
	}
	conn, fault := s.connect(ctx)
	if fault != nil {
		return nil, of(model.ActionListBucket, fault)
	}
	l := &look{session: s, conn: conn, at: at, sought: sought, bucket: bucket, lists: maxLists}
	if owner, _ := sought.Owner(); owner != "" {
		l.owner = aws.String(owner)
	}
	if sought.Anew {
		conn.buckets.forget(bucket)
	}
	return l, nil
}

// region returns where to ask for the bucket.
func (l *look) region() string {
	said := l.sought.Region
	if said == "" {
		said = l.sought.Destination.Region
	}
	return l.conn.buckets.regionOf(l.bucket, said)
}

// request is one request to S3: its operation, on which part of the bucket, the IAM action that it
// takes, how it is sent, and what its answer lacks of S3's own, or "".
type request[Out any] struct {
	operation, part, action string

	send  func(ctx context.Context, client *s3.Client) (Out, middleware.Metadata, error)
	lacks func(out Out, header http.Header) string
}

// send sends a request within its limit, and once more where the bucket turns out to be in another
// Region. What was refused before is answered from memory.
func send[Out any](ctx context.Context, l *look, r request[Out]) (Out, model.Probe) {
	buckets := l.conn.buckets
	what := refusal{l.bucket, r.part, r.operation}
	if probe, known := buckets.refusedBefore(what); known {
		var none Out
		return none, probe
	}
	ctx, counted := counting(ctx)
	region := l.region()
	out, probe, elsewhere := try(ctx, l, r, region)
	if probe.Fault != nil && elsewhere != "" && elsewhere != region {
		region = elsewhere
		buckets.found(l.bucket, region)
		out, probe, elsewhere = try(ctx, l, r, region)
	}
	switch {
	case elsewhere != "":
		buckets.found(l.bucket, elsewhere)
	case probe.Fault == nil:
		buckets.found(l.bucket, region)
	}
	probe.Requests = int(counted.sent.Load())
	buckets.keep(what, probe)
	l.session.options.Logger.DebugContext(ctx, "asked S3", "operation", r.operation,
		"bucket", l.bucket, "Region", region, "status", probe.Status, "requests", probe.Requests)
	return out, probe
}

// try sends a request to a Region. It returns the Region that the answer names, or "".
func try[Out any](
	ctx context.Context, l *look, r request[Out], region string,
) (out Out, probe model.Probe, elsewhere string) {
	probe = model.Probe{Action: r.action, At: l.at}
	client, err := l.conn.buckets.client(ctx, region)
	if err != nil {
		probe.Fault = l.session.settingFault(err.Error())
		probe.Fault.Action = r.action
		return out, probe, ""
	}
	limit := l.session.options.limits.request
	ctx, cancel := context.WithTimeoutCause(ctx, limit, lateError{"answer", limit})
	defer cancel()
	out, metadata, err := r.send(ctx, client)
	status, header := answered(metadata, err)
	probe.Status = status
	if date, unsaid := http.ParseTime(header.Get("Date")); unsaid == nil {
		probe.Served = date.UTC()
	}
	if err != nil {
		probe.Fault = of(r.action, l.session.bucketFault(ctx, err, header))
		l.session.suspect(l.conn, probe.Fault)
	} else if lack := r.lacks(out, header); lack != "" {
		probe.Fault = l.session.unlisted(r.action, lack, metadata)
	}
	return out, probe, regionIn(header, probe.Fault)
}

// regionIn returns the Region that an answer names: in its header, or in the words of the one error
// whose XML says it. Anything that isn't a Region is "".
func regionIn(header http.Header, fault *model.Fault) string {
	if fault != nil && fault.Kind == model.FaultNotAWS {
		return ""
	}
	named := header.Get("X-Amz-Bucket-Region")
	if named == "" && fault != nil && fault.Code == "AuthorizationHeaderMalformed" {
		expecting := regexp.MustCompile(`expecting '([a-z0-9-]+)'`)
		if found := expecting.FindStringSubmatch(fault.Message); found != nil {
			named = found[1]
		}
	}
	if !isRegion(named) {
		return ""
	}
	return named
}

// answered returns the HTTP status and the header of the answer that a call ended with, 0 and none
// if there was none.
func answered(metadata middleware.Metadata, err error) (int, http.Header) {
	raw, _ := awsmiddleware.GetRawResponse(metadata).(*smithyhttp.Response)
	if failed, ok := errors.AsType[*smithyhttp.ResponseError](err); ok {
		raw = failed.Response
	}
	if raw == nil || raw.Response == nil {
		return 0, http.Header{}
	}
	return raw.StatusCode, raw.Header
}
