package awsclient

import (
	"context"

	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/aws-sdk-go-v2/service/bcmdataexports"

	"exportwatch/model"
)

// Execution asks for one execution once (GetExecution), with one retry where AWS wasn't reached or
// failed, within 15 s after credentials were had. Its error is a *model.Fault.
func (s *Session) Execution(ctx context.Context, ref model.Ref) (model.Answer, error) {
	conn, fault := s.connect(ctx)
	if fault != nil {
		return model.Answer{}, fault
	}
	limit := s.options.limits.answer
	ctx, cancel := context.WithTimeoutCause(ctx, limit, lateError{"answer", limit})
	defer cancel()
	out, err := conn.client.GetExecution(ctx, &bcmdataexports.GetExecutionInput{
		ExportArn:   &ref.ExportARN,
		ExecutionId: &ref.ExecutionID,
	})
	if err != nil {
		fault := s.callFault(ctx, err)
		s.suspect(conn, fault)
		return model.Answer{}, fault
	}
	execution := toExecution(ref, out)
	if execution.Status == "" {
		id, _ := awsmiddleware.GetRequestIDMetadata(out.ResultMetadata)
		return model.Answer{}, s.noStatus(id)
	}
	execution.Export = s.snapshots.intern(execution.Export)
	served, _ := awsmiddleware.GetServerTime(out.ResultMetadata)
	return model.Answer{Execution: execution, ServerTime: served.UTC()}, nil
}
