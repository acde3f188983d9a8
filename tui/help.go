package tui

import (
	"strconv"

	"github.com/charmbracelet/x/ansi"

	"exportwatch/model"
	"exportwatch/theme"
)

// helpLines returns the help's lines, at most three columns side by side.
func helpLines(p *pen, watch *model.Watchlist, calls [2]int, width int) []string {
	blocks := append(keyBlocks(p), signBlock(p), factBlock(watch, calls))
	return inColumns(p, blocks, width)
}

// block is a part of the help: a head and entries of two columns.
type block struct {
	head    string
	entries [][2]string
}

// keyBlocks makes a block of each group of keys.
func keyBlocks(p *pen) []block {
	var blocks []block
	for _, k := range keys() {
		if len(blocks) == 0 || blocks[len(blocks)-1].head != k.group {
			blocks = append(blocks, block{head: k.group})
		}
		last := &blocks[len(blocks)-1]
		help := k.binding.Help()
		last.entries = append(last.entries, [2]string{p.plain(help.Key), help.Desc})
	}
	return blocks
}

func signBlock(p *pen) block {
	s := p.theme.Signs
	return block{
		"Signs",
		[][2]string{
			{s.Failed, "AWS says it failed"},
			{s.Attention, "no answer, unknown status"},
			{s.Busy, "under way"},
			{s.Good, "delivered; station passed"},
			{s.Pending, "station not reached"},
			{
				s.Track + s.Track + s.TrackHead + s.Pending + s.Pending,
				"third station of five:",
			},
			{"", "accepted, queued, query,"},
			{"", "delivery, delivered"},
			{"word?", "not up to date: no answer"},
			{"~10:05", "seen by us, not said by AWS"},
		},
	}
}

func factBlock(watch *model.Watchlist, calls [2]int) block {
	return block{"This hour", [][2]string{
		{strconv.Itoa(calls[0]), "calls to AWS"},
		{strconv.Itoa(calls[1]), "of them throttled"},
		{model.Span(watch.Interval()), "between questions about a run"},
	}}
}

// inColumns lays blocks out in as many columns as fit, filling each from the top.
func inColumns(p *pen, blocks []block, width int) []string {
	count := max(1, min(3, width/38))
	total := 0
	for _, b := range blocks {
		total += len(b.entries) + 2
	}
	share := (total + count - 1) / count
	columns := make([][]*line, count)
	at, columnWidth := 0, width/count
	for _, b := range blocks {
		if at < count-1 && len(columns[at]) > 0 && len(columns[at])+len(b.entries)/2 > share {
			at++
		}
		columns[at] = append(columns[at], b.draw(p, columnWidth)...)
	}
	return zip(p, columns, columnWidth, width)
}

func (b block) draw(p *pen, width int) []*line {
	lines := []*line{p.line(width).put(theme.Look{Strong: true}, b.head)}
	meaning := indent
	for _, entry := range b.entries {
		meaning = max(meaning, indent+ansi.StringWidthWc(entry[0])+2)
	}
	for _, entry := range b.entries {
		lines = append(lines, p.line(width-1).to(indent).put(theme.Look{Strong: true}, entry[0]).
			to(meaning).put(theme.Look{Role: theme.Muted}, entry[1]))
	}
	return append(lines, p.line(width))
}

// zip puts columns side by side.
func zip(p *pen, columns [][]*line, columnWidth, width int) []string {
	height := 0
	for _, column := range columns {
		height = max(height, len(column))
	}
	lines := make([]string, height)
	for i := range lines {
		for _, column := range columns {
			if i < len(column) {
				column[i].width = columnWidth
				lines[i] += column[i].String()
			} else {
				lines[i] += p.line(columnWidth).String()
			}
		}
		lines[i] += spaces(width - columnWidth*len(columns))
	}
	return lines
}
