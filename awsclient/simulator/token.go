package simulator

import (
	"encoding/base64"
	"fmt"
	"time"
)

// tokenLife is how long a page token is good for.
const tokenLife = time.Hour

// token names the next page of a list: what is listed for whom, where it goes on, and since when.
// It is stateless and bears a check sum, so that a token that is not ours, or not for this list,
// is recognized.
func (s *Server) token(c *call, arn string, position int) string {
	plain := fmt.Sprintf("%d.%d", position, s.clock.now().UnixMilli())
	sealed := fmt.Sprintf("%s.%016x", plain, s.seal(c, arn, plain))
	return base64.URLEncoding.EncodeToString([]byte(sealed))
}

func (s *Server) seal(c *call, arn, plain string) uint64 {
	return uint64(newStream(s.seed, "token", c.account.id, c.operation, arn, plain))
}

// position is where a token says to go on; first without a token.
func (s *Server) position(c *call, arn, token string, first int) (int, error) {
	if token == "" {
		return first, nil
	}
	sealed, err := base64.URLEncoding.DecodeString(token)
	if err != nil {
		return 0, invalidToken("The provided NextToken is invalid.")
	}
	var position int
	var issued int64
	var seal uint64
	if _, err := fmt.Sscanf(string(sealed), "%d.%d.%16x", &position, &issued, &seal); err != nil {
		return 0, invalidToken("The provided NextToken is invalid.")
	}
	if seal != s.seal(c, arn, fmt.Sprintf("%d.%d", position, issued)) {
		return 0, invalidToken("The provided NextToken is invalid.")
	}
	if s.clock.now().Sub(time.UnixMilli(issued)) > tokenLife {
		return 0, invalidToken("The provided NextToken has expired.")
	}
	return position, nil
}
