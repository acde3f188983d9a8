package policy

import (
	"strings"
	"unicode/utf8"
)

// like says whether a text matches a pattern in which * stands for any characters and ? for one.
func like(pattern, text string) bool {
	star, retry := -1, 0 // where to go on after the last star, and with which rest of the text
	p, t := 0, 0
	for t < len(text) {
		if p < len(pattern) && pattern[p] == '*' {
			p++
			star, retry = p, t
			continue
		}
		size, same := step(pattern[p:], text[t:])
		switch {
		case same:
			p += size
			_, width := utf8.DecodeRuneInString(text[t:])
			t += width
		case star < 0:
			return false
		default:
			_, width := utf8.DecodeRuneInString(text[retry:])
			retry += width
			p, t = star, retry
		}
	}
	return strings.Trim(pattern[p:], "*") == ""
}

// step compares the first characters, and returns how many bytes of the pattern that takes.
func step(pattern, text string) (size int, same bool) {
	if pattern == "" {
		return 0, false
	}
	if pattern[0] == '?' {
		return 1, true
	}
	r, size := utf8.DecodeRuneInString(pattern)
	other, width := utf8.DecodeRuneInString(text)
	return size, r == other && size == width
}

// likeARN compares an ARN with a pattern part by part, so that no star reaches over one of the first
// five colons. That a pattern of fewer parts doesn't match follows from that, but nobody says it; of
// a star alone it can't be told.
func likeARN(pattern, arn string) truth {
	wants, parts := strings.SplitN(pattern, ":", 6), strings.SplitN(arn, ":", 6)
	if len(wants) < 6 || len(parts) < 6 {
		if pattern == "*" {
			return truth{answer: maybe}
		}
		return truth{answer: no, inferred: like(pattern, arn)}
	}
	for i := range wants {
		if !like(wants[i], parts[i]) {
			return truth{answer: no}
		}
	}
	return truth{answer: yes}
}

// wild says whether a text holds a wildcard.
func wild(text string) bool { return strings.ContainsAny(text, "*?") }

// fill puts values in place of variables. It says whether they rest on an inference, and false
// where one has no single known value.
func (p *Policy) fill(text string, request Request) (filled string, inferred, ok bool) {
	if !p.variables || !strings.Contains(text, "${") {
		return text, false, true
	}
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(text, "${")
		b.WriteString(before)
		if !found {
			return b.String(), inferred, true
		}
		name, after, closed := strings.Cut(rest, "}")
		known := request.delivery.key(name)
		if !closed || known.state != KeySent || len(known.values) != 1 || wild(known.values[0]) {
			return "", false, false
		}
		b.WriteString(known.values[0])
		inferred = inferred || known.inferred
		text = after
	}
}
