package policy

import (
	"errors"
	"fmt"
)

// Policy is a bucket's policy as read.
type Policy struct {
	statements []statement
	variables  bool // ${…} stands for a value, as of Version 2012-10-17
}

// statement is one statement as written. What it lacks is nil.
type statement struct {
	number int
	sid    string
	effect string

	principal, action, resource element
	condition                   any
	unknown                     []string // names of elements that aren't known
}

// element is one of a pair like Action and NotAction.
type element struct {
	name    string // as written; of one that is missing what it would be
	value   any
	negated bool
	odd     bool // neither is there, or both are
}

// Read reads a policy's text. Its error says why the policy can't be judged; its text is cleaned.
func Read(text string) (*Policy, error) {
	tree, err := readTree(text)
	if err != nil {
		return nil, err
	}
	read := &Policy{}
	found := false
	for _, member := range tree {
		switch member.name {
		case "Version":
			version, _ := member.value.(string)
			if version != "2012-10-17" && version != "2008-10-17" {
				return nil, fmt.Errorf("its Version is %q", shown(version))
			}
			read.variables = version == "2012-10-17"
		case "Id":
		case "Statement":
			found = true
			if read.statements, err = readStatements(member.value); err != nil {
				return nil, err
			}
		default:
			return nil, fmt.Errorf("%q is no element of a policy", shown(member.name))
		}
	}
	if !found {
		return nil, errors.New("it has no Statement")
	}
	return read, nil
}

func readStatements(value any) ([]statement, error) {
	list, ok := value.([]any)
	if !ok {
		list = []any{value}
	}
	read := make([]statement, 0, len(list))
	for i, item := range list {
		tree, ok := item.(object)
		if !ok {
			return nil, fmt.Errorf("its statement %d isn't a JSON object", i+1)
		}
		read = append(read, readStatement(i+1, tree))
	}
	return read, nil
}

func readStatement(number int, tree object) statement {
	s := statement{number: number}
	for _, member := range tree {
		switch member.name {
		case "Sid":
			s.sid, _ = member.value.(string)
		case "Effect":
			s.effect, _ = member.value.(string)
		case "Condition":
			s.condition = member.value
		case "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource":
		default:
			s.unknown = append(s.unknown, member.name)
		}
	}
	s.principal = tree.element("Principal")
	s.action = tree.element("Action")
	s.resource = tree.element("Resource")
	return s
}

// element returns the element of the given name or its negation.
func (o object) element(name string) element {
	read := element{name: name, odd: true}
	found := 0
	for _, member := range o {
		negated := member.name == "Not"+name
		if negated || member.name == name {
			found++
			read = element{name: member.name, value: member.value, negated: negated}
		}
	}
	read.odd = found != 1
	return read
}
