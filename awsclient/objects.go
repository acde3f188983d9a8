package awsclient

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go/middleware"

	"exportwatch/model"
)

// The most that one look asks for.
const (
	maxMetadata = 2  // pages of metadata
	maxData     = 5  // pages of data files, and of those to compare with
	maxLists    = 13 // pages of all listings
	keysOfPage  = 1000
)

// list reads a listing page after page: so many pages at most, and no more than the look has left.
// A token that comes again or is missing, and a page without any key, end it, too. With a fault
// comes what was read before.
func (l *look) list(ctx context.Context, prefix, startAfter string, pages int) model.ObjectList {
	list := model.ObjectList{Prefix: prefix, StartAfter: startAfter}
	seen := map[string]bool{}
	var token *string
	for list.Pages < pages && l.lists > 0 {
		l.lists--
		out, probe := l.page(ctx, prefix, startAfter, token)
		probe.Requests += list.Requests
		list.Probe = probe
		if probe.Fault != nil {
			return list
		}
		list.Pages++
		list.Objects = append(list.Objects, toObjects(out)...)
		next := aws.ToString(out.NextContinuationToken)
		switch {
		case !aws.ToBool(out.IsTruncated):
			list.Whole = true
			return list
		case next == "" || seen[next] || len(out.Contents) == 0:
			l.session.options.Logger.WarnContext(ctx, "a listing goes on without end: reading "+
				"ended there", "bucket", l.bucket, "pages", list.Pages)
			return list
		}
		seen[next] = true
		token = &next
	}
	return list
}

func (l *look) page(
	ctx context.Context, prefix, startAfter string, token *string,
) (*s3.ListObjectsV2Output, model.Probe) {
	in := &s3.ListObjectsV2Input{
		Bucket: &l.bucket, Prefix: &prefix, ContinuationToken: token,
		EncodingType: types.EncodingTypeUrl, ExpectedBucketOwner: l.owner,
		MaxKeys: aws.Int32(keysOfPage),
	}
	if startAfter != "" && token == nil {
		in.StartAfter = &startAfter
	}
	return send(ctx, l, request[*s3.ListObjectsV2Output]{
		operation: "ListObjectsV2", part: l.part(prefix), action: model.ActionListBucket,
		send: func(ctx context.Context, client *s3.Client) (
			*s3.ListObjectsV2Output, middleware.Metadata, error,
		) {
			out, err := client.ListObjectsV2(ctx, in)
			if err != nil {
				return nil, middleware.Metadata{}, err //nolint:wrapcheck // it is classified
			}
			return out, out.ResultMetadata, nil
		},
		lacks: func(out *s3.ListObjectsV2Output, _ http.Header) string {
			return l.lacks(out)
		},
	})
}

// part returns which part of the bucket a prefix is in: permissions can differ between them.
func (l *look) part(prefix string) string {
	for _, part := range []string{l.sought.MetadataPrefix(), l.sought.DataPrefix()} {
		if strings.HasPrefix(prefix, part) {
			return part
		}
	}
	return prefix
}

// lacks says what a page lacks that S3 always sends: HTML, or nothing at all, is a listing without
// keys to the SDK, and would read as data that is gone.
func (l *look) lacks(out *s3.ListObjectsV2Output) string {
	switch {
	case out.Name == nil || out.KeyCount == nil:
		return "no listing of S3"
	case *out.Name != l.bucket:
		return "a listing of another bucket"
	case len(out.Contents) > keysOfPage:
		return "more keys than a page of S3 has"
	}
	return ""
}

func toObjects(out *s3.ListObjectsV2Output) []model.Object {
	objects := make([]model.Object, 0, len(out.Contents))
	for _, from := range out.Contents {
		key := aws.ToString(from.Key)
		if out.EncodingType == types.EncodingTypeUrl {
			if plain, err := url.QueryUnescape(key); err == nil {
				key = plain
			}
		}
		if key == "" { // no object has none
			continue
		}
		object := model.Object{
			Key: key, Size: -1, Modified: utc(from.LastModified),
			ETag: clean(from.ETag), Class: model.Clean(string(from.StorageClass)),
		}
		if from.Size != nil && *from.Size >= 0 {
			object.Size = *from.Size
		}
		objects = append(objects, object)
	}
	return objects
}
