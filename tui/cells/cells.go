// Package cells measures text in the cells of a terminal, and cuts and breaks it to them. Each rune
// counts for itself, as the painter draws it.
package cells

import (
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// Width returns the width of a text without control characters.
func Width(text string) int {
	if IsASCII(text) {
		return len(text)
	}
	return ansi.StringWidthWc(text)
}

// Cut returns as much of a text as fits before a tail. It counts each rune for itself, as widths
// are counted everywhere: ansi.TruncateWc keeps texts that are short by grapheme clusters only.
func Cut(text string, width int, tail string) string {
	width -= ansi.StringWidthWc(tail)
	for i, r := range text {
		width -= ansi.StringWidthWc(string(r))
		if width < 0 {
			return text[:i] + tail
		}
	}
	return text
}

// End returns as much of a text's end as fits.
func End(text string, width int) string {
	start := len(text)
	for start > 0 {
		r, size := utf8.DecodeLastRuneInString(text[:start])
		if width -= ansi.StringWidthWc(string(r)); width < 0 {
			break
		}
		start -= size
	}
	return text[start:]
}

// Wrap breaks a text into lines of at most width cells, at blanks if it can be, else after "/" or
// ":", else anywhere. An empty text is one empty line.
func Wrap(text string, width int) []string {
	if width < 1 {
		return nil
	}
	var lines []string
	for paragraph := range strings.SplitSeq(text, "\n") {
		if IsASCII(paragraph) && len(paragraph) <= width {
			lines = append(lines, paragraph)
			continue
		}
		lines = append(lines, wrapParagraph(paragraph, width)...)
	}
	return lines
}

func wrapParagraph(text string, width int) []string {
	var lines []string
	out := ""
	for word := range strings.SplitSeq(text, " ") {
		if out != "" && ansi.StringWidthWc(out)+1+ansi.StringWidthWc(word) <= width {
			out += " " + word
			continue
		}
		if out != "" {
			lines = append(lines, out)
		}
		for room := ansi.StringWidthWc(word); room > width; {
			head := Break(word, width)
			lines = append(lines, head)
			word, room = word[len(head):], room-ansi.StringWidthWc(head)
		}
		out = word
	}
	return append(lines, out)
}

// Break returns as much of a word as fits, up to a joint unless that is near its beginning.
func Break(word string, width int) string {
	head := Fit(word, width)
	if joint := strings.LastIndexAny(head, "/: "); joint >= len(head)/4 {
		return head[:joint+1]
	}
	return head
}

// Fit returns as much of a text as fits, one character at least.
func Fit(text string, width int) string {
	if head := Cut(text, width, ""); head != "" {
		return head
	}
	for i := range text {
		if i > 0 {
			return text[:i] // a wide one in one column
		}
	}
	return text
}

// IsASCII says whether a text holds printable ASCII alone.
func IsASCII(text string) bool {
	for i := range len(text) {
		if text[i] > '~' {
			return false
		}
	}
	return true
}

// Blanks returns so many blanks.
func Blanks(count int) string {
	const blanks = "                                                                "
	if count <= len(blanks) {
		return blanks[:count]
	}
	return strings.Repeat(" ", count)
}
