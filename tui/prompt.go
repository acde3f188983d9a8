package tui

import (
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"exportwatch/model"
)

// prompt is the line into which a text is typed, in the footer's row. It edits with bubbles'
// textinput, whose cursor neither blinks nor orders commands, and is drawn as all else here: by
// cells, with the theme.
type prompt struct {
	open  bool
	input textinput.Model
}

// longestInput is how many characters a prompt takes.
const longestInput = 200

// Open begins with a text, at its end.
func (p *prompt) Open(text string) {
	p.open, p.input = true, textinput.New()
	p.input.SetVirtualCursor(false)
	p.input.CharLimit = longestInput
	p.input.KeyMap.Paste.SetEnabled(false) // it would run a program that reads the clipboard
	p.input.SetValue(text)
	p.input.CursorEnd()
	p.input.Focus()
}

// Close ends typing.
func (p *prompt) Close() { *p = prompt{} }

// Text returns what was typed.
func (p *prompt) Text() string { return p.input.Value() }

// Key takes a key: a character is put in, others edit.
func (p *prompt) Key(press tea.KeyPressMsg) {
	press.Text = model.Clean(press.Text)
	p.input, _ = p.input.Update(press)
}

// Paste puts a text in, made one line and safe to show.
func (p *prompt) Paste(text string) {
	p.input, _ = p.input.Update(tea.PasteMsg{Content: model.Clean(text)})
}
