package check

import (
	"fmt"
	"strings"
	"time"

	"exportwatch/model"
)

// files judges the files that the manifest names, and those beside them.
func (d *delivery) files(s *draft) {
	if n := len(d.elsewhere); n > 0 {
		s.add(Finding{
			ID:       "A25",
			Severity: SeverityWarning,
			Sentence: fmt.Sprintf(
				"The manifest names files in %s: it was copied, or the export was "+
					"moved.",
				model.Clean(d.elsewhere[0].Bucket),
			),
		})
	}
	if !d.facts.Data.Answered() {
		d.c.unseenFiles(s, d.facts.Data.Probe)
		return
	}
	if there := len(dataFiles(d.facts.Data)); d.unsought > 0 {
		s.capped(fmt.Sprintf(
			"At least %s, %s, %s there; %s of the %s that the manifest names weren't looked for.",
			counted(there, "file"), size(d.facts.Data.Bytes()), verb(there, "is", "are"),
			grouped(d.unsought), grouped(len(d.manifest.Files))))
	}
	if n := len(d.missing); n > 0 {
		s.add(Finding{
			ID: "A7", Severity: SeverityFailure,
			Sentence: fmt.Sprintf("%s of %s that the manifest names %s exist: %s.",
				grouped(n), counted(len(d.manifest.Files), "file"), verb(n, "doesn't", "don't"),
				last(d.missing[0].Key)),
			Todo:   "Don't load this period. Ask who deletes there; wait for the next delivery.",
			Remedy: d.c.listFiles(d.facts.Data.Prefix),
		})
	}
	d.empty(s)
	d.extensions(s)
	if d.c.overwrites() {
		d.beside(s)
	}
}

// empty judges files that are too small to hold anything.
func (d *delivery) empty(s *draft) {
	var empty []model.Object
	for _, object := range d.listed {
		least := int64(1)
		switch {
		case strings.HasSuffix(object.Key, ".parquet"):
			least = 12 // its marks at both ends, and the length of what is between
		case strings.HasSuffix(object.Key, ".gz"):
			least = 20 // of nothing
		}
		if object.Size >= 0 && object.Size < least {
			empty = append(empty, object)
		}
	}
	if n := len(empty); n > 0 {
		s.add(Finding{
			ID: "A8", Severity: SeverityWarning,
			Sentence: fmt.Sprintf("%s that the manifest names %s empty: %s.",
				counted(n, "file"), verb(n, "is", "are"), last(empty[0].Key)),
			Todo: "Load, but compare the sums.",
		})
	}
}

// beside judges files that the manifest doesn't name.
func (d *delivery) beside(s *draft) {
	const small = 64 << 10
	var largest int64
	for _, object := range d.listed {
		largest = max(largest, object.Size)
	}
	var emptied, more []model.Object
	for _, object := range d.surplus {
		switch {
		case object.Size < 0:
		case object.Size == 0, object.Size <= small && object.Size*20 <= largest:
			emptied = append(emptied, object)
		case object.Modified.Before(d.facts.Manifest.Modified):
			more = append(more, object)
		}
	}
	if n := len(emptied); n > 0 {
		s.add(Finding{
			ID:       "A10",
			Severity: SeverityNote,
			Sentence: fmt.Sprintf(
				"%s %s beside them, most likely left empty by an earlier, larger delivery: read "+
					"only what the manifest lists.",
				counted(n, "small file"),
				verb(n, "lies", "lie"),
			),
		})
	}
	if n := len(more); n > 0 {
		s.add(Finding{
			ID:       "A11",
			Severity: SeverityWarning,
			Sentence: fmt.Sprintf(
				"%s, %s, %s in the manifest: whoever lists the folder counts them, "+
					"too.",
				counted(n, "more file"),
				size(bytesOf(more)),
				verb(n, "isn't", "aren't"),
			),
			Todo: "Read by the manifest.",
		})
	}
}

// replacing judges whether the files are being replaced, or were changed after the manifest.
func (d *delivery) replacing(s *draft) bool {
	manifest := d.facts.Manifest.Modified
	since := newerThan(dataFiles(d.facts.Data), manifest)
	if !since.IsZero() && d.c.Underway || d.facts.Moved {
		said := "The manifest was replaced while it was looked at: what is read now is a mixture."
		if !since.IsZero() {
			said = fmt.Sprintf(
				"The files are being replaced since %s: what is read now is a mixture.",
				when(since),
			)
		}
		s.add(Finding{
			ID: "A12", Severity: SeverityWarning, Sentence: said, Todo: "Wait for the manifest.",
		})
		return true
	}
	since = newerThan(d.listed, manifest)
	if since.IsZero() || !d.facts.Again.Answered() {
		return false
	}
	s.add(Finding{
		ID: "A13", Severity: SeverityWarning, Certainty: CertaintyLikely,
		Sentence: fmt.Sprintf("Files changed at %s, after the manifest: most likely a delivery "+
			"stopped half-way, or somebody else writes there.", when(since)),
		Todo: "Don't load; wait for the next delivery.",
	})
	return true
}

// newerThan returns when the first of the files was written that is newer than the manifest, by more
// than S3's clock is rounded; the zero time if none is.
func newerThan(files []model.Object, manifest time.Time) time.Time {
	const rounding = 2 * time.Second
	var first time.Time
	for _, object := range files {
		newer := !manifest.IsZero() && object.Modified.After(manifest.Add(rounding))
		if newer && (first.IsZero() || object.Modified.Before(first)) {
			first = object.Modified
		}
	}
	return first
}
