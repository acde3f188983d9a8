package tui

// Terminal is what the screen reaches beside its frames. Its methods never block.
type Terminal interface {
	// AskBackground asks for the terminal's background colour. The answer comes as a
	// tea.BackgroundColorMsg, or never.
	AskBackground()
	// Title sets the window's title; text is clean.
	Title(text string)
	// Bell rings.
	Bell()
	// Copy sends text to the clipboard of the user's terminal, and reports whether it sent
	// anything: that it arrived can't be known.
	Copy(text string) bool
}
