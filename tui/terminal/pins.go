package terminal

import (
	"unicode/utf8"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// pin has the cursor put right after each run of characters about whose width terminals disagree,
// so that the rest of a row stands in its columns whatever the terminal made of them: some count a
// cluster such as a Devanagari syllable or an emoji with a skin tone by its runes, as we do, others
// as a whole, and old ones know nothing of new emoji. A run that ends the row needs no pin.
func pin(line uv.Line) {
	for x := range line {
		next := x + line[x].Width
		if disputed(&line[x]) && next < len(line) && !disputed(&line[next]) {
			line[x].Content += ansi.CursorHorizontalAbsolute(next + 1)
		}
	}
}

// disputed says whether a cell's text may be wider or narrower on the terminal: all but single
// narrow runes below U+10000. (Where a terminal is set to show some of those wide, there is
// --ascii.)
func disputed(cell *uv.Cell) bool {
	_, first := utf8.DecodeRuneInString(cell.Content)
	return cell.Width > 1 || len(cell.Content) > first || first == utf8.UTFMax
}
