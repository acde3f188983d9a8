package awsclient

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/bcmdataexports"
	"github.com/aws/aws-sdk-go-v2/service/bcmdataexports/types"
	"github.com/aws/smithy-go/middleware"

	"exportwatch/model"
)

// Current asks for an export as it is today (GetExport). That it is gone, may not be seen, or wasn't
// answered is in the facts; the error is a *model.Fault of the credentials.
func (s *Session) Current(
	ctx context.Context, sought *model.Sought, at time.Time,
) (model.CurrentExport, error) {
	if _, fault := s.connect(ctx); fault != nil {
		return model.CurrentExport{}, of(model.ActionGetExport, fault)
	}
	out, probe := asked(ctx, s, sought.ExportARN, sought.Anew, question[
		bcmdataexports.GetExportInput, bcmdataexports.GetExportOutput]{
		action: model.ActionGetExport, send: (*bcmdataexports.Client).GetExport,
		in: &bcmdataexports.GetExportInput{ExportArn: &sought.ExportARN}, at: at,
		lacks: func(out *bcmdataexports.GetExportOutput) (string, middleware.Metadata) {
			if out.Export == nil {
				return "no export", out.ResultMetadata
			}
			return "", out.ResultMetadata
		},
	})
	current := model.CurrentExport{Probe: probe}
	switch {
	case probe.Fault == nil:
		current.Export = s.snapshots.intern(toExport(out.Export))
		if status := out.ExportStatus; status != nil {
			current.CreatedAt, current.EditedAt = utc(status.CreatedAt), utc(status.LastUpdatedAt)
			current.Health = toHealth(status)
		}
	case probe.Fault.Kind == model.FaultNotFound:
		current.Gone = true
	}
	return current, nil
}

// Schemas asks for the columns of a table (GetTable) with the export's settings, and if its switches
// are known, with all of them off and all on. Its error is as of Current.
func (s *Session) Schemas(
	ctx context.Context, sought *model.Sought, at time.Time,
) (model.TableFacts, error) {
	if _, fault := s.connect(ctx); fault != nil {
		return model.TableFacts{}, of(model.ActionGetTable, fault)
	}
	facts := model.TableFacts{Table: sought.Table}
	facts.Own = s.schema(ctx, sought, sought.Settings, at)
	if facts.Own.Fault == nil && len(sought.Switches) > 0 {
		facts.Off = s.schema(ctx, sought, switched(sought, "FALSE"), at)
		facts.On = s.schema(ctx, sought, switched(sought, "TRUE"), at)
	}
	return facts, nil
}

// switched returns the export's settings with all switches of the table at a value.
func switched(sought *model.Sought, value string) []model.Property {
	settings := make([]model.Property, 0, len(sought.Settings)+len(sought.Switches))
	for _, setting := range sought.Settings {
		if !slices.Contains(sought.Switches, setting.Key) {
			settings = append(settings, setting)
		}
	}
	for _, name := range sought.Switches {
		settings = append(settings, model.Property{Key: name, Value: value})
	}
	slices.SortFunc(
		settings,
		func(a, b model.Property) int { return strings.Compare(a.Key, b.Key) },
	)
	return settings
}

func (s *Session) schema(
	ctx context.Context, sought *model.Sought, settings []model.Property, at time.Time,
) model.Schema {
	properties := make(map[string]string, len(settings))
	for _, setting := range settings {
		properties[setting.Key] = setting.Value
	}
	out, probe := asked(ctx, s, sought.Table, sought.Anew, question[
		bcmdataexports.GetTableInput, bcmdataexports.GetTableOutput]{
		action: model.ActionGetTable, send: (*bcmdataexports.Client).GetTable,
		in: &bcmdataexports.GetTableInput{TableName: &sought.Table, TableProperties: properties},
		at: at,
		lacks: func(out *bcmdataexports.GetTableOutput) (string, middleware.Metadata) {
			if len(out.Schema) == 0 {
				return "no schema", out.ResultMetadata
			}
			return "", out.ResultMetadata
		},
	})
	schema := model.Schema{Probe: probe, Settings: settings}
	if fault := probe.Fault; fault != nil {
		schema.Unknown = fault.Kind == model.FaultNotFound || ofTable(fault, sought.Table)
		return schema
	}
	seen := map[string]bool{"": true}
	for _, from := range out.Schema {
		if column := toColumn(from); !seen[column.Name] {
			seen[column.Name] = true
			schema.Columns = append(schema.Columns, column)
		}
	}
	return schema
}

// ofTable says whether a refusal to validate is about the table rather than its settings. AWS
// doesn't document how it refuses a table that it doesn't know.
func ofTable(fault *model.Fault, table string) bool {
	return fault.Kind == model.FaultInvalid && strings.Contains(fault.Message, table) &&
		(strings.Contains(fault.Message, "exist") || strings.Contains(fault.Message, "found"))
}

func toColumn(from types.Column) model.Column {
	return model.Column{Name: clean(from.Name), Type: clean(from.Type)}
}

// question is one question of evidence to Data Exports.
type question[In, Out any] struct {
	action string
	send   operation[In, Out]
	in     *In
	at     time.Time
	lacks  func(out *Out) (string, middleware.Metadata) // what the answer lacks, or ""
}

// asked asks a question unless it was refused before about the same thing, and again if anew.
func asked[In, Out any](
	ctx context.Context, s *Session, about string, anew bool, q question[In, Out],
) (*Out, model.Probe) {
	what := refusal{bucket: about, operation: q.action}
	s.mu.Lock()
	known := s.conn.buckets
	s.mu.Unlock()
	if anew {
		known.forget(about)
	}
	if probe, refused := known.refusedBefore(what); refused {
		return nil, probe
	}
	ctx, counted := counting(ctx)
	out, fault := ask(ctx, s, q.action, q.send, q.in)
	probe := model.Probe{Action: q.action, At: q.at, Fault: fault}
	if fault == nil {
		lack, metadata := q.lacks(out)
		probe.Served = served(metadata)
		probe.Status = 200
		probe.Fault = s.unlisted(q.action, lack, metadata)
	}
	probe.Requests = int(counted.sent.Load())
	known.keep(what, probe)
	return out, probe
}
