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
	out, fault := ask(ctx, s, getExecution, (*bcmdataexports.Client).GetExecution,
		&bcmdataexports.GetExecutionInput{
			ExportArn:   &ref.ExportARN,
			ExecutionId: &ref.ExecutionID,
		})
	if fault != nil {
		return model.Answer{}, fault
	}
	execution := toExecution(ref, out)
	if execution.Status == "" {
		id, _ := awsmiddleware.GetRequestIDMetadata(out.ResultMetadata)
		return model.Answer{}, s.noStatus(id)
	}
	execution.Export = s.snapshots.intern(execution.Export)
	return model.Answer{Execution: execution, ServerTime: served(out.ResultMetadata)}, nil
}
