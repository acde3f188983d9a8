package awsclient

import (
	"context"
	"errors"

	"exportwatch/model"
)

var _ model.Source = (*Session)(nil)

// Answer asks AWS a question.
func (s *Session) Answer(ctx context.Context, ask model.Ask) model.Reply {
	ctx, counted := counting(ctx)
	reply := s.answer(ctx, ask)
	reply.Retries = counted.again()
	return reply
}

func (s *Session) answer(ctx context.Context, ask model.Ask) model.Reply {
	switch ask.Kind {
	case model.AskExecution:
		answer, err := s.Execution(ctx, ask.Ref)
		return reply(ask, answer, err)
	case model.AskExports:
		list, err := s.Exports(ctx)
		return reply(ask, list, err)
	case model.AskExecutions:
		list, err := s.Executions(ctx, ask.Ref.ExportARN, ask.All)
		return reply(ask, list, err)
	case model.AskBucket, model.AskData, model.AskSample, model.AskCurrent, model.AskTable:
		return s.evidence(ctx, ask)
	case model.AskTables:
	}
	list, err := s.Tables(ctx)
	return reply(ask, list, err)
}

// evidence answers a question about what is sought.
func (s *Session) evidence(ctx context.Context, ask model.Ask) model.Reply {
	sought := ask.Sought
	if sought == nil {
		sought = &model.Sought{ExportARN: ask.Ref.ExportARN}
	}
	switch ask.Kind {
	case model.AskBucket:
		facts, err := s.Bucket(ctx, sought, ask.At)
		return reply(ask, facts, err)
	case model.AskData:
		facts, err := s.Data(ctx, sought, ask.At)
		return reply(ask, facts, err)
	case model.AskSample:
		facts, err := s.Sample(ctx, sought, ask.At)
		return reply(ask, facts, err)
	case model.AskCurrent:
		facts, err := s.Current(ctx, sought, ask.At)
		return reply(ask, facts, err)
	case model.AskTable, model.AskExecution, model.AskExports, model.AskExecutions,
		model.AskTables: // none of the others comes here
	}
	facts, err := s.Schemas(ctx, sought, ask.At)
	return reply(ask, facts, err)
}

// reply returns the reply to a question that ended with a result or an error.
func reply(ask model.Ask, result model.Result, err error) model.Reply {
	if err == nil {
		return model.Reply{Ask: ask, Result: result}
	}
	fault, ok := errors.AsType[*model.Fault](err)
	if !ok {
		fault = &model.Fault{Kind: model.FaultOther, Message: model.Clean(err.Error())}
	}
	return model.Reply{Ask: ask, Result: fault}
}
