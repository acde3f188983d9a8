package policy

import (
	"fmt"
	"strings"

	"exportwatch/model"
)

// shown makes a text of a policy fit to be shown: cleaned, and cut where it is long.
func shown(text string) string {
	const longest = 256 // characters; the longest ARN of an export has 200
	cleaned := model.Clean(text)
	if len(cleaned) <= longest {
		return cleaned
	}
	if runes := []rune(cleaned); len(runes) > longest {
		return string(runes[:longest]) + "…"
	}
	return cleaned
}

// condition returns the cause that a test is.
func condition(t test, key key) Cause {
	cause := Cause{
		Part: PartCondition, Operator: shown(t.operator), Key: shown(t.key), State: key.state,
	}
	for i, value := range t.values {
		if i == MaxWants {
			cause.More = len(t.values) - MaxWants
			break
		}
		cause.Wants = append(cause.Wants, shown(value))
	}
	if len(key.values) == 1 {
		cause.Sent = model.Clean(key.values[0])
	}
	return cause
}

// Statement names the statement that the judgement rests on, as "statement 2 (EndpointOnly)"; ""
// if it rests on none.
func (j Judgement) Statement() string {
	switch {
	case j.Number == 0:
		return ""
	case j.SID == "":
		return fmt.Sprintf("statement %d", j.Number)
	default:
		return fmt.Sprintf("statement %d (%s)", j.Number, j.SID)
	}
}

// Why says in words what the judgement rests on.
func (j Judgement) Why() string {
	switch {
	case j.Unreadable != "":
		return j.Unreadable
	case j.Verdict == VerdictGranted:
		return j.Statement() + " allows it"
	case j.Verdict == VerdictDenied && j.Cause.Part == PartCondition:
		return j.Statement() + " denies it: " + j.Cause.String()
	case j.Verdict == VerdictDenied:
		return j.Statement() + " denies it"
	case j.Verdict == VerdictNotGranted && j.Number == 0:
		return "no statement allows anything"
	case j.Verdict == VerdictNotGranted:
		return "no statement allows it; the nearest, " + j.Statement() + ", doesn't: " +
			j.Cause.String()
	}
	verb := " may allow it: "
	if j.Deny {
		verb = " may deny it: "
	}
	return j.Statement() + verb + j.Cause.String()
}

// String says what a part of a statement is about and what the request has to it.
func (c Cause) String() string {
	negated := strings.HasPrefix(c.Key, "Not")
	if c.Unsure && (c.Part == PartPrincipal || c.Part == PartAction || c.Part == PartResource) {
		return "whether its " + c.Key + " takes in " + c.Sent + " can't be told"
	}
	switch c.Part {
	case PartPrincipal:
		if negated {
			return "its NotPrincipal names " + c.Sent
		}
		return "its principal isn't " + c.Sent
	case PartAction:
		if negated {
			return "its NotAction names " + c.Sent
		}
		return "its actions leave out " + c.Sent
	case PartResource:
		if negated {
			return "its NotResource names " + c.Sent
		}
		return "its resources leave out " + c.Sent
	case PartCondition:
		return c.conditionString()
	case PartElement:
		return "its element " + c.Key + " isn't known here"
	case PartEffect:
		return "its Effect is neither Allow nor Deny"
	case PartNone:
	}
	return "all of it"
}

func (c Cause) conditionString() string {
	if c.Unjudged {
		if c.Operator == "" {
			return "its Condition isn't of the usual form"
		}
		return "the operator " + c.Operator + " isn't judged here"
	}
	text := c.Operator + " " + c.Key + " wants " + c.Wanted()
	switch {
	case c.State == KeyUnknown:
		text += "; whether and what Data Exports sends isn't documented"
	case c.State == KeyNotSent:
		text += "; services send none, as inferred"
	case c.Unsure:
		text += "; whether what Data Exports sends fits can't be told"
	case c.Sent != "":
		text += "; Data Exports sends " + c.Sent
	}
	if c.Literal {
		text += " (" + c.Operator + " takes * and ? as letters; ArnLike or StringLike take them as " +
			"wildcards)"
	}
	return text
}

// Wanted returns the values that a condition wants, as "a or b".
func (c Cause) Wanted() string {
	if len(c.Wants) == 0 {
		return "nothing"
	}
	text := strings.Join(c.Wants, " or ")
	if c.More > 0 {
		text += fmt.Sprintf(" or %d more", c.More)
	}
	return text
}
