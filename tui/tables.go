package tui

import (
	"strings"

	"exportwatch/model"
	"exportwatch/model/watch"
	"exportwatch/model/words"
	"exportwatch/theme"
)

// tablesTab is the name of the tab that explains the settings of tables.
const tablesTab = "Tables"

// ExplainsTables says whether that tab is open.
func (d *detail) ExplainsTables() bool { return tabs()[d.tab].name == tablesTab }

// drawTables says of each table that the run's copy of the export configures, or at least selects
// from, what each of its settings is and what that means.
func drawTables(p *page, v view) {
	execution, _ := v.run.Execution()
	tables := execution.Export.Tables
	if name := execution.Export.Table(); len(tables) == 0 && name != "" {
		tables = []model.TableConfiguration{{Table: name}}
	}
	catalog := words.CatalogOf(v.run.Account)
	if len(tables) == 0 {
		p.text(0, theme.Look{}, "AWS's answer holds no table configurations.")
		return
	}
	for i, table := range tables {
		if i > 0 {
			p.blank()
		}
		tableHead(p, catalog, table.Table)
		settings := catalog.Settings(table)
		if i == 0 {
			p.text(0, theme.Look{Role: theme.Muted}, "Fixed when the export was made.")
			if len(settings) > 0 {
				p.text(0, theme.Look{Role: theme.Muted}, meanings(v.run.Account))
			}
		}
		if len(settings) == 0 {
			p.blank()
			p.text(indent, theme.Look{}, "No settings.")
		}
		for _, setting := range settings {
			p.blank()
			drawSetting(p, setting)
		}
	}
}

// tableHead names a table as AWS does, and as people do.
func tableHead(p *page, catalog words.Catalog, name string) {
	ours, known := words.BuiltInTables().Table(name)
	label := ours.Label
	if !known {
		label = "not known to us"
		if table, listed := catalog.Table(name); listed {
			label = table.Description
		}
	}
	value, look := orNotSaid(name)
	muted := theme.Look{Role: theme.Muted}
	if whole := value + "  " + label; isASCII(whole) && len(whole) <= p.width {
		p.row(func(out *line) { out.put(strong(look), value).put(muted, "  "+label) })
		return
	}
	p.text(0, strong(look), value)
	if label != "" {
		p.text(0, muted, label)
	}
}

// meanings says where the meanings of settings come from.
func meanings(account *watch.Account) string {
	fault := account.TablesFault()
	_, listed := account.Tables()
	switch {
	case listed:
		return "Meanings as AWS lists them, below ours."
	case account.AskingTables():
		return "Meanings built in; AWS is being asked for its own."
	case fault == nil:
		return "Meanings built in."
	case fault.Kind == model.Denied:
		return "Meanings built in: AWS refused to list tables."
	default:
		return "Meanings built in: AWS didn't list tables (" + words.FaultPhrase(fault) + ")."
	}
}

// drawSetting draws a key with its value, and beneath it what that means.
func drawSetting(p *page, setting words.Setting) {
	muted := theme.Look{Role: theme.Muted}
	switch value, laidOut := words.LayOutJSON(setting.Value); {
	case !setting.Set && setting.Value == "":
		settingLine(p, setting.Key, muted, "not set")
		p.text(indent, muted, "Its default counts; AWS doesn't say which.")
	case !setting.Set:
		settingLine(p, setting.Key, muted, "not set, so "+setting.Value)
	case laidOut && strings.Contains(value, "\n"):
		settingLine(p, setting.Key, muted, "JSON")
		drawCode(p, indent, theme.Look{Strong: true}, value)
	case setting.AsAWSAdds():
		settingLine(p, setting.Key, muted, "as AWS adds it")
		p.text(indent, theme.Look{Strong: true}, value)
	default:
		shown, look := orWords(value, "empty")
		settingLine(p, setting.Key, strong(look), shown)
		if !laidOut && words.LooksLikeJSON(setting.Value) {
			p.text(indent, muted, "Not laid out, for it isn't valid JSON: as it came.")
		}
	}
	switch {
	case !setting.Known:
		p.text(indent, muted, "Not known to us.")
	case setting.Odd():
		p.text(indent, muted, "None of the values that are known: "+
			strings.Join(setting.Valid, ", ")+".")
	case setting.Meaning != "":
		p.text(indent, muted, setting.Meaning)
	}
	if setting.Described != "" {
		p.text(indent, muted, "AWS: "+setting.Described)
	}
}

// settingLine puts a value at the end of its key's line, or beneath it where there is no room.
func settingLine(p *page, key string, look theme.Look, value string) {
	if len(key)+len(value)+2 <= p.width && isASCII(value) && isASCII(key) &&
		!strings.Contains(value, "\n") {
		p.row(func(out *line) {
			out.put(theme.Look{}, key).before(p.width, look, value)
		})
		return
	}
	p.text(0, theme.Look{}, key)
	p.text(indent, look, value)
}

func strong(look theme.Look) theme.Look {
	look.Strong = look.Role == theme.Text
	return look
}
