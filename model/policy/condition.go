package policy

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// operator is a condition operator without its prefix and suffix.
type operator struct {
	negated bool
	literal bool // * and ? are letters, where people often mean wildcards
	// same compares a value of the policy with one that is sent.
	same func(want, sent string) truth
}

// operatorOf returns an operator by its name in small letters, and whether it is one that is judged.
// Of all others, those of dates and addresses among them, can't be told what they say.
func operatorOf(name string) (operator, bool) {
	op := operator{negated: slices.Contains(negations(), name)}
	if op.negated {
		name = strings.Replace(name, "not", "", 1)
	}
	switch name {
	case "stringequals":
		op.literal = true
		op.same = func(want, sent string) truth { return either(want == sent) }
	case "stringequalsignorecase":
		op.literal = true
		op.same = func(want, sent string) truth { return either(strings.EqualFold(want, sent)) }
	case "stringlike":
		op.same = func(want, sent string) truth { return either(like(want, sent)) }
	case "arnequals", "arnlike":
		op.same = likeARN
	case "bool":
		op.same = sameBool
	case "numericequals":
		op.same = numeric(func(want, sent float64) bool { return sent == want })
	case "numericlessthan":
		op.same = numeric(func(want, sent float64) bool { return sent < want })
	case "numericlessthanequals":
		op.same = numeric(func(want, sent float64) bool { return sent <= want })
	case "numericgreaterthan":
		op.same = numeric(func(want, sent float64) bool { return sent > want })
	case "numericgreaterthanequals":
		op.same = numeric(func(want, sent float64) bool { return sent >= want })
	default:
		return operator{}, false
	}
	return op, true
}

// negations returns the operators that hold where none of the values is the same.
func negations() []string {
	return []string{
		"stringnotequals", "stringnotequalsignorecase", "stringnotlike", "arnnotequals",
		"arnnotlike", "numericnotequals",
	}
}

func sameBool(want, sent string) truth {
	want = strings.ToLower(want)
	if want != "true" && want != "false" {
		return truth{answer: maybe}
	}
	return either(want == strings.ToLower(sent))
}

func numeric(compare func(want, sent float64) bool) func(want, sent string) truth {
	return func(want, sent string) truth {
		w, errWant := strconv.ParseFloat(want, 64)
		s, errSent := strconv.ParseFloat(sent, 64)
		if errWant != nil || errSent != nil || math.IsNaN(w) || math.IsNaN(s) {
			return truth{answer: maybe}
		}
		return either(compare(w, s))
	}
}

// test is one key of one operator, with its values.
type test struct {
	operator, key string // as written
	values        []string
	odd           bool // the form isn't that of a condition
}

// tests returns the single tests of a Condition: all must hold.
func tests(condition any) []test {
	if condition == nil {
		return nil
	}
	tree, ok := condition.(object)
	if !ok {
		return []test{{odd: true}}
	}
	var read []test
	for _, operator := range tree {
		keys, ok := operator.value.(object)
		if !ok {
			read = append(read, test{operator: operator.name, odd: true})
		}
		for _, key := range keys {
			values, ok := texts(key.value)
			read = append(read, test{operator.name, key.name, values, !ok})
		}
	}
	return read
}

// judge says whether a test holds for a request, and why.
func (p *Policy) judge(t test, request Request) (truth, Cause) {
	key := request.delivery.key(t.key)
	cause := condition(t, key)
	unjudged := func() (truth, Cause) {
		cause.Unjudged = true
		return truth{answer: maybe}, cause
	}
	if t.odd {
		return unjudged()
	}
	name, set, ifExists := cutOperator(t.operator)
	if name == "null" && set == "" && !ifExists {
		return isNull(t.values, key), cause
	}
	op, known := operatorOf(name)
	if !known {
		return unjudged()
	}
	switch key.state {
	case KeyUnknown:
		return truth{answer: maybe}, cause
	case KeyNotSent:
		missing := ifExists || set == "forallvalues:" || set == "" && op.negated
		return either(missing).infer(), cause
	case KeySent:
	}
	var held truth
	for i, sent := range key.values {
		holds, literal := p.holds(op, t.values, sent, request)
		cause.Literal = cause.Literal || literal
		if i == 0 {
			held = holds
		}
		held = held.agreed(holds)
	}
	held.inferred = held.inferred || key.inferred
	return held, cause
}

// holds says whether one of the values, or of a negated operator none, is the same as what is sent.
// A star where it is a letter makes a no that is inferred: what the service sends is documented,
// but nobody has shown it.
func (p *Policy) holds(
	op operator, values []string, sent string, request Request,
) (held truth, literal bool) {
	held = truth{answer: no}
	for _, want := range values {
		filled, inferred, ok := p.fill(want, request)
		same := truth{answer: maybe}
		if ok {
			same = op.same(filled, sent)
			same.inferred = same.inferred || inferred
		}
		if op.literal && same.answer == no && wild(filled) && like(filled, sent) {
			literal = true
			same = same.infer()
		}
		held = held.or(same)
	}
	if op.negated {
		held = held.not()
	}
	return held, literal
}

// isNull judges the operator Null: "true" wants a key not to be sent.
func isNull(values []string, key key) truth {
	if key.state == KeyUnknown {
		return truth{answer: maybe}
	}
	held := truth{answer: no}
	for _, value := range values {
		same := sameBool(value, strconv.FormatBool(key.state == KeyNotSent))
		same.inferred = key.inferred
		held = held.or(same)
	}
	return held
}

// cutOperator cuts an operator into its name and what makes it one of sets or of keys that may be
// missing, in small letters.
func cutOperator(operator string) (name, set string, ifExists bool) {
	name = strings.ToLower(operator)
	for _, prefix := range []string{"forallvalues:", "foranyvalue:"} {
		if rest, found := strings.CutPrefix(name, prefix); found {
			name, set = rest, prefix
		}
	}
	name, ifExists = strings.CutSuffix(name, "ifexists")
	return name, set, ifExists
}
