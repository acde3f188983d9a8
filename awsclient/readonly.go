package awsclient

import (
	"context"
	"fmt"
	"slices"

	"github.com/aws/smithy-go/middleware"
)

// reads are the operations of Data Exports that may leave the program.
func reads() []string {
	return []string{"GetExecution", "ListExecutions", "ListExports", "ListTables"}
}

// readOnly adds to an operation's stack the step that refuses all but reads, before anything is
// signed or sent.
func readOnly(stack *middleware.Stack) error {
	operation := stack.ID()
	guard := middleware.InitializeMiddlewareFunc("ReadOnly", func(
		ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler,
	) (middleware.InitializeOutput, middleware.Metadata, error) {
		if !slices.Contains(reads(), operation) {
			return middleware.InitializeOutput{}, middleware.Metadata{}, writeError(operation)
		}
		return next.HandleInitialize(ctx, in)
	})
	if err := stack.Initialize.Add(guard, middleware.Before); err != nil {
		return fmt.Errorf("adding the read-only guard: %w", err)
	}
	return nil
}

// writeError says which operation was kept in.
type writeError string

func (e writeError) Error() string {
	return string(e) + " was not sent: this program only reads"
}
