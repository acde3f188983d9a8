package words

import (
	"fmt"
	"strings"
	"time"

	"exportwatch/model"
)

// CallerLine says whose credentials are used, as far as that is known, and where they were found.
func CallerLine(c model.Caller, who model.Identity) string {
	parts := []string{"from " + c.Origin.String()}
	if c.Profile != "" {
		parts[0] = "profile " + c.Profile + ", " + parts[0]
	}
	if who.Account != "" {
		parts = append(parts, "account "+who.Account)
	}
	switch {
	case who.Principal != "":
		parts = append(parts, who.Principal)
	case strings.HasPrefix(c.Role, "arn:"):
		parts = append(parts, c.Role)
	case c.Role != "":
		parts = append(parts, "role "+c.Role)
	}
	return strings.Join(parts, "; ")
}

// Expiry says when credentials end, or "" if they don't or it isn't known.
func Expiry(c model.Caller, now time.Time) string {
	if c.Expires.IsZero() {
		return ""
	}
	left := c.Expires.Sub(now)
	if left <= 0 {
		return "ended " + Span(-left) + " ago"
	}
	return "they end in " + Span(left) + ", " + c.Expires.UTC().Format("15:04 UTC")
}

// WrongClock is from which difference on this machine's clock is wrong. AWS rejects a signature that
// is five minutes off or more, and a clock that drifts gets there.
const WrongClock = 30 * time.Second

// ClockLine says by how much this machine's clock is ahead of AWS's, and whether that is wrong.
func ClockLine(ahead time.Duration) (text string, wrong bool) {
	switch {
	case ahead.Abs() <= time.Second:
		return "as AWS's", false
	case ahead > 0:
		return Span(ahead) + " ahead of AWS's", ahead > WrongClock
	default:
		return Span(-ahead) + " behind AWS's", -ahead > WrongClock
	}
}

// WayLine says how the questions to Data Exports go.
func WayLine(w model.Way) string {
	switch {
	case w.Endpoint == "":
		return "the settings name no endpoint"
	case w.Proxy != "":
		return w.Endpoint + " through the proxy " + w.Proxy
	}
	return w.Endpoint
}

// TrustLine says by which certificates the other side is trusted, and who signed its own.
func TrustLine(w model.Way, p model.Passage) string {
	trusted := "the system's certificates"
	if w.CABundle != "" {
		trusted = w.CABundle
	}
	switch {
	case w.Endpoint == "":
		return "unknown"
	case !strings.HasPrefix(w.Endpoint, "https:"):
		return "none: the endpoint is plain HTTP"
	}
	if p.Issuer == "" {
		return "trusts " + trusted
	}
	return fmt.Sprintf("certificate signed by %s; trusts %s", p.Issuer, trusted)
}

// PermissionUse says in a few words what is lost without an IAM action.
func PermissionUse(action string) string {
	switch action {
	case "bcm-data-exports:ListExports":
		return "finds exports (or name them by ARN)"
	case "bcm-data-exports:ListExecutions":
		return "finds an export's runs"
	case "bcm-data-exports:GetExecution":
		return "tells a run's query, output and reason"
	case "bcm-data-exports:ListTables":
		return "explains settings as AWS lists them"
	case model.ActionGetExport:
		return "tells whether the export was edited since"
	case model.ActionGetTable:
		return "tells which columns a table has"
	case model.ActionListBucket:
		return "sees which files are there"
	case model.ActionGetObject:
		return "reads the manifest"
	case model.ActionGetPolicy:
		return "tells whether AWS may write"
	case model.ActionGetEncryption:
		return "tells with which key files are encrypted"
	}
	return ""
}

// PermissionAdvice says what to do about an action that was refused, in a sentence; needed says
// whether exportwatch can't do without.
func PermissionAdvice(action string, f *model.Fault, needed bool) string {
	if move := overruling(f.DeniedBy); move != "" {
		return move
	}
	switch {
	case needed:
		return `"exportwatch policy" prints the statement to ask for.`
	case strings.HasPrefix(action, "bcm-data-exports:List"):
		return `Optional; "exportwatch policy" prints the statement to ask for.`
	}
	return `Only for checks; "exportwatch policy --check" prints the statement to ask for.`
}
