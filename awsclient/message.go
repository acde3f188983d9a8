package awsclient

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"

	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"exportwatch/model"
)

// message returns what a person needs of an error: AWS's or the system's own words, without the
// SDK's wrappings.
func message(ctx context.Context, err error) string {
	if late := context.Cause(ctx); late != nil && errors.Is(err, context.DeadlineExceeded) {
		return model.Clean(late.Error())
	}
	if last := innermost(err); last != nil && last.ServiceID == instance {
		if why := flaw(); why != "" {
			return why
		}
		return "neither the environment nor the shared files hold any; " +
			"asking for an instance's role: " + words(last.Err)
	}
	return words(err)
}

func words(err error) string {
	if api, ok := errors.AsType[smithy.APIError](err); ok {
		return apiWords(api, status(err))
	}
	if isTooLarge(err) {
		return fmt.Sprintf("the answer is larger than %d MB", maxAnswer>>20)
	}
	if process, ok := errors.AsType[processError](err); ok {
		return model.Clean(process.Error())
	}
	if text := certificateWords(err); text != "" {
		return text
	}
	if sent, ok := errors.AsType[*url.Error](err); ok {
		return wayWords(sent.Err)
	}
	if _, ok := errors.AsType[*smithy.DeserializationError](err); ok {
		return foreignWords(err)
	}
	if operation := innermost(err); operation != nil {
		err = operation.Err
	}
	if marked, ok := errors.AsType[*credentialsError](err); ok {
		err = marked.cause
	}
	text := err.Error()
	for _, wrapping := range []string{
		"get identity: get credentials: ", "failed to refresh cached credentials, ",
		"resolve auth scheme: ", "resolve endpoint: ", "failed to resolve service endpoint, ",
		"Invalid Configuration: ",
	} {
		text = strings.TrimPrefix(text, wrapping)
	}
	return model.Clean(text)
}

// unknownError is the SDK's word in place of a code or a message that is missing.
const unknownError = "UnknownError"

func apiWords(api smithy.APIError, status int) string {
	switch {
	case api.ErrorMessage() != unknownError:
		return model.Clean(api.ErrorMessage())
	case api.ErrorCode() == unknownError:
		return fmt.Sprintf("HTTP %d without an error code", status)
	default:
		return ""
	}
}

// wayWords leaves out what Go says to programmers.
func wayWords(err error) string {
	text := err.Error()
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) ||
		strings.Contains(text, "Request.GetBody") {
		return "the connection was closed before the answer was whole"
	}
	for _, speaker := range []string{"net/http: ", "http2: ", "http: ", "tls: ", "x509: "} {
		text = strings.TrimPrefix(text, speaker)
	}
	return model.Clean(text)
}

// foreignWords describes an answer that isn't the service's.
func foreignWords(err error) string {
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return wayWords(io.ErrUnexpectedEOF)
	}
	response, ok := errors.AsType[*smithyhttp.ResponseError](err)
	if !ok || response.Response == nil || response.Response.Response == nil {
		return "the answer isn't AWS's JSON"
	}
	kind := response.Response.Header.Get("Content-Type")
	if kind == "" {
		kind = "no content type"
	}
	return model.Clean(fmt.Sprintf("the answer isn't AWS's JSON: HTTP %d, %s",
		response.HTTPStatusCode(), kind))
}
