package awsclient

import (
	"context"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/smithy-go/middleware"

	"exportwatch/model"
)

const (
	pageSize = 300 // the most that AWS takes for MaxResults
	maxPages = 100 // of one list: whatever goes on longer than 30,000 items has no end
)

// pages reads a list page after page and returns whether it came to its end. A token that comes a
// second time and a list of too many pages end it too, for they would never end by themselves.
func (s *Session) pages(
	ctx context.Context, action string, read func(token *string) (*string, *model.Fault),
) (bool, *model.Fault) {
	seen := map[string]bool{}
	var token *string
	for range maxPages {
		next, fault := read(token)
		switch {
		case fault != nil:
			return false, fault
		case isLast(next):
			return true, nil
		case seen[*next]:
			s.options.Logger.WarnContext(ctx, "a list's token came again: reading ended there",
				"action", action, "pages", len(seen)+1)
			return false, nil
		}
		seen[*next] = true
		token = next
	}
	s.options.Logger.WarnContext(ctx, "a list has too many pages: reading ended there",
		"action", action, "pages", maxPages)
	return false, nil
}

// isLast says whether no page follows: AWS leaves the token out, or sends an empty one.
func isLast(token *string) bool { return token == nil || *token == "" }

// served returns AWS's clock when it answered, or the zero time.
func served(metadata middleware.Metadata) time.Time {
	at, _ := awsmiddleware.GetServerTime(metadata)
	return at.UTC()
}

// named is what a page's items are named by, as AWS's own always are.
type named[Item any] struct {
	by string
	of func(Item) *string
}

const noList = "no list"

// lacks says what a page lacks of a list of AWS, or "". An empty list lacks nothing.
func (n named[Item]) lacks(items []Item) string {
	nameless := func(item Item) bool { return aws.ToString(n.of(item)) == "" }
	switch {
	case items == nil:
		return noList
	case slices.ContainsFunc(items, nameless):
		return "an item without " + n.by
	}
	return ""
}

// unlisted returns the fault of a page that lacks something, or nil: an empty 200, null, {} or a
// list of nulls, of something between or of an emulator. Taken for a list, it would make all
// exports vanish.
func (s *Session) unlisted(action, lack string, metadata middleware.Metadata) *model.Fault {
	if lack == "" {
		return nil
	}
	id, _ := awsmiddleware.GetRequestIDMetadata(metadata)
	return &model.Fault{
		Kind:      model.FaultNotAWS,
		Message:   "the answer holds " + lack,
		RequestID: model.Clean(id),
		Profile:   model.Clean(s.options.profile()),
		Action:    action,
	}
}
