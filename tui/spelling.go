package tui

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"exportwatch/tui/cells"
)

// Spell returns a key's name as Bubble Tea spells it: a character as it is typed, or a key's name,
// with ctrl+, alt+ or shift+ before. Of what is no such name it says what would be right.
func Spell(name string) (spelled, want string) {
	const how = "want a character, or a key such as space, f5, pgdown, ctrl+d or alt+x"
	if utf8.RuneCountInString(name) == 1 {
		return spellCharacter(name)
	}
	if near := likelyKey(name); near != name {
		if _, wrong := Spell(near); wrong == "" {
			return "", "write it " + near
		}
	}
	held, rest := heldKeys(name)
	switch {
	case held == nil && slices.Contains(keyNames(), name):
		return name, ""
	case held == nil:
		return "", how
	case strings.Join(inOrder(held), "+")+"+"+rest != name:
		return "", "write it " + strings.Join(inOrder(held), "+") + "+" + rest
	case slices.Contains(keyNames(), rest):
		return name, ""
	case utf8.RuneCountInString(rest) != 1:
		return "", how
	}
	return spellHeld(name, held, rest)
}

// spellCharacter spells a key that types a character.
func spellCharacter(char string) (spelled, want string) {
	r, _ := utf8.DecodeRuneInString(char)
	switch {
	case r == ' ':
		return "", "write it space"
	case likelyKey(char) != char:
		return "", "write it " + likelyKey(char)
	case !unicode.IsGraphic(r) || cells.Width(char) == 0:
		return "", "no key types that alone"
	}
	return char, ""
}

// spellHeld spells a character with other keys held. Terminals send some of these as another key,
// or not at all.
func spellHeld(name string, held []string, char string) (spelled, want string) {
	r, _ := utf8.DecodeRuneInString(char)
	ctrl := slices.Contains(held, "ctrl")
	same := map[string]string{"i": "tab", "m": "enter", "[": "esc", "@": "ctrl+space"}
	switch {
	case slices.Equal(held, []string{"shift"}):
		return "", "a character with shift is written as it is typed, such as " +
			string(unicode.ToUpper(r))
	case slices.Contains(held, "shift"):
		return "", "terminals don't tell shift with ctrl or alt from these alone: leave shift+ out"
	case ctrl && unicode.IsUpper(r):
		return "", "write it " + strings.ToLower(name)
	case r == ' ':
		return "", "write it " + strings.TrimSuffix(name, " ") + "space"
	case ctrl && same[char] != "":
		return "", "terminals send it as " + same[char]
	case ctrl && (r < 'a' || r > 'z') && !strings.ContainsRune(`\]^_`, r):
		return "", "terminals send ctrl with letters only"
	case !unicode.IsGraphic(r):
		return "", "no key types that alone"
	}
	return name, ""
}

// heldKeys splits a name into the keys that are held and the one that is pressed.
func heldKeys(name string) (held []string, pressed string) {
	for _, mod := range []string{"ctrl", "alt", "shift"} {
		if rest, ok := strings.CutPrefix(name, mod+"+"); ok && rest != "" {
			more, pressed := heldKeys(rest)
			return append([]string{mod}, more...), pressed
		}
	}
	return nil, name
}

// inOrder returns keys that are held in the order in which Bubble Tea names them, each once.
func inOrder(held []string) []string {
	var ordered []string
	for _, mod := range []string{"ctrl", "alt", "shift"} {
		if slices.Contains(held, mod) {
			ordered = append(ordered, mod)
		}
	}
	return ordered
}

// keyNames are the keys that have names.
func keyNames() []string {
	names := []string{
		"up", "down", "left", "right", "home", "end", "pgup", "pgdown", "enter", "tab", "esc",
		"space", "backspace", "delete", "insert",
	}
	for number := 1; number <= 20; number++ {
		names = append(names, fmt.Sprintf("f%d", number))
	}
	return names
}

// likelyKey returns the name that is likely meant by what other programs call a key: <C-d>, ^d,
// Ctrl-D, PageDown, Return.
func likelyKey(name string) string {
	likely := strings.Trim(name, "<>")
	if rest, ok := strings.CutPrefix(likely, "^"); ok && rest != "" {
		likely = "ctrl+" + strings.ToLower(rest)
	}
	likely = regexp.MustCompile(`^(?i:c|ctrl|control)[-+](.)`).ReplaceAllString(likely, "ctrl+$1")
	likely = regexp.MustCompile(`^(?i:m|a|alt|meta|option)[-+](.)`).
		ReplaceAllString(likely, "alt+$1")
	if utf8.RuneCountInString(likely) > 1 && !strings.HasPrefix(likely, "alt+") {
		likely = strings.ToLower(likely)
	}
	others := map[string]string{
		"return": "enter", "cr": "enter", "escape": "esc", "pagedown": "pgdown", "pgdn": "pgdown",
		"page-down": "pgdown", "pageup": "pgup", "page-up": "pgup", "spacebar": "space",
		"del": "delete", "ins": "insert", "bs": "backspace", "↑": "up", "↓": "down", "←": "left",
		"→": "right", "backtab": "shift+tab",
	}
	held, pressed := heldKeys(likely)
	if other, ok := others[pressed]; ok {
		likely = strings.Join(append(held, other), "+")
	}
	return likely
}
