package detail

import (
	"slices"
	"strings"

	"exportwatch/model"
	"exportwatch/model/watch"
	"exportwatch/model/words"
	"exportwatch/theme"
	"exportwatch/tui/canvas"
	"exportwatch/tui/cells"
)

// tablesTab is the name of the tab that explains the settings of tables.
const tablesTab = "Tables"

// ExplainsTables says whether that tab is open.
func (d *Pane) ExplainsTables() bool { return tabs()[d.tab].name == tablesTab }

// drawTables says of each table that the run's copy of the export configures, or at least selects
// from, what each of its settings is and what that means.
func drawTables(p *canvas.Page, v view) {
	execution, _ := v.run.Execution()
	tables := execution.Export.Tables
	if name := execution.Export.Table(); len(tables) == 0 && name != "" {
		tables = []model.TableConfiguration{{Table: name}}
	}
	catalog := words.CatalogOf(v.run.Account)
	if len(tables) == 0 {
		p.Text(0, theme.Look{}, "AWS returned no table configurations.")
		return
	}
	for i, table := range tables {
		if i > 0 {
			p.Blank()
		}
		drawTable(p, v, catalog, table, i == 0)
	}
}

// drawTable says it of one; of the first, where that comes from.
func drawTable(
	p *canvas.Page, v view, catalog words.Catalog, table model.TableConfiguration, first bool,
) {
	muted := theme.Look{Role: theme.Muted}
	tableHead(p, catalog, table.Table)
	settings := catalog.Settings(table)
	if first {
		p.Text(0, muted, "Set at creation, per AWS documentation.")
	}
	if first && len(settings) > 0 {
		p.Text(0, muted, meanings(v.run.Account))
	}
	if unlisted(v.run.Account, table.Table) {
		p.Text(0, theme.Look{Role: theme.Warn}, "AWS doesn't list this table.")
	}
	if len(settings) == 0 {
		p.Blank()
		p.Text(canvas.Indent, theme.Look{}, "No settings.")
	}
	for _, setting := range settings {
		p.Blank()
		drawSetting(p, setting)
	}
}

// tableHead names a table as AWS does, and as people do.
func tableHead(p *canvas.Page, catalog words.Catalog, name string) {
	ours, known := words.BuiltInTables().Table(name)
	label := ours.Label
	if !known {
		label = "unknown to exportwatch"
		if table, listed := catalog.Table(name); listed {
			label = table.Description
		}
	}
	value, look := orNotSaid(name)
	muted := theme.Look{Role: theme.Muted}
	if whole := value + "  " + label; cells.IsASCII(whole) && len(whole) <= p.Width {
		p.Row(func(out *canvas.Line) { out.Put(strong(look), value).Put(muted, "  "+label) })
		return
	}
	p.Text(0, strong(look), value)
	if label != "" {
		p.Text(0, muted, label)
	}
}

// unlisted says whether AWS listed its tables, and this is none of them.
func unlisted(account *watch.Account, table string) bool {
	tables, listed := account.Tables()
	return listed && table != "" &&
		!slices.ContainsFunc(tables, func(t model.ListedTable) bool { return t.Name == table })
}

// meanings says where the meanings of settings come from.
func meanings(account *watch.Account) string {
	fault := account.TablesFault()
	_, listed := account.Tables()
	switch {
	case listed:
		return "Our explanation first, then AWS's description."
	case account.AskingTables():
		return "Built-in meanings; loading AWS's descriptions."
	case fault == nil:
		return "Built-in meanings."
	case fault.Kind == model.FaultDenied:
		return "Built-in meanings: AWS refused to list tables."
	default:
		return "Built-in meanings: AWS didn't list tables (" + words.FaultPhrase(fault) + ")."
	}
}

// drawSetting draws a key with its value, and beneath it what that means.
func drawSetting(p *canvas.Page, setting words.Setting) {
	muted := theme.Look{Role: theme.Muted}
	switch value, laidOut := words.LayOutJSON(setting.Value); {
	case !setting.Set && setting.Value == "":
		settingLine(p, setting.Key, muted, "not set")
		p.Text(canvas.Indent, muted, "AWS's default applies; which that is isn't documented.")
	case !setting.Set:
		settingLine(p, setting.Key, muted, "not set, so "+setting.Value)
	case laidOut && strings.Contains(value, "\n"):
		settingLine(p, setting.Key, muted, "JSON")
		drawCode(p, canvas.Indent, theme.Look{Strong: true}, value)
	case setting.AsAWSAdds():
		settingLine(p, setting.Key, muted, "as AWS adds it")
		p.Text(canvas.Indent, theme.Look{Strong: true}, value)
	default:
		shown, look := orWords(value, "empty")
		settingLine(p, setting.Key, strong(look), shown)
		if !laidOut && words.LooksLikeJSON(setting.Value) {
			p.Text(canvas.Indent, muted, "Shown as received: not valid JSON.")
		}
	}
	switch {
	case !setting.Known:
		p.Text(canvas.Indent, muted, "Unknown to exportwatch.")
	case setting.Odd():
		p.Text(canvas.Indent, muted, "Not a known value. Known: "+
			strings.Join(setting.Valid, ", ")+".")
	case setting.Meaning != "":
		p.Text(canvas.Indent, muted, setting.Meaning)
	}
	if setting.Described != "" {
		p.Text(canvas.Indent, muted, "AWS: "+setting.Described)
	}
}

// settingLine puts a value at the end of its key's line, or beneath it where there is no room.
func settingLine(p *canvas.Page, key string, look theme.Look, value string) {
	const farthest = 72 // so that the value stands near its key
	end := min(p.Width, farthest)
	if len(key)+len(value)+2 <= end && cells.IsASCII(value) && cells.IsASCII(key) &&
		!strings.Contains(value, "\n") {
		p.Row(func(out *canvas.Line) {
			out.Put(theme.Look{}, key).Before(end, look, value)
		})
		return
	}
	p.Text(0, theme.Look{}, key)
	p.Text(canvas.Indent, look, value)
}

func strong(look theme.Look) theme.Look {
	look.Strong = look.Role == theme.Text
	return look
}
