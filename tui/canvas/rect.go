package canvas

// Rect is a part of the screen in cells.
type Rect struct{ X, Y, Width, Height int }
