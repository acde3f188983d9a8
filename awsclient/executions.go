package awsclient

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/bcmdataexports"
	"github.com/aws/aws-sdk-go-v2/service/bcmdataexports/types"

	"exportwatch/model"
)

// Executions lists an export's executions (ListExecutions): all pages, or the first alone. Those
// without a status have an empty one. Of an execution that came twice counts what was said last.
// Every page is asked for like one Execution; one with an execution that has no id isn't AWS's. Its
// error is a *model.Fault, and comes with what was read before it.
func (s *Session) Executions(
	ctx context.Context, exportARN string, all bool,
) (model.ExecutionList, error) {
	gathered := gathering{exportARN: exportARN, places: map[string]int{}, ordered: true}
	var at time.Time
	calls := 0
	byID := named[types.ExecutionReference]{
		"an id", func(execution types.ExecutionReference) *string { return execution.ExecutionId },
	}
	read := func(token *string) (*string, *model.Fault) {
		out, fault := ask(ctx, s, listExecutions, (*bcmdataexports.Client).ListExecutions,
			&bcmdataexports.ListExecutionsInput{
				ExportArn: &exportARN, MaxResults: aws.Int32(pageSize), NextToken: token,
			})
		calls++
		if fault != nil {
			return nil, fault
		}
		fault = s.unlisted(listExecutions, byID.lacks(out.Executions), out.ResultMetadata)
		if fault != nil {
			return nil, fault
		}
		for _, from := range out.Executions {
			gathered.add(from)
		}
		at = served(out.ResultMetadata)
		return out.NextToken, nil
	}
	complete, fault := s.some(ctx, all, read)
	list := model.ExecutionList{
		Executions: gathered.executions, Complete: complete, NewestFirst: gathered.ordered,
		Calls: calls, ServerTime: at,
	}
	if fault != nil {
		return list, fault
	}
	return list, nil
}

// some reads all pages of ListExecutions or the first, and returns whether that was the end.
func (s *Session) some(
	ctx context.Context, all bool, read func(token *string) (*string, *model.Fault),
) (bool, *model.Fault) {
	if all {
		return s.pages(ctx, listExecutions, read)
	}
	next, fault := read(nil)
	return fault == nil && isLast(next), fault
}

// gathering is what pages of executions hold together.
type gathering struct {
	exportARN  string
	executions []model.Execution
	places     map[string]int // of the executions by id
	ordered    bool           // all that came was newest first, repetitions included
	last       time.Time      // when the one that came last was created
}

func (g *gathering) add(from types.ExecutionReference) {
	id := aws.ToString(from.ExecutionId)
	ref := model.Ref{ExportARN: g.exportARN, ExecutionID: id}
	execution := withStatus(ref, from.ExecutionStatus)
	if len(g.executions) > 0 && execution.CreatedAt.After(g.last) {
		g.ordered = false
	}
	g.last = execution.CreatedAt
	if place, again := g.places[id]; again {
		g.executions[place] = execution
		return
	}
	g.places[id] = len(g.executions)
	g.executions = append(g.executions, execution)
}
