package check

import (
	"fmt"
	"slices"
	"time"

	"exportwatch/model"
)

// Data judges what lies in the bucket: which manifest is the run's, and whether what it names is
// there, whole, and like what was there before. The sample is nil if no file was opened.
func (c Case) Data(facts model.DataFacts, sample *model.SampleFacts) Section {
	s := draft{Section{Kind: KindData, LookedAt: facts.Metadata.At, Requests: facts.Requests()}}
	if !facts.Metadata.Answered() {
		c.unseenMetadata(&s, facts)
		return s.done()
	}
	manifests := manifestsOf(facts)
	if len(manifests) == 0 {
		c.noManifest(&s, facts)
		return s.done()
	}
	d, readable := readDelivery(c, facts)
	if !readable && !facts.Moved {
		c.unreadManifest(&s, facts)
	}
	replacing := d.replacing(&s)
	c.whichManifest(&s, d, manifests)
	p := periodsOf(facts, manifests)
	c.present(&s, facts, p)
	if readable {
		d.sizes(&s)
		d.files(&s)
		d.columns(&s)
		d.delivered(&s, replacing)
	}
	archived(&s, d.there(facts))
	c.past(&s, facts, p)
	if sample != nil {
		sampled(&s, *sample)
	}
	return s.done()
}

// manifestsOf returns the manifests that were listed, the oldest first.
func manifestsOf(facts model.DataFacts) []model.Object {
	var manifests []model.Object
	for _, object := range facts.Metadata.Objects {
		if object.IsManifest() {
			manifests = append(manifests, object)
		}
	}
	slices.SortStableFunc(manifests, func(a, b model.Object) int {
		return a.Modified.Compare(b.Modified)
	})
	return manifests
}

// noManifest judges that there is none.
func (c Case) noManifest(s *draft, facts model.DataFacts) {
	where := "under " + c.address(facts.Metadata.Prefix)
	if facts.Metadata.StartAfter != "" {
		where += " from " + last(facts.Metadata.StartAfter) + " on"
	}
	if n := len(facts.Metadata.Objects); !facts.Metadata.Whole {
		s.capped(fmt.Sprintf(
			"At least %s %s %s, none of them a manifest; the others weren't looked at.",
			counted(n, "object"), verb(n, "lies", "lie"), where))
		return
	}
	delivery := c.Delivered
	if c.Run.Status.Delivered() {
		delivery = c.Run
	}
	if !delivery.Status.Delivered() {
		f := Finding{
			ID: "A4", Severity: SeverityNote, Todo: "Wait.",
			Sentence: "Nothing was delivered yet; the first delivery takes up to 24 hours.",
		}
		if facts.Metadata.StartAfter != "" {
			f.Certainty = CertaintyLikely
			f.Sentence = "Most likely nothing was delivered yet: there is no manifest " + where +
				". The first delivery takes up to 24 hours."
		}
		s.add(f)
		return
	}
	from, ended := last(facts.Metadata.StartAfter), delivery.EndedAt()
	if first, known := beginning(from); known && !ended.IsZero() && ended.Before(first) {
		s.capped(fmt.Sprintf("AWS reports the last delivery%s; manifests from before %s weren't "+
			"looked at.", at(ended), period(from)))
		return
	}
	s.add(Finding{
		ID: "A3", Severity: SeverityFailure,
		Sentence: fmt.Sprintf("AWS reports a delivery%s, but there is no manifest %s.",
			at(ended), where),
		Todo:   "Look whether bucket or prefix changed, or a lifecycle rule deletes.",
		Remedy: c.listFiles(facts.Metadata.Prefix),
	})
}

// whichManifest judges whether one of the manifests is the run's, if AWS reports its delivery.
func (c Case) whichManifest(s *draft, d *delivery, manifests []model.Object) {
	if !c.ofRun() || !c.Run.Status.Delivered() || d.matched() {
		return
	}
	window := slices.ContainsFunc(manifests, c.inWindow)
	if window && !d.anotherRuns() || c.Sought.To.IsZero() {
		return
	}
	newest := manifests[len(manifests)-1].Modified
	if c.overwrites() && newest.After(c.Sought.To) {
		s.add(c.overwritten(newest))
		return
	}
	said := fmt.Sprintf("AWS reports a delivery%s, but the newest manifest is from %s.",
		at(c.Run.EndedAt()), when(newest))
	if newest.After(c.Sought.From) {
		said = fmt.Sprintf(
			"AWS reports a delivery%s, but no manifest is this run's; the newest is "+
				"from %s.",
			at(c.Run.EndedAt()),
			when(newest),
		)
	}
	s.add(Finding{
		ID: "A5", Severity: SeverityFailure, Certainty: CertaintyLikely, Sentence: said,
		Todo:   "Compare the destination with the export of today.",
		Remedy: Remedy{Kind: RemedyExport, ExportARN: c.Sought.ExportARN},
	})
}

// overwritten judges that a manifest is newer than the run.
func (c Case) overwritten(newest time.Time) Finding {
	f := Finding{
		ID: "A6", Severity: SeverityNote,
		Sentence: "A later run has replaced this one's files; they can't be checked any more.",
	}
	if !c.replaced() {
		f.Certainty = CertaintyLikely
		f.Sentence = fmt.Sprintf(
			"The newest manifest is from %s, after this run: most likely a later "+
				"run has replaced its files.",
			when(newest),
		)
	}
	return f
}

// inWindow says whether a manifest was written within the run.
func (c Case) inWindow(manifest model.Object) bool {
	return !c.Sought.To.IsZero() && !manifest.Modified.Before(c.Sought.From) &&
		!manifest.Modified.After(c.Sought.To)
}

// unreadManifest judges that the manifest couldn't be read.
func (c Case) unreadManifest(s *draft, facts model.DataFacts) {
	manifest := facts.Manifest
	partition := partitionOf(manifest.Folder(facts.Metadata.Prefix))
	var why string
	switch {
	case manifest.TooLarge:
		why = errTooLarge().Error()
	case !manifest.Asked():
		return
	case !manifest.Answered():
		c.unseenManifest(s, facts)
		return
	default:
		read, err := ReadManifest(manifest.Body)
		if read.Legacy {
			s.add(Finding{
				ID:       "A26",
				Severity: SeverityNote,
				Sentence: "This is a manifest of a legacy Cost and Usage Report, not of this export.",
			})
		}
		if err == nil {
			return
		}
		why = err.Error()
	}
	s.add(Finding{
		ID: "A27", Severity: SeverityWarning,
		Sentence: fmt.Sprintf("The manifest%s can't be read (%s).", of(partition), why),
		Todo:     "Look at it.",
		Remedy: Remedy{
			Kind: RemedyReadManifest, Bucket: c.Sought.Destination.Bucket, Key: manifest.Key,
		},
	})
}

// listFiles is the remedy that lists what lies beneath a prefix.
func (c Case) listFiles(prefix string) Remedy {
	return Remedy{Kind: RemedyListFiles, Bucket: c.Sought.Destination.Bucket, Key: prefix}
}

// at writes " at 25 Nov 06:14 UTC"; "" for a time that isn't known.
func at(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return " at " + when(t)
}
