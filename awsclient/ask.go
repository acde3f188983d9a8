package awsclient

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/bcmdataexports"

	"exportwatch/model"
)

// The IAM actions of the operations that are used.
const (
	getExecution   = "bcm-data-exports:GetExecution"
	listExecutions = "bcm-data-exports:ListExecutions"
	listExports    = "bcm-data-exports:ListExports"
	listTables     = "bcm-data-exports:ListTables"
)

// operation is a method of the SDK's client.
type operation[In, Out any] func(
	*bcmdataexports.Client, context.Context, *In, ...func(*bcmdataexports.Options),
) (*Out, error)

// ask asks one question: gets credentials, and then an answer within the session's limit, with one
// retry where AWS wasn't reached or failed. Its fault is the caller's own.
func ask[In, Out any](
	ctx context.Context, s *Session, action string, send operation[In, Out], in *In,
) (*Out, *model.Fault) {
	conn, fault := s.connect(ctx)
	if fault != nil {
		return nil, of(action, fault)
	}
	limit := s.options.limits.answer
	ctx, cancel := context.WithTimeoutCause(ctx, limit, lateError{"answer", limit})
	defer cancel()
	out, err := send(conn.client, ctx, in)
	if err != nil {
		fault = s.callFault(ctx, err)
		s.suspect(conn, fault)
		return nil, of(action, fault)
	}
	return out, nil
}

// of returns a copy of a fault, for several questions can share the original, with the action that
// was tried unless AWS named another.
func of(action string, fault *model.Fault) *model.Fault {
	own := *fault
	if own.Action == "" {
		own.Action = action
	}
	return &own
}
