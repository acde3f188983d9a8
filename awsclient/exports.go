package awsclient

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/bcmdataexports"
	"github.com/aws/aws-sdk-go-v2/service/bcmdataexports/types"

	"exportwatch/model"
)

// Exports lists the account's exports (ListExports, all pages), each once, in the order in which
// they came. Every page is asked for like one Execution; one with an export that has no ARN isn't
// AWS's. Its error is a *model.Fault, and comes with what was read before it.
func (s *Session) Exports(ctx context.Context) (model.ExportList, error) {
	var list model.ExportList
	seen := map[string]bool{}
	byARN := named[types.ExportReference]{
		"an ARN", func(export types.ExportReference) *string { return export.ExportArn },
	}
	complete, fault := s.pages(ctx, listExports, func(token *string) (*string, *model.Fault) {
		out, fault := ask(ctx, s, listExports, (*bcmdataexports.Client).ListExports,
			&bcmdataexports.ListExportsInput{
				MaxResults: aws.Int32(pageSize), NextToken: token,
			})
		list.Calls++
		if fault != nil {
			return nil, fault
		}
		fault = s.unlisted(listExports, byARN.lacks(out.Exports), out.ResultMetadata)
		if fault != nil {
			return nil, fault
		}
		for _, from := range out.Exports {
			if arn := aws.ToString(from.ExportArn); !seen[arn] {
				seen[arn] = true
				list.Exports = append(list.Exports, toListed(from))
			}
		}
		list.ServerTime = served(out.ResultMetadata)
		return out.NextToken, nil
	})
	list.Complete = complete
	if fault != nil {
		return list, fault
	}
	return list, nil
}

func toListed(from types.ExportReference) model.ListedExport {
	listed := model.ListedExport{ARN: aws.ToString(from.ExportArn), Name: clean(from.ExportName)}
	if from.ExportStatus != nil {
		listed.CreatedAt = utc(from.ExportStatus.CreatedAt)
		listed.Health = toHealth(from.ExportStatus)
	}
	return listed
}

func toHealth(from *types.ExportStatus) model.Health {
	return model.Health{
		Code:        model.Clean(string(from.StatusCode)),
		Reason:      model.Reason(model.Clean(string(from.StatusReason))),
		RefreshedAt: utc(from.LastRefreshedAt),
	}
}
