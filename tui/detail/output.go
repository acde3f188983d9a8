package detail

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"exportwatch/model"
	"exportwatch/model/words"
	"exportwatch/theme"
	"exportwatch/tui/canvas"
	"exportwatch/tui/cells"
)

// drawOutput says where and how the files are written, and how to look for oneself.
func drawOutput(p *canvas.Page, v view) {
	execution, _ := v.run.Execution()
	export := execution.Export
	d := export.Destination
	for _, fact := range [][3]string{
		{"Bucket", d.Bucket},
		{"Owner", d.Owner, owner(d.Owner, v.run.Ref.Account())},
		{"Region", d.Region},
		{"Prefix", d.Prefix},
		{"Format", formatWord(d.Format), extension(d)},
		{"Compression", d.Compression},
		{"Output type", d.OutputType},
	} {
		drawFact(p, fact[0], fact[1], fact[2])
	}
	said, code := overwriteRule(d.Overwrite)
	drawFact(p, "Overwrite", said, code)
	said, code = words.Refresh(export)
	drawFact(p, "Refresh", said, code)
	drawRoots(p, execution)
	drawThere(p, v)
	p.Head("Read it safely")
	if execution.Status == model.DeliveryInProcess {
		p.Remarks(words.Explain(v.run).Read)
	}
	p.Text(canvas.Indent, theme.Look{}, "The manifest is written last. Read only what it lists: "+
		"left-over files can be empty.")
	drawCommands(p, v, export)
}

// drawFact puts a value beside its label, and a note on it behind, or beneath where there is no
// room.
func drawFact(p *canvas.Page, label, value, note string) {
	const labels = 13
	muted := theme.Look{Role: theme.Muted}
	value, look := orNotSaid(value)
	if whole := value + "  " + note; cells.IsASCII(whole) && len(whole) <= p.Width-labels {
		p.Row(func(out *canvas.Line) {
			out.PutIn(labels-1, muted, label).To(labels).Put(look, value).Put(muted, "  "+note)
		})
		return
	}
	p.Pair(label, labels, look, value)
	if note != "" {
		p.Pair("", labels, muted, note)
	}
}

// owner says whose bucket it is.
func owner(owner, account string) string {
	switch {
	case owner == "" || account == "":
		return ""
	case owner == account:
		return "same account"
	default:
		return "another account than the export's"
	}
}

// formatWord returns how people call a format.
func formatWord(format string) string {
	switch format {
	case "PARQUET":
		return "Parquet"
	case "TEXT_OR_CSV":
		return "CSV"
	default:
		return format
	}
}

// extension returns how the names of data files end, where AWS documents it.
func extension(d model.Destination) string {
	switch {
	case d.Format == "PARQUET":
		return ".snappy.parquet"
	case d.Format == "TEXT_OR_CSV" && d.Compression == "GZIP":
		return ".csv.gz"
	default:
		return ""
	}
}

// overwriteRule says in plain words what becomes of earlier files, and AWS's code for it.
func overwriteRule(rule string) (said, code string) {
	switch rule {
	case model.OverwriteReport:
		return "yes: each run replaces the files of its partition", rule
	case model.CreateNewReport:
		return "no: each run writes new files beside the earlier ones", rule
	default:
		return rule, ""
	}
}

func drawRoots(p *canvas.Page, execution model.Execution) {
	muted := theme.Look{Role: theme.Muted}
	p.Head("Where the files are")
	root := execution.Export.DataRoot()
	if root == "" {
		p.Text(canvas.Indent, muted, "Not known: AWS's answer lacks the bucket or the name.")
		return
	}
	p.Text(canvas.Indent, theme.Look{}, root)
	p.Text(canvas.Indent, theme.Look{}, execution.Export.MetadataRoot())
	if execution.Export.Destination.Prefix == "" {
		p.Text(canvas.Indent, muted, "The form for an empty prefix is inferred.")
	}
	partitions := model.LikelyPartitions(execution.Export.Table(), execution.CreatedAt)
	if len(partitions) == 0 {
		return
	}
	text := "Likely under " + partitions[0] + "/"
	if len(partitions) > 1 {
		text += " or, early in the month, " + partitions[1] + "/"
	}
	text += ": inferred from the run's date; AWS doesn't say which period."
	if strings.HasPrefix(partitions[0], "billing_period=") {
		text += " AWS doesn't document the case of billing_period; if nothing is there, try capitals."
	}
	p.Text(canvas.Indent, muted, text)
}

// drawCommands shows the commands that let the reader see for himself.
func drawCommands(p *canvas.Page, v view, export *model.Export) {
	profile := v.run.Account.Profile
	if files := words.ListFilesCommand(export, profile); files != nil {
		p.HeadWith("See for yourself", p.Pen.Keys.Letter(FilesLetter)+" copies the line")
		drawCommand(p, canvas.Indent, files)
	}
	p.HeadWith("Call the API yourself", p.Pen.Keys.Letter(AskingLetter)+" copies the line")
	drawCommand(p, canvas.Indent, words.GetExecutionCommand(v.run.Ref, profile, v.run.Ref.Region()))
}

// drawCommand adds a command of the shell that breaks between its parts, an option from its value
// where both don't fit into a line, and nowhere else, unless a word is wider than the page.
func drawCommand(p *canvas.Page, at int, command words.Command) {
	const more = ` \`
	room := p.Width - at - len(more)
	var said []string
	for _, part := range command {
		option, value, paired := strings.Cut(part, " ")
		if paired && strings.HasPrefix(part, "--") && ansi.StringWidthWc(part) > room {
			said = append(said, option, value)
			continue
		}
		said = append(said, part)
	}
	out := said[0]
	for _, word := range said[1:] {
		if ansi.StringWidthWc(out+" "+word) <= room {
			out += " " + word
			continue
		}
		drawPiece(p, at, room, out, more)
		out = word
	}
	drawPiece(p, at, room, out, "")
}

// drawPiece adds a line of a command and what follows its end; a word that is wider takes several.
func drawPiece(p *canvas.Page, at, room int, text, end string) {
	parts := []string{text}
	if ansi.StringWidthWc(text) > room+len(" \\")-len(end) {
		parts = cells.Wrap(text, room)
	}
	for i, part := range parts {
		if i == len(parts)-1 {
			part += end
		}
		p.Row(func(out *canvas.Line) { out.To(at).Put(theme.Look{}, part) })
	}
}
