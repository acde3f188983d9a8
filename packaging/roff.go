package main

import (
	"fmt"
	"regexp"
	"strings"
)

// flagWord is a flag as it stands in a sentence.
var flagWord = regexp.MustCompile(
	`(^|[\s(])(--?[a-z][a-z-]*)`,
)

// escape returns text that roff prints as it is: signs that it reads as its own, or that it draws as
// others (typographic quotes, a hyphen that can't be pasted as a minus), are named.
func escape(text string) string {
	var b strings.Builder
	for _, r := range text {
		switch {
		case r == '\\':
			b.WriteString(`\(rs`)
		case r == '-':
			b.WriteString(`\-`)
		case r == '\'':
			b.WriteString(`\(aq`)
		case r == '`':
			b.WriteString(`\(ga`)
		case r == '^':
			b.WriteString(`\(ha`)
		case r == '~':
			b.WriteString(`\(ti`)
		case r == '"':
			b.WriteString(`\(dq`)
		case r > '~':
			fmt.Fprintf(&b, `\[u%04X]`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// line returns a text line: one that begins as a request of roff doesn't count as one.
func line(escaped string) string {
	if strings.HasPrefix(escaped, ".") {
		return `\&` + escaped
	}
	return escaped
}

// sentence is a text line whose flags are bold.
func sentence(text string) string {
	marked := flagWord.ReplaceAllString(text, "$1\x01$2\x02")
	return line(strings.NewReplacer("\x01", bold, "\x02", roman).Replace(escape(marked)))
}

// The fonts: what is typed as it stands, what stands for something else, and the rest.
const (
	bold   = `\fB`
	italic = `\fI`
	roman  = `\fR`
)

// item is a term and what it means; the meaning may be empty.
type item struct{ term, meaning string }

// roff writes an item: the term, and the meaning indented beneath or beside it.
func (i item) roff(b *strings.Builder) {
	b.WriteString(".TP\n" + line(bold+escape(i.term)+roman) + "\n")
	if i.meaning != "" {
		b.WriteString(sentence(i.meaning) + "\n")
	}
}

// writeHelp writes a help text: paragraphs are filled, and what is indented is a list of items if it
// says what they mean, or else stands as it is.
func writeHelp(b *strings.Builder, text string) {
	for i, block := range blocks(text) {
		items := itemsOf(block)
		switch {
		case !indented(block[0]):
			if i > 0 {
				b.WriteString(".PP\n")
			}
			b.WriteString(sentence(strings.TrimLeft(strings.Join(block, " "), "# ")) + "\n")
		case items == nil:
			b.WriteString(".PP\n.RS 4\n.nf\n")
			for _, text := range block {
				b.WriteString(line(escape(strings.TrimSpace(text))) + "\n")
			}
			b.WriteString(".fi\n.RE\n")
		default:
			for _, item := range items {
				item.roff(b)
			}
		}
	}
}

// blocks splits a help text where a blank line is, and where its indentation begins or ends.
func blocks(text string) [][]string {
	var all [][]string
	var block []string
	end := func() {
		if len(block) > 0 {
			all = append(all, block)
		}
		block = nil
	}
	for text := range strings.SplitSeq(text, "\n") {
		if strings.TrimSpace(text) == "" {
			end()
			continue
		}
		if len(block) > 0 && indented(block[0]) != indented(text) {
			end()
		}
		block = append(block, strings.TrimRight(text, " "))
	}
	end()
	return all
}

func indented(text string) bool {
	return strings.HasPrefix(text, "  ") || strings.HasPrefix(text, "\t")
}

// codeItem is an exit code and what it means, and gap what lies between a term and its meaning.
var (
	codeItem = regexp.MustCompile(`^(\d+(?:\+N)?) (.*)$`)
	gap      = regexp.MustCompile(`^(\S.*?)\s{2,}(\S.*)$`)
)

// itemsOf reads an indented block as a list: the meaning stands behind its term after a gap, or
// beneath it and further in. It returns nil if no term has a meaning.
func itemsOf(block []string) []item {
	var items []item
	explained := false
	for _, text := range block {
		text = strings.TrimPrefix(text, "  ")
		last := len(items) - 1
		found := codeItem.FindStringSubmatch(text)
		if found == nil {
			found = gap.FindStringSubmatch(text)
		}
		switch {
		case strings.HasPrefix(text, " ") && last >= 0:
			items[last].meaning = strings.TrimSpace(
				items[last].meaning + " " + strings.TrimSpace(text),
			)
			explained = true
		case found != nil:
			items = append(items, item{found[1], found[2]})
			explained = true
		default:
			items = append(items, item{strings.TrimSpace(text), ""})
		}
	}
	if !explained {
		return nil
	}
	return items
}
