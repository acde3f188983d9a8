package policy

import (
	"slices"
	"strings"
)

// matchPrincipal says whether a statement is about Data Exports. Whether * in an Allow takes in
// services is inferred; that it does so in a Deny is documented.
func matchPrincipal(e element, allow bool) (held truth, legacy bool) {
	if e.odd {
		return truth{answer: maybe}, false
	}
	held, legacy = namesService(e.value, allow && !e.negated)
	if e.negated {
		// AWS describes NotPrincipal for users and roles only.
		held = held.not().infer()
	}
	return held, legacy && !e.negated
}

func namesService(value any, inferEverybody bool) (held truth, legacy bool) {
	everybody := truth{answer: yes, inferred: inferEverybody}
	if text, ok := value.(string); ok && text == "*" {
		return everybody, false
	}
	tree, ok := value.(object)
	if !ok {
		return truth{answer: maybe}, false
	}
	held = truth{answer: no}
	for _, member := range tree {
		names, ok := texts(member.value)
		switch {
		case !ok:
			held = held.or(truth{answer: maybe})
		case member.name == "AWS":
			if slices.Contains(names, "*") {
				held = held.or(everybody)
			}
		case member.name == "Service":
			for _, name := range names {
				held = held.or(isService(name))
			}
			legacy = legacy || slices.Contains(names, LegacyService)
		case member.name == "CanonicalUser", member.name == "Federated":
		default:
			held = held.or(truth{answer: maybe})
		}
	}
	return held, legacy
}

// isService says whether a name is that of Data Exports. In other letters, for a Region, or with
// another suffix it may be.
func isService(name string) truth {
	const stem = "bcm-data-exports."
	switch {
	case name == Service:
		return truth{answer: yes}
	case strings.HasPrefix(strings.ToLower(name), stem), wild(name):
		return truth{answer: maybe}
	default:
		return truth{answer: no}
	}
}
