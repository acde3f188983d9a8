package awsclient

import (
	"cmp"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/bcmdataexports"
	"github.com/aws/aws-sdk-go-v2/service/bcmdataexports/types"

	"exportwatch/model"
)

// toExecution takes what an answer holds, each field of which can be missing, and keeps nothing of
// the SDK's output, whose metadata holds the raw response.
func toExecution(ref model.Ref, out *bcmdataexports.GetExecutionOutput) model.Execution {
	execution := withStatus(ref, out.ExecutionStatus)
	execution.Export = toExport(out.Export)
	return execution
}

// withStatus is an execution without a snapshot.
func withStatus(ref model.Ref, status *types.ExecutionStatus) model.Execution {
	if status == nil {
		return model.Execution{Ref: ref}
	}
	return model.Execution{
		Ref:         ref,
		Status:      model.Status(model.Clean(string(status.StatusCode))),
		Reason:      model.Reason(model.Clean(string(status.StatusReason))),
		CreatedAt:   utc(status.CreatedAt),
		UpdatedAt:   utc(status.LastUpdatedAt),
		CompletedAt: utc(status.CompletedAt),
	}
}

func toExport(from *types.Export) *model.Export {
	if from == nil {
		return nil
	}
	export := &model.Export{
		ARN:         clean(from.ExportArn),
		Name:        clean(from.Name),
		Description: clean(from.Description),
	}
	if query := from.DataQuery; query != nil {
		export.Query = model.CleanLines(aws.ToString(query.QueryStatement))
		export.Tables = toTables(query.TableConfigurations)
	}
	if to := from.DestinationConfigurations; to != nil && to.S3Destination != nil {
		export.Destination = toDestination(to.S3Destination)
	}
	if from.RefreshCadence != nil {
		export.Frequency = model.Clean(string(from.RefreshCadence.Frequency))
	}
	return export
}

func toTables(from map[string]map[string]string) []model.TableConfiguration {
	var tables []model.TableConfiguration
	for name, settings := range from {
		table := model.TableConfiguration{Table: model.Clean(name)}
		for key, value := range settings {
			table.Properties = append(table.Properties, model.Property{
				Key: model.Clean(key), Value: model.CleanLines(value),
			})
		}
		slices.SortFunc(table.Properties, func(a, b model.Property) int {
			return cmp.Or(cmp.Compare(a.Key, b.Key), cmp.Compare(a.Value, b.Value))
		})
		tables = append(tables, table)
	}
	slices.SortFunc(tables, func(a, b model.TableConfiguration) int {
		return cmp.Compare(a.Table, b.Table)
	})
	return tables
}

func toDestination(from *types.S3Destination) model.Destination {
	destination := model.Destination{
		Bucket: clean(from.S3Bucket),
		Owner:  clean(from.S3BucketOwner),
		Prefix: clean(from.S3Prefix),
		Region: clean(from.S3Region),
	}
	if output := from.S3OutputConfigurations; output != nil {
		destination.OutputType = model.Clean(string(output.OutputType))
		destination.Format = model.Clean(string(output.Format))
		destination.Compression = model.Clean(string(output.Compression))
		destination.Overwrite = model.Clean(string(output.Overwrite))
	}
	return destination
}

func clean(text *string) string { return model.Clean(aws.ToString(text)) }

func utc(t *time.Time) time.Time { return aws.ToTime(t).UTC() }
