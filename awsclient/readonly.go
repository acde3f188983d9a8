package awsclient

import (
	"context"
	"fmt"
	"slices"

	"github.com/aws/smithy-go/middleware"
)

// reads are the operations of Data Exports that may leave the program.
func reads() []string {
	return []string{
		"GetExecution", "GetExport", "GetTable", "ListExecutions", "ListExports", "ListTables",
	}
}

// bucketReads are those of S3. CreateSession, which the SDK links with any of them and calls for
// the buckets of one Availability Zone, isn't among them.
func bucketReads() []string {
	return []string{
		"GetBucketEncryption", "GetBucketPolicy", "GetObject", "HeadBucket", "ListObjectsV2",
	}
}

// identityReads are those of STS. What gets credentials there (AssumeRole and its like) is the SDK's own
// client, which this program never calls.
func identityReads() []string { return []string{"GetCallerIdentity"} }

// readOnly adds to an operation's stack the step that refuses all but reads, before anything is
// signed or sent.
func readOnly(stack *middleware.Stack) error { return allowOnly(stack, reads()) }

// readOnlyBuckets does the same for S3.
func readOnlyBuckets(stack *middleware.Stack) error { return allowOnly(stack, bucketReads()) }

// readOnlyIdentity does the same for STS.
func readOnlyIdentity(stack *middleware.Stack) error { return allowOnly(stack, identityReads()) }

func allowOnly(stack *middleware.Stack, allowed []string) error {
	operation := stack.ID()
	guard := middleware.InitializeMiddlewareFunc("ReadOnly", func(
		ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler,
	) (middleware.InitializeOutput, middleware.Metadata, error) {
		if !slices.Contains(allowed, operation) {
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
