package awsclient

import (
	"context"
	"fmt"
	"sync/atomic"

	"github.com/aws/smithy-go/middleware"
)

// tries counts the requests that are sent for a question, and for the question that it is part of.
type tries struct {
	calls, sent atomic.Int64
	whole       *tries // nil if it is no part
}

type triesKey struct{}

// counting returns a context in which requests are counted.
func counting(ctx context.Context) (context.Context, *tries) {
	whole, _ := ctx.Value(triesKey{}).(*tries)
	t := &tries{whole: whole}
	return context.WithValue(ctx, triesKey{}, t), t
}

// again returns how many of them repeated a call that failed.
func (t *tries) again() int { return int(max(0, t.sent.Load()-t.calls.Load())) }

// countTries adds to an operation's stack the steps that count a call, and each try of it.
func countTries(stack *middleware.Stack) error {
	call := middleware.InitializeMiddlewareFunc("CountCall", func(
		ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler,
	) (middleware.InitializeOutput, middleware.Metadata, error) {
		for t, _ := ctx.Value(triesKey{}).(*tries); t != nil; t = t.whole {
			t.calls.Add(1)
		}
		return next.HandleInitialize(ctx, in)
	})
	try := middleware.DeserializeMiddlewareFunc("CountTry", func(
		ctx context.Context, in middleware.DeserializeInput, next middleware.DeserializeHandler,
	) (middleware.DeserializeOutput, middleware.Metadata, error) {
		for t, _ := ctx.Value(triesKey{}).(*tries); t != nil; t = t.whole {
			t.sent.Add(1)
		}
		return next.HandleDeserialize(ctx, in)
	})
	if err := stack.Initialize.Add(call, middleware.After); err != nil {
		return fmt.Errorf("adding the count of calls: %w", err)
	}
	if err := stack.Deserialize.Add(try, middleware.After); err != nil {
		return fmt.Errorf("adding the count of tries: %w", err)
	}
	return nil
}
