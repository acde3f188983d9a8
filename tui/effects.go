package tui

// Terminal is what the screen reaches beside its frames, by commands alone. Its methods never block.
type Terminal interface {
	// AskBackground asks for the terminal's background colour. The answer comes as a
	// tea.BackgroundColorMsg, or never.
	AskBackground()
	// Bell rings.
	Bell()
	// HasClipboard says whether Copy sends anything; that it arrives can't be known.
	HasClipboard() bool
	// Copy sends text to the clipboard of the user's terminal.
	Copy(text string)
}
