package tui

import "exportwatch/theme"

// tab is one page of the detail.
type tab struct {
	name string
	draw func(*page, view)
}

// tabs lists the detail's pages in their order.
func tabs() []tab {
	return []tab{
		{"Overview", drawOverview},
		{"Query", ofSnapshot(drawQuery)},
		{"Tables", ofSnapshot(drawTables)},
		{"Output", ofSnapshot(drawOutput)},
	}
}

// ofSnapshot is a tab about the export's snapshot, which may not be known.
func ofSnapshot(draw func(*page, view)) func(*page, view) {
	return func(p *page, v view) {
		execution, answered := v.run.Execution()
		switch {
		case !answered && v.run.Fault() == nil:
			p.text(0, theme.Look{Role: theme.Muted}, "AWS is being asked.")
		case !answered:
			drawFault(p, v)
		case execution.Export == nil:
			p.text(0, theme.Look{}, "AWS's answer holds no export.")
		default:
			draw(p, v)
		}
	}
}

// orNotSaid returns a value, or that AWS's answer doesn't hold it.
func orNotSaid(value string) (string, theme.Look) {
	if value == "" {
		return "not said", theme.Look{Role: theme.Muted}
	}
	return value, theme.Look{}
}
