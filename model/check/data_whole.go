package check

import (
	"bytes"
	"fmt"
	"strings"

	"exportwatch/model"
)

// delivered says that all is there, if all that the manifest names was seen.
func (d *delivery) delivered(s *draft, replacing bool) {
	n := len(d.manifest.Files)
	if n == 0 || !d.complete() || replacing {
		return
	}
	all := fmt.Sprintf("all %s files, %s, are there", grouped(n), size(d.bytes()))
	if n == 1 {
		all = fmt.Sprintf("its one file, %s, is there", size(d.bytes()))
	}
	manifest, written := d.facts.Manifest.Object, when(d.facts.Manifest.Modified)
	f := Finding{Severity: SeverityOK}
	switch {
	case d.matched():
		f.ID = "A1"
		f.Sentence = fmt.Sprintf("The manifest%s is this run's (%s); %s.",
			of(d.partition), written, all)
	case d.c.ofRun() && d.c.Run.Status.Delivered() && d.c.inWindow(manifest) && !d.anotherRuns():
		f.ID, f.Certainty = "A2", CertaintyLikely
		f.Sentence = fmt.Sprintf("A manifest was written at %s, within this run; %s.", written, all)
	case !d.c.ofRun() || !d.c.Run.Status.Delivered():
		f.ID = "A2"
		f.Sentence = fmt.Sprintf("The newest manifest%s was written at %s; %s.",
			of(d.partition), written, all)
	default:
		return
	}
	s.add(f)
}

// archived judges files that can't be read before they are restored.
func archived(s *draft, files []model.Object) {
	var moved []model.Object
	for _, object := range files {
		if inArchive(object) {
			moved = append(moved, object)
		}
	}
	if n := len(moved); n > 0 {
		s.add(Finding{
			ID: "A9", Severity: SeverityFailure,
			Sentence: fmt.Sprintf("%s %s moved to %s: %s can't be read before a restore.",
				counted(n, "file"), verb(n, "was", "were"), moved[0].Class, verb(n, "it", "they")),
			Todo: "Change the bucket's lifecycle rule.",
		})
	}
}

// inArchive says whether an object can't be read before it is restored.
func inArchive(object model.Object) bool {
	return object.Class == "GLACIER" || object.Class == "DEEP_ARCHIVE"
}

// extensions judges whether the files end as the export's format has it. That of ZIP isn't known.
func (d *delivery) extensions(s *draft) {
	destination := d.c.Sought.Destination
	var wants string
	switch {
	case destination.Format == "PARQUET":
		wants = ".parquet"
	case destination.Format == "TEXT_OR_CSV" && destination.Compression == "GZIP":
		wants = ".csv.gz"
	default:
		return
	}
	for _, object := range d.listed {
		if strings.HasSuffix(object.Key, wants) {
			continue
		}
		s.add(Finding{
			ID: "A24", Severity: SeverityWarning,
			Sentence: fmt.Sprintf("The files end in %s, the export asks for %s.",
				d.extension(object.Key), format(destination)),
			Todo:   "Compare with the export of today.",
			Remedy: Remedy{Kind: RemedyExport, ExportARN: d.c.Sought.ExportARN},
		})
		return
	}
}

// extension returns how a file's name ends, behind the export's name, for showing.
func (d *delivery) extension(key string) string {
	name := strings.TrimPrefix(last(key), model.Clean(d.c.Sought.Name))
	if _, ext, found := strings.Cut(name, "."); found {
		return "." + ext
	}
	return last(key)
}

// FileToOpen returns the key, verbatim, of a file of which AskSample can read the first bytes: one
// that the manifest names, or any where that isn't known; "" if none would tell anything.
func (c Case) FileToOpen(facts model.DataFacts) string {
	d, _ := readDelivery(c, facts)
	for _, file := range d.there(facts) {
		if file.Size != 0 && !inArchive(file) {
			return file.Key
		}
	}
	return ""
}

// sampled judges the first bytes of a file, which somebody asked to open.
func sampled(s *draft, sample model.SampleFacts) {
	s.Requests += sample.Requests()
	switch {
	case sample.Refused():
		s.add(Finding{
			ID: "A29", Severity: SeverityNote,
			Sentence: "You may list but not read the data; whether others may isn't known.",
		})
	case sample.Asked() && !sample.Answered():
		s.failed("Whether a file can be read can't be seen", sample.Fault)
	case bytes.HasPrefix(sample.Bytes, []byte("PAR1")):
		s.add(opened(sample.Key, "Parquet"))
	case bytes.HasPrefix(sample.Bytes, []byte{0x1f, 0x8b}):
		s.add(opened(sample.Key, "gzip"))
	case sample.Asked():
		s.add(Finding{
			ID: "A28", Severity: SeverityWarning,
			Sentence: fmt.Sprintf("%s can be read with your permissions, but begins neither as "+
				"Parquet nor as gzip does.", last(sample.Key)),
			Todo: "Look at it.",
		})
	}
}

func opened(key, format string) Finding {
	return Finding{
		ID: "A28", Severity: SeverityOK,
		Sentence: fmt.Sprintf("%s can be read with your permissions and is %s.", last(key), format),
	}
}
