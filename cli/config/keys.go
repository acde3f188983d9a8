package config

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"
)

// Action is something that the screen does at a key.
type Action struct {
	Name  string
	Keys  []string // the usual ones
	Exact bool     // it wants as many others, for each does something of its own
}

// Keyboard is what can be said about keys.
type Keyboard struct {
	Actions []Action
	// Spell returns a key as it is to be written, or what would be right.
	Spell func(key string) (taken, want string)
	// Else says what else a key is for where an action counts, or "".
	Else func(action, key string) string
}

// Keys takes a mapping of actions to the keys for them. Those of an action take the place of all its
// usual ones.
func Keys(board Keyboard) Reader {
	return Reader{func(r *reading, name string, node *yaml.Node) []string {
		if node.Kind != yaml.MappingNode {
			r.wrong(node, "%s is %s: want actions with their keys, such as \"pause: f9\"", name,
				kind(node))
			return nil
		}
		names := make([]string, len(board.Actions))
		for i, action := range board.Actions {
			names[i] = action.Name
		}
		given := map[string][]string{}
		nodes := map[[2]string]*yaml.Node{} // by action and key
		r.members(node, "action", names, func(name string, _, value *yaml.Node) {
			given[name] = board.of(r, name, value, nodes)
		})
		board.conflicts(r, given, nodes)
		var texts []string
		for _, name := range names {
			if keys := given[name]; len(keys) > 0 {
				r.file.Keys[name] = keys
				texts = append(texts, name+": "+strings.Join(keys, " "))
			}
		}
		return texts
	}}
}

// of reads the keys of one action and notes where each stands.
func (b Keyboard) of(
	r *reading, name string, value *yaml.Node, nodes map[[2]string]*yaml.Node,
) []string {
	const want = "a key, or a list of keys"
	items := []*yaml.Node{value}
	if value.Kind == yaml.SequenceNode {
		items = value.Content
	}
	if len(items) == 0 {
		r.wrong(value, "%s is an empty list: want %s", name, want)
	}
	var keys []string
	for _, item := range items {
		key, ok := r.scalar(name, item, want, b.Spell)
		switch {
		case !ok:
		case slices.Contains(keys, key):
			r.wrong(item, "%s has the key %s twice", name, quoted(key))
		default:
			keys = append(keys, key)
			nodes[[2]string{name, key}] = item
		}
	}
	if action := b.action(name); action.Exact && len(items) != len(action.Keys) {
		r.wrong(value, "%s has %d keys: want %d, in order", name, len(items), len(action.Keys))
	}
	return keys
}

func (b Keyboard) action(name string) Action {
	return b.Actions[slices.IndexFunc(b.Actions, func(a Action) bool { return a.Name == name })]
}

// conflicts notes keys that would ask for two things.
func (b Keyboard) conflicts(
	r *reading, given map[string][]string, nodes map[[2]string]*yaml.Node,
) {
	for _, action := range b.Actions {
		for _, key := range given[action.Name] {
			node := nodes[[2]string{action.Name, key}]
			if use := b.Else(action.Name, key); use != "" {
				r.wrong(node, "%s %s: %s", action.Name, quoted(key), use)
			}
			for _, said := range b.claims(action, key, given, nodes) {
				r.wrong(node, "%s %s: %s", action.Name, quoted(key), said)
			}
		}
	}
}

// claims says which other actions have the key of an action.
func (b Keyboard) claims(
	action Action, key string, given map[string][]string, nodes map[[2]string]*yaml.Node,
) []string {
	var claims []string
	node := nodes[[2]string{action.Name, key}]
	for _, other := range b.Actions {
		if other.Name == action.Name {
			continue
		}
		_, moved := given[other.Name]
		if said := claim(other, key, node, nodes[[2]string{other.Name, key}], moved); said != "" {
			claims = append(claims, said)
		}
	}
	return claims
}

// claim says that another action has a key that stands at a node, or "": at its own node, or as a
// usual one if it wasn't given others.
func claim(other Action, key string, node, twin *yaml.Node, moved bool) string {
	switch {
	case twin != nil && before(twin, node): // told once, at the second
		return fmt.Sprintf("%s has it in line %d: choose another", other.Name, twin.Line)
	case !moved && slices.Contains(other.Keys, key):
		return fmt.Sprintf("it is the usual key of %s: choose another, or give %s other keys",
			other.Name, other.Name)
	}
	return ""
}

// before says whether a node stands before another.
func before(a, b *yaml.Node) bool {
	return a.Line < b.Line || a.Line == b.Line && a.Column < b.Column
}
