package theme

// Signs are the characters that aren't letters. Each is one cell wide.
type Signs struct {
	Failed    string // AWS says it failed
	Attention string // needs somebody for another reason
	Busy      string // under way, loading
	Good      string // delivered, stage passed
	Pending   string // stage not reached
	Muted     string // muted by the user

	Track, TrackHead string // the way through the stages, and its end
	Cursor           string // before the chosen row
	Rule, Bar, Mark  string // lines across and down; the line under the tab in use
	Dot              string // separates
	Cut              string // where a text was cut

	Branch, LastBranch string // before what hangs on a row

	Column      string // eight characters: how high a column of a chart fills a cell, lowest first
	ColumnSoFar string // a cell of a column that still grows
	ColumnKept  string // a cell of one that only memory knows
	Here, Tick  string // under the chosen column; where the axis has a value

	// ASCII says that nothing else may reach the terminal either.
	ASCII bool
}

func unicodeSigns() Signs {
	return Signs{
		Failed: "✗", Attention: "!", Busy: "►", Good: "✓", Pending: "·", Muted: "∅",
		Track: "━", TrackHead: "►", Cursor: "▌", Rule: "─", Bar: "│", Mark: "━",
		Dot: "·", Cut: "…",
		Branch: "├", LastBranch: "└",
		Column: "▁▂▃▄▅▆▇█", ColumnSoFar: "░", ColumnKept: "▒", Here: "▲", Tick: "┤",
	}
}

func asciiSigns() Signs {
	return Signs{
		Failed: "x", Attention: "!", Busy: ">", Good: "+", Pending: ".", Muted: "-",
		Track: "=", TrackHead: ">", Cursor: "*", Rule: "-", Bar: "|", Mark: "=",
		Dot: "-", Cut: "~",
		Branch: "|", LastBranch: "`",
		Column: "__===###", ColumnSoFar: ":", ColumnKept: "%", Here: "^", Tick: "|",
		ASCII: true,
	}
}
