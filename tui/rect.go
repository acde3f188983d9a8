package tui

// rect is a part of the screen in cells.
type rect struct{ x, y, width, height int }
