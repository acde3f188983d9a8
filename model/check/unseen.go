package check

import (
	"fmt"
	"strings"

	"exportwatch/model"
)

// denied adds what a missing permission would have told.
func (d *draft) denied(action, resource, sentence string) {
	d.Unseen = append(d.Unseen, Unseen{
		Why: UnseenDenied, Sentence: sentence, Action: action, Resource: model.Clean(resource),
	})
}

// failed adds what wasn't seen as no answer came.
func (d *draft) failed(what string, fault *model.Fault) {
	d.Unseen = append(d.Unseen, Unseen{
		Why: UnseenFailed, Sentence: model.Clean(what + " (" + fault.Error() + ")."),
	})
}

// Unanswered returns the section of a check about which nothing could be asked.
func Unanswered(kind Kind, fault *model.Fault) Section {
	s := draft{Section{Kind: kind}}
	what := [...]string{
		KindData:    "Whether the files are there can't be seen",
		KindBucket:  "Whether AWS can write can't be seen",
		KindDrift:   "Whether the export changed can't be seen",
		KindColumns: "Whether the columns still exist can't be seen",
	}[kind]
	if fault.Kind == model.FaultDenied && fault.Action != "" {
		s.denied(fault.Action, "*", what+": that takes "+fault.Action+".")
		return s.done()
	}
	s.failed(what, fault)
	return s.done()
}

// unseenMetadata says that the manifests couldn't be listed.
func (c Case) unseenMetadata(s *draft, facts model.DataFacts) {
	const what = "Whether the files are there can't be seen"
	bucket := model.Clean(c.Sought.Destination.Bucket)
	switch probe := facts.Metadata.Probe; {
	case probe.Refused() && c.Foreign:
		owner, _ := c.Sought.Owner()
		s.denied(
			"",
			"",
			fmt.Sprintf("%s: the bucket isn't %s's, and only that account's is looked "+
				"into.", what, model.Clean(owner)),
		)
	case probe.Refused():
		s.denied(model.ActionListBucket, c.bucketARN(),
			fmt.Sprintf("%s: that takes s3:ListBucket on %s.", what, bucket))
	case probe.Fault != nil && probe.Fault.Kind == model.FaultNotFound:
		s.add(c.noBucket())
	case probe.Fault != nil:
		s.failed(what, probe.Fault)
	}
}

// unseenManifest says that the manifest couldn't be read, and what is there all the same.
func (c Case) unseenManifest(s *draft, facts model.DataFacts) {
	files := dataFiles(facts.Data)
	there := fmt.Sprintf("%s (%s) %s there", counted(len(files), "file"), size(bytesOf(files)),
		verb(len(files), "is", "are"))
	switch {
	case !facts.Data.Answered():
		there = "A manifest is there"
	case !facts.Data.Whole:
		there = "At least " + there
	}
	fault, where := facts.Manifest.Fault, c.Sought.MetadataPrefix()+"*"
	switch {
	case inArchive(facts.Manifest.Object) || fault.Code == "InvalidObjectState":
		archivedManifest(s, facts.Manifest.Class)
	case fault.Kind == model.FaultDenied && strings.Contains(fault.Message, "kms:"):
		s.denied(
			"kms:Decrypt",
			"*",
			there+"; the manifest is encrypted with a KMS key: reading it "+
				"takes kms:Decrypt.",
		)
	case fault.Kind == model.FaultDenied:
		s.denied(model.ActionGetObject, c.bucketARN()+"/"+where, fmt.Sprintf(
			"%s; whether they are all, the manifest would say: s3:GetObject on %s.", there,
			c.address(where)))
	default:
		s.failed(
			there+"; whether they are all, the manifest would say, but it couldn't be read",
			fault,
		)
	}
}

// archivedManifest says that the manifest itself can't be read before a restore.
func archivedManifest(s *draft, class string) {
	if class == "" {
		class = "an archive"
	}
	s.add(Finding{
		ID:       "A9",
		Severity: SeverityFailure,
		Sentence: fmt.Sprintf(
			"The manifest was moved to %s: it can't be read before a restore.",
			class,
		),
		Todo: "Change the bucket's lifecycle rule.",
	})
}

// unseenFiles says that the files couldn't be listed, though the manifest could be read.
func (c Case) unseenFiles(s *draft, probe model.Probe) {
	const what = "Whether the files that the manifest names are there can't be seen"
	switch {
	case probe.Refused():
		s.denied(model.ActionListBucket, c.bucketARN(), fmt.Sprintf(
			"%s: that takes s3:ListBucket on %s.", what, c.address(c.Sought.DataPrefix())))
	case probe.Fault != nil:
		s.failed(what, probe.Fault)
	}
}
