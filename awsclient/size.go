package awsclient

import (
	"context"
	"fmt"
	"net/http"

	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// maxAnswer is the most bytes that are read of an answer, unpacked: ten times a page of AWS's at
// its largest. The decoder needs several times as much memory.
const maxAnswer = 32 << 20

// limitAnswer adds to an operation's stack the step that ends the reading of an answer that is too
// large. It is nearest to the network, so that nothing reads by it, errors and leftovers included.
func limitAnswer(stack *middleware.Stack) error {
	limit := middleware.DeserializeMiddlewareFunc("LimitAnswer", func(
		ctx context.Context, in middleware.DeserializeInput, next middleware.DeserializeHandler,
	) (middleware.DeserializeOutput, middleware.Metadata, error) {
		out, metadata, err := next.HandleDeserialize(ctx, in)
		response, ok := out.RawResponse.(*smithyhttp.Response)
		if ok && response.Response != nil && response.Body != nil {
			response.Body = http.MaxBytesReader(nil, response.Body, maxAnswer)
		}
		return out, metadata, err //nolint:wrapcheck // it is the next step's
	})
	if err := stack.Deserialize.Add(limit, middleware.After); err != nil {
		return fmt.Errorf("adding the limit of answers: %w", err)
	}
	return nil
}
