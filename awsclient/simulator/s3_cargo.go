package simulator

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// cargo is what a run delivers.
type cargo struct {
	name      string
	extension string
	magic     string
	class     string
	sizes     []int64 // of all files, those without data included
	filled    int     // how many of them hold data: the manifest names these
}

// file is the name of the i-th file.
func (c cargo) file(i int) string { return fmt.Sprintf("%s-%05d.%s", c.name, i+1, c.extension) }

const (
	mebibyte    = 1 << 20
	largestFile = 40 * mebibyte
	emptied     = 312 // bytes of a file that an earlier, larger delivery left
)

// cargo is that of run k in a partition: it grows with the days of the month that it covers.
func (s *Server) cargo(e *export, p partition, k int) cargo {
	output := e.current.DestinationConfigurations.S3Destination.S3OutputConfigurations
	c := cargo{name: e.name, extension: "snappy.parquet", magic: "PAR1", class: "STANDARD"}
	if output.Format == "TEXT_OR_CSV" {
		c.extension, c.magic = "csv.gz", "\x1f\x8b\x08\x00"
	}
	if e.name == "recommendations" { // a lifecycle rule that somebody meant for other files
		c.class = "DEEP_ARCHIVE"
	}
	usual := newStream(s.seed, "cargo", e.arn)
	daily := float64(2+usual.at(0, "daily").IntN(9)) * mebibyte
	covered := s.clock.wall(e.runs.start(k)).Sub(p.begins).Hours() / 24
	covered = min(max(covered, 0.1), 31)
	if covered < 2 && p.begins.Day() == 1 {
		covered /= 10 // next to nothing is billed yet
	}
	total := daily * covered * (1 + 0.03*(usual.at(k, "size").Float64()-0.5))
	if k == 0 && strings.HasPrefix(e.name, "focus-1-2-chargeback") {
		total *= 0.59 // as after a filter that somebody added
	}
	c.filled = 1 + int(total)/largestFile
	for range c.filled {
		c.sizes = append(c.sizes, int64(total)/int64(c.filled))
	}
	if strings.HasPrefix(e.name, "cid-cur2") {
		c.sizes = append(c.sizes, emptied, emptied)
	}
	return c
}

// manifest is the manifest that a delivery writes.
func (s *Server) manifest(t tree, p partition, d delivery, c cargo) string {
	snapshot := t.e.snapshot(d.run)
	to := snapshot.DestinationConfigurations.S3Destination
	dir := root(snapshot) + "data/" + p.name + "/"
	if to.S3OutputConfigurations.Overwrite == "CREATE_NEW_REPORT" {
		dir += s.folder(t.e, d.run) + "/"
	}
	content := wireManifest{
		ExecutionID: t.e.runs.id(d.run), ExportARN: t.e.arn, Columns: snapshot.columns(),
		DataFiles: make([]string, 0, c.filled),
	}
	for i := range c.filled {
		content.DataFiles = append(content.DataFiles, "s3://"+to.S3Bucket+"/"+dir+c.file(i))
	}
	text, err := json.MarshalIndent(content, "", "  ")
	if err != nil {
		return "" // texts and lists can be encoded
	}
	return oddManifest(t.e.quirks.s3, string(text))
}

// wireManifest holds what is known of a manifest, and an ARN.
type wireManifest struct {
	ExecutionID string           `json:"executionId"`
	ExportARN   string           `json:"exportArn"`
	Columns     []manifestColumn `json:"columns"`
	DataFiles   []string         `json:"dataFiles"`
}

type manifestColumn struct {
	Name string `json:"name"`
	Type string `json:"type"`
}

// columns are the columns that the query's SELECT list gives, by their aliases.
func (e *wireExport) columns() []manifestColumn {
	list, _, _ := strings.Cut(strings.TrimPrefix(e.DataQuery.QueryStatement, "SELECT "), " FROM ")
	var columns []manifestColumn
	for item := range strings.SplitSeq(list, ", ") {
		name := item
		if _, alias, ok := strings.Cut(item, " AS "); ok {
			name = alias
		}
		columns = append(columns, manifestColumn{name, strings.ToLower(column(name).Type)})
	}
	slices.SortStableFunc(columns, func(a, b manifestColumn) int {
		return strings.Compare(a.Name, b.Name)
	})
	return columns
}
