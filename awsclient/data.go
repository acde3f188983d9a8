package awsclient

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/smithy-go/middleware"

	"exportwatch/model"
)

// slack is how much newer than the manifest a data file may be that belongs to it: S3's times are
// whole seconds.
const slack = 2 * time.Second

// Data looks at an export's files: the recent manifests, the newest of the run's (or of all), the
// files beside it, and those of the delivery to compare with, within the caps of pages, bytes and
// time. What can't be seen is in the facts; the error is a *model.Fault of all of it.
func (s *Session) Data(
	ctx context.Context, sought *model.Sought, at time.Time,
) (model.DataFacts, error) {
	l, fault := s.look(ctx, sought, at)
	if fault != nil {
		return model.DataFacts{}, fault
	}
	ctx, cancel := s.looking(ctx)
	defer cancel()
	facts := model.DataFacts{Bucket: l.bucket}
	root := sought.MetadataPrefix()
	facts.Metadata = l.list(ctx, root, startAfter(root, sought), maxMetadata)
	if facts.Metadata.Status != 0 {
		facts.Region = l.region()
	}
	chosen, ok := choose(facts.Metadata.Objects, sought)
	if !ok {
		return facts, nil
	}
	facts.Manifest.Object = chosen
	l.read(ctx, &facts)
	if l.moved(ctx, &facts) { // start over, once
		facts.Spent += facts.Manifest.Requests + facts.Data.Requests + facts.Again.Requests
		facts.Again = model.Probe{}
		l.read(ctx, &facts)
		facts.Moved = l.moved(ctx, &facts)
	}
	if folder, ok := before(facts.Metadata.Objects, facts.Manifest.Object, sought); ok {
		facts.Before = l.list(ctx, sought.DataPrefix()+folder, "", maxData)
	}
	return facts, nil
}

// read reads the manifest and lists the files beside it, at once.
func (l *look) read(ctx context.Context, facts *model.DataFacts) {
	var both sync.WaitGroup
	both.Go(func() { l.manifest(ctx, &facts.Manifest) })
	folder := directory(facts.Manifest.Object, l.sought)
	facts.Data = l.list(ctx, l.sought.DataPrefix()+folder, "", maxData)
	both.Wait()
}

// moved looks again where the manifest was replaced while it was read, or a file was written after
// it, and says whether it is another now. The listed one is then the new one.
func (l *look) moved(ctx context.Context, facts *model.DataFacts) bool {
	if facts.Manifest.Status != http.StatusPreconditionFailed && !newer(*facts) {
		return false
	}
	again := l.list(ctx, facts.Manifest.Key, "", 1)
	facts.Again = again.Probe
	for _, object := range again.Objects {
		if object.Key != facts.Manifest.Key || object.ETag == facts.Manifest.ETag {
			continue
		}
		for i := range facts.Metadata.Objects {
			if facts.Metadata.Objects[i].Key == object.Key {
				facts.Metadata.Objects[i] = object
			}
		}
		facts.Manifest = model.ManifestFact{Probe: facts.Manifest.Probe, Object: object}
		return true
	}
	return false
}

// newer says whether a file beside the manifest was written after it.
func newer(facts model.DataFacts) bool {
	if facts.Manifest.Modified.IsZero() {
		return false
	}
	limit := facts.Manifest.Modified.Add(slack)
	for _, object := range facts.Data.Objects {
		if object.Modified.After(limit) {
			return true
		}
	}
	return false
}

// manifest reads the manifest as it was listed, if it isn't too large.
func (l *look) manifest(ctx context.Context, fact *model.ManifestFact) {
	if fact.Size > model.MaxManifest {
		fact.TooLarge = true
		return
	}
	in := &s3.GetObjectInput{Bucket: &l.bucket, Key: &fact.Key, ExpectedBucketOwner: l.owner}
	if fact.ETag != "" {
		in.IfMatch = &fact.ETag
	}
	body, probe := l.object(ctx, in, model.MaxManifest)
	fact.Probe = probe
	switch {
	case probe.Fault != nil:
	case len(body) > model.MaxManifest:
		fact.TooLarge = true
	default:
		fact.Body = body
	}
}

// Sample reads the first four bytes of a file. Its error is a *model.Fault of all of it.
func (s *Session) Sample(
	ctx context.Context, sought *model.Sought, at time.Time,
) (model.SampleFacts, error) {
	l, fault := s.look(ctx, sought, at)
	if fault != nil {
		return model.SampleFacts{}, fault
	}
	if sought.Sample == "" {
		return model.SampleFacts{}, &model.Fault{
			Kind: model.FaultInvalid, Message: "no file is named",
			Profile: model.Clean(s.options.profile()), Action: model.ActionGetObject,
		}
	}
	ctx, cancel := s.looking(ctx)
	defer cancel()
	const most = 4
	first := "bytes=0-3"
	body, probe := l.object(ctx, &s3.GetObjectInput{
		Bucket: &l.bucket, Key: &sought.Sample, Range: &first, ExpectedBucketOwner: l.owner,
	}, most)
	if probe.Status == http.StatusRequestedRangeNotSatisfiable { // it is empty
		probe.Fault = nil
	}
	return model.SampleFacts{
		Probe: probe,
		Key:   sought.Sample,
		Bytes: body[:min(len(body), most)],
	}, nil
}

// object reads an object's first bytes: one more than the most, if there are more.
func (l *look) object(
	ctx context.Context, in *s3.GetObjectInput, most int64,
) ([]byte, model.Probe) {
	return send(ctx, l, request[[]byte]{
		operation: "GetObject", part: l.part(*in.Key), action: model.ActionGetObject,
		send: func(ctx context.Context, client *s3.Client) ([]byte, middleware.Metadata, error) {
			out, err := client.GetObject(ctx, in)
			if err != nil {
				return nil, middleware.Metadata{}, err //nolint:wrapcheck // it is classified
			}
			var body bytes.Buffer
			_, err = io.Copy(&body, io.LimitReader(out.Body, most+1))
			if closed := out.Body.Close(); err == nil && int64(body.Len()) <= most {
				err = closed
			}
			return body.Bytes(), out.ResultMetadata, err
		},
		lacks: func(_ []byte, header http.Header) string {
			if !marked(header) && header.Get("Etag") == "" {
				return unmarked
			}
			return ""
		},
	})
}
