package awsclient

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/aws/smithy-go"

	"exportwatch/model"
)

// marked says whether an answer bears a mark that S3 puts on all of its own.
func marked(header http.Header) bool {
	return header.Get("X-Amz-Request-Id") != "" || header.Get("X-Amz-Bucket-Region") != ""
}

// wordless is the code that the SDK makes up for an answer that isn't S3's XML.
func wordless(status int) string { return strings.ReplaceAll(http.StatusText(status), " ", "") }

const unmarked = "none of S3's marks: something between here and AWS answered"

// bucketFault makes a fault of what a call of S3 ended with.
func (s *Session) bucketFault(ctx context.Context, err error, header http.Header) *model.Fault {
	fault := s.callFault(ctx, err)
	if fault.RequestID == "" {
		fault.RequestID = model.Clean(header.Get("X-Amz-Request-Id"))
	}
	answered := status(err)
	api, said := errors.AsType[smithy.APIError](err)
	failed := answered >= http.StatusInternalServerError && answered != http.StatusNotImplemented
	switch {
	case answered == 0:
	case failed && !said:
		fault.Message = noXML("S3", answered, header)
	case failed:
	case !marked(header) && (!said || api.ErrorCode() == wordless(answered)):
		fault.Kind, fault.Code = model.FaultNotAWS, ""
		fault.Message = "the answer holds " + unmarked
	case !said:
		if fault.Kind == model.FaultNotAWS || fault.Kind == model.FaultOther {
			fault.Kind = model.FaultNotAWS
			fault.Message = noXML("S3", answered, header)
		}
	default:
		fault.Kind = bucketKind(fault.Kind, api.ErrorCode(), answered)
	}
	return fault
}

// noXML describes an answer that isn't the service's.
func noXML(service string, status int, header http.Header) string {
	return model.Clean(fmt.Sprintf("the answer isn't %s's XML: HTTP %d, %s", service, status,
		cmp.Or(header.Get("Content-Type"), "no content type")))
}

// bucketKind tells what S3 means by a code, where it differs from other services.
func bucketKind(kind model.FaultKind, code string, status int) model.FaultKind {
	switch code {
	case "NoSuchBucket", "NoSuchKey", "NoSuchBucketPolicy", "NotFound",
		"ServerSideEncryptionConfigurationNotFoundError":
		return model.FaultNotFound
	case "Forbidden", "AllAccessDisabled", "AccountProblem":
		return model.FaultDenied
	case "InvalidToken":
		return model.FaultBadKeys
	case "InvalidBucketName", "InvalidArgument", "InvalidRequest":
		return model.FaultInvalid
	case "PermanentRedirect", "MovedPermanently", "TemporaryRedirect", "BadRequest",
		"AuthorizationHeaderMalformed", "PreconditionFailed", "MethodNotAllowed",
		"InvalidObjectState", "InvalidRange":
		return model.FaultOther
	}
	if kind == model.FaultOther && status == http.StatusForbidden {
		return model.FaultDenied
	}
	return kind
}
