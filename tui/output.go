package tui

import (
	"exportwatch/model"
	"exportwatch/theme"
)

// drawOutput says where and how the files are written.
func drawOutput(p *page, v view) {
	execution, _ := v.run.Execution()
	export := execution.Export
	d := export.Destination
	const labels = 13
	owner := d.Owner
	switch account := v.run.Ref.Account(); {
	case owner == "" || account == "":
	case owner == account:
		owner += ", the export's account"
	default:
		owner += ", another account than the export's"
	}
	for _, pair := range [][2]string{
		{"Bucket", d.Bucket},
		{"Owner", owner},
		{"Region", d.Region},
		{"Prefix", d.Prefix},
		{"Format", d.Format},
		{"Compression", d.Compression},
		{"Output type", d.OutputType},
		{"Overwrite", overwriteRule(d.Overwrite)},
		{"Refresh", export.Frequency},
	} {
		value, look := orNotSaid(pair[1])
		p.pair(pair[0], labels, look, value)
	}
	drawRoots(p, execution)
	p.head("Read it safely")
	p.text(indent, theme.Look{}, "The manifest is written last. Read only what it lists: "+
		"left-over files can be empty.")
}

func overwriteRule(rule string) string {
	switch rule {
	case model.OverwriteReport:
		return "yes: each run replaces the files of its partition. " + rule
	case model.CreateNewReport:
		return "no: each run writes new files beside the earlier ones. " + rule
	default:
		return rule
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
	p.text(indent, theme.Look{Strong: true}, root)
	p.text(indent, theme.Look{Strong: true}, execution.Export.MetadataRoot())
	if execution.Export.Destination.Prefix == "" {
		p.text(indent, muted, "The form for an empty prefix is our guess.")
	}
	partitions := model.LikelyPartitions(execution.Export.Table(), execution.CreatedAt)
	for i, partition := range partitions {
		words := "Likely under "
		if i > 0 {
			words = "or, early in the month, "
		}
		p.text(indent, muted, words+partition+"/")
	}
	if len(partitions) > 0 {
		p.text(indent, muted, "By the run's date; AWS doesn't say which period a run is for.")
	}
}
