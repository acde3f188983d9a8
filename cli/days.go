package cli

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/pflag"
)

// days is a flag's span of time, in days too: 7d, 36h.
type days time.Duration

var _ pflag.Value = (*days)(nil)

const day = 24 * time.Hour

// Set reads a span.
func (s *days) Set(text string) error {
	if count, ok := strings.CutSuffix(text, "d"); ok {
		if n, err := strconv.ParseUint(count, 10, 16); err == nil {
			*s = days(time.Duration(n) * day)
			return nil
		}
	}
	d, err := time.ParseDuration(text)
	if err != nil || d < 0 {
		return fmt.Errorf("%q is no span of time such as 7d, 36h or 90m", text)
	}
	*s = days(d)
	return nil
}

// String returns the span as Set reads it.
func (s *days) String() string {
	if d := time.Duration(*s); d%day == 0 {
		return strconv.FormatInt(int64(d/day), 10) + "d"
	}
	return time.Duration(*s).String()
}

// Type names the value in the help.
func (*days) Type() string { return "span" }
