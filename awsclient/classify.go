package awsclient

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/credentials/ssocreds"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"exportwatch/model"
)

// classify returns the kind of an error of a call or of getting credentials for it. The order
// counts: a layer further out says more than what it wraps, a code more than the HTTP status.
func classify(err error) model.FaultKind {
	marked, ofCredentials := errors.AsType[*credentialsError](err)
	api, answered := errors.AsType[smithy.APIError](err)
	switch {
	case !answered && isConfig(err):
		return model.FaultConfig
	case errors.Is(err, context.Canceled):
		return model.FaultCanceled
	case ofCredentials:
		return classifyCredentials(marked.cause)
	case answered:
		return classifyCode(api.ErrorCode(), status(err))
	default:
		return classifyWay(err)
	}
}

// isConfig knows by their words the errors of an unusable Region or endpoint: they have no type.
func isConfig(err error) bool {
	return says(err, "failed to bind endpoint params", "Invalid Configuration:")
}

// classifyCode goes by AWS's error code, and by the HTTP status for one that says nothing.
func classifyCode(code string, status int) model.FaultKind {
	_, throttled := retry.DefaultThrottleErrorCodes[code]
	if throttled || status == http.StatusTooManyRequests {
		return model.FaultThrottled
	}
	switch strings.TrimSuffix(code, "Exception") {
	case "AccessDenied", "UnauthorizedOperation", "AuthorizationError", "NotAuthorized",
		"OptInRequired", "SubscriptionRequired":
		return model.FaultDenied
	case "ExpiredToken":
		return model.FaultExpiredKeys
	case "UnrecognizedClient", "InvalidClientTokenId", "InvalidAccessKeyId", "InvalidSignature",
		"SignatureDoesNotMatch", "IncompleteSignature", "MissingAuthenticationToken", "AuthFailure":
		return model.FaultBadKeys
	case "RequestExpired", "RequestTimeTooSkewed", "RequestInTheFuture":
		return model.FaultClock
	case "ResourceNotFound":
		return model.FaultNotFound
	case "Validation", "ValidationError", "Serialization":
		return model.FaultInvalid
	case "InternalServer", "InternalFailure", "InternalServerError", "InternalError",
		"ServiceUnavailable":
		return model.FaultService
	case "RequestTimeout":
		return model.FaultTimeout
	case "UnknownOperation", "NotImplemented":
		return model.FaultNotAWS
	case unknownError:
		if status < 500 || status == http.StatusNotImplemented {
			return model.FaultNotAWS
		}
	}
	if status >= 500 {
		return model.FaultService
	}
	return model.FaultOther
}

// instance is the issuer of the credentials of an EC2 instance's role. It is asked only when
// nothing else is configured, so whatever goes wrong there means that there are no credentials.
const instance = "ec2imds"

// classifyCredentials goes by what was asked for credentials last.
func classifyCredentials(err error) model.FaultKind {
	issuer := ""
	if operation := innermost(err); operation != nil {
		issuer = operation.ServiceID
	}
	api, answered := errors.AsType[smithy.APIError](err)
	way := classifyWay(err)
	switch {
	case isProcess(err):
		return model.FaultCredentialProcess
	case issuer == instance:
		return model.FaultNoCredentials
	case answered:
		return classifyIssuer(issuer, api.ErrorCode(), status(err))
	case way != model.FaultOther:
		return way
	case isLogin(err):
		return model.FaultLogin
	default:
		return model.FaultNoCredentials
	}
}

// classifyIssuer tells what an issuer of credentials meant by a code.
func classifyIssuer(issuer, code string, status int) model.FaultKind {
	kind := classifyCode(code, status)
	if kind == model.FaultThrottled || kind == model.FaultService {
		return kind
	}
	switch issuer {
	case "STS":
		if slices.Contains([]model.FaultKind{
			model.FaultExpiredKeys, model.FaultBadKeys, model.FaultClock, model.FaultNotAWS,
		}, kind) {
			return kind
		}
		return model.FaultAssumeRole
	case "SSO":
		if code == "ForbiddenException" || code == "ResourceNotFoundException" {
			return model.FaultAssumeRole
		}
		return model.FaultLogin
	case "SSO OIDC", "Signin":
		return model.FaultLogin
	default:
		return model.FaultNoCredentials
	}
}

func isProcess(err error) bool {
	_, ok := errors.AsType[processError](err)
	return ok
}

// isLogin knows a login that is missing or over, mostly by words: a type exists only for the older
// form of SSO.
func isLogin(err error) bool {
	_, ok := errors.AsType[*ssocreds.InvalidTokenError](err)
	return ok || says(err, "cached SSO token", "SSO token file", "login token",
		"please reauthenticate")
}

// classifyWay goes by where on the way to AWS and back it failed, or returns Other.
func classifyWay(err error) model.FaultKind {
	_, noName := errors.AsType[*net.DNSError](err)
	_, ofNetwork := errors.AsType[*net.OpError](err)
	_, foreign := errors.AsType[*smithy.DeserializationError](err)
	_, unsent := errors.AsType[*smithyhttp.RequestSendError](err)
	switch {
	case isTooLarge(err):
		return model.FaultNotAWS
	case isTLS(err):
		return model.FaultTLS
	case noName:
		return model.FaultDNS
	case isLate(err):
		return model.FaultTimeout
	case errors.Is(err, io.ErrUnexpectedEOF):
		return model.FaultNetwork
	case foreign:
		return model.FaultNotAWS
	case status(err) >= 500:
		return model.FaultService
	case unsent, ofNetwork:
		return model.FaultNetwork
	default:
		return model.FaultOther
	}
}

func isTooLarge(err error) bool {
	_, ok := errors.AsType[*http.MaxBytesError](err)
	return ok
}

func isTLS(err error) bool {
	_, certificate := errors.AsType[*tls.CertificateVerificationError](err)
	_, authority := errors.AsType[x509.UnknownAuthorityError](err)
	_, hostname := errors.AsType[x509.HostnameError](err)
	_, invalid := errors.AsType[x509.CertificateInvalidError](err)
	_, record := errors.AsType[tls.RecordHeaderError](err)
	_, alert := errors.AsType[tls.AlertError](err)
	return certificate || authority || hostname || invalid || record || alert ||
		errors.Is(err, http.ErrSchemeMismatch)
}

// innermost returns the last operation that was tried, or nil.
func innermost(err error) *smithy.OperationError {
	var last *smithy.OperationError
	for {
		operation, ok := errors.AsType[*smithy.OperationError](err)
		if !ok {
			return last
		}
		last, err = operation, operation.Err
	}
}

// status returns the HTTP status of the answer, or 0.
func status(err error) int {
	response, ok := errors.AsType[*smithyhttp.ResponseError](err)
	if !ok || response.Response == nil || response.Response.Response == nil {
		return 0
	}
	return response.HTTPStatusCode()
}

func says(err error, said ...string) bool {
	text := err.Error()
	return slices.ContainsFunc(said, func(w string) bool { return strings.Contains(text, w) })
}
