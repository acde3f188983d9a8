package tui

import "exportwatch/theme"

// drawTables lists the configuration of each table as it came.
func drawTables(p *page, v view) {
	execution, _ := v.run.Execution()
	export := execution.Export
	p.text(0, theme.Look{Role: theme.Muted}, "This run's copy. Fixed when the export was made.")
	if len(export.Tables) == 0 {
		p.blank()
		p.text(0, theme.Look{}, "AWS's answer holds no table configurations.")
		if table := export.Table(); table != "" {
			p.text(0, theme.Look{}, "The query reads "+table+".")
		}
	}
	for _, table := range export.Tables {
		p.head(table.Table)
		if len(table.Properties) == 0 {
			p.text(indent, theme.Look{Role: theme.Muted}, "No settings.")
		}
		for _, property := range table.Properties {
			setting(p, property.Key, property.Value)
		}
	}
}

// setting puts a value at the end of its key's line, or beneath it where there is no room.
func setting(p *page, key, value string) {
	text, look := orNotSaid(value)
	if len(key)+len(text)+indent+2 <= p.width && isASCII(text) && isASCII(key) {
		p.row(func(out *line) {
			out.to(indent).put(theme.Look{}, key).before(p.width, strong(look), text)
		})
		return
	}
	p.text(indent, theme.Look{}, key)
	p.text(indent*2, strong(look), text)
}

func strong(look theme.Look) theme.Look {
	look.Strong = look.Role == theme.Text
	return look
}
