package tui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"exportwatch/model"
	"exportwatch/model/words"
	"exportwatch/theme"
)

// drawOutput says where and how the files are written, and how to look for oneself.
func drawOutput(p *page, v view) {
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
	said, code = refresh(export.Frequency)
	drawFact(p, "Refresh", said, code)
	drawRoots(p, execution)
	p.head("Read it safely")
	if execution.Status == model.DeliveryInProcess {
		p.remarks(words.Explain(v.run).Read)
	}
	p.text(indent, theme.Look{}, "The manifest is written last. Read only what it lists: "+
		"left-over files can be empty.")
	drawCommands(p, v, export)
}

// drawFact puts a value beside its label, and a note on it behind, or beneath where there is no
// room.
func drawFact(p *page, label, value, note string) {
	const labels = 13
	muted := theme.Look{Role: theme.Muted}
	value, look := orNotSaid(value)
	if whole := value + "  " + note; isASCII(whole) && len(whole) <= p.width-labels {
		p.row(func(out *line) {
			out.putIn(labels-1, muted, label).to(labels).put(look, value).put(muted, "  "+note)
		})
		return
	}
	p.pair(label, labels, look, value)
	if note != "" {
		p.pair("", labels, muted, note)
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

// refresh says how often an export runs, as AWS describes the only cadence there is, and AWS's code
// for it.
func refresh(frequency string) (said, code string) {
	if frequency == "SYNCHRONOUS" {
		return "as its source changes, up to three times a day", frequency
	}
	return frequency, ""
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

func drawRoots(p *page, execution model.Execution) {
	muted := theme.Look{Role: theme.Muted}
	p.head("Where the files are")
	root := execution.Export.DataRoot()
	if root == "" {
		p.text(indent, muted, "Not known: AWS's answer lacks the bucket or the name.")
		return
	}
	p.text(indent, theme.Look{}, root)
	p.text(indent, theme.Look{}, execution.Export.MetadataRoot())
	if execution.Export.Destination.Prefix == "" {
		p.text(indent, muted, "The form for an empty prefix is our guess.")
	}
	partitions := model.LikelyPartitions(execution.Export.Table(), execution.CreatedAt)
	if len(partitions) == 0 {
		return
	}
	text := "Likely under " + partitions[0] + "/"
	if len(partitions) > 1 {
		text += " or, early in the month, " + partitions[1] + "/"
	}
	p.text(indent, muted, text+": by the run's date; AWS doesn't say which period.")
}

// drawCommands shows the commands that let the reader see for himself.
func drawCommands(p *page, v view, export *model.Export) {
	profile := v.run.Account.Profile
	if files := words.ListFilesCommand(export, profile); files != nil {
		p.headWith("See for yourself", CopyKey+FilesLetter+" copies the line")
		drawCommand(p, indent, files)
	}
	p.headWith("Ask AWS the same", CopyKey+AskingLetter+" copies the line")
	drawCommand(p, indent, words.GetExecutionCommand(v.run.Ref, profile, v.run.Ref.Region()))
}

// drawCommand adds a command of the shell that breaks between its parts, an option from its value
// where both don't fit into a line, and nowhere else, unless a word is wider than the page.
func drawCommand(p *page, at int, command words.Command) {
	const more = ` \`
	room := p.width - at - len(more)
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
func drawPiece(p *page, at, room int, text, end string) {
	parts := []string{text}
	if ansi.StringWidthWc(text) > room+len(" \\")-len(end) {
		parts = wrap(text, room)
	}
	for i, part := range parts {
		if i == len(parts)-1 {
			part += end
		}
		p.row(func(out *line) { out.to(at).put(theme.Look{}, part) })
	}
}
