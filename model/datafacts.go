package model

import (
	"strconv"
	"strings"
	"time"
)

// MaxManifest is the largest manifest that is read, in bytes.
const MaxManifest = 2 << 20

// DataFacts is what AskData found of an export's files: the recent manifests, one of them in full,
// the data files beside it, and those of the delivery to compare them with.
type DataFacts struct {
	Bucket string
	Region string // where the bucket was reached, cleaned; "" if it wasn't

	Metadata ObjectList   // all that lies beneath metadata/ from the month asked for on
	Manifest ManifestFact // the one that was read
	Data     ObjectList   // the files beside it; not asked if there was no manifest
	Before   ObjectList   // those to compare with; not asked if there is nothing to compare with

	// Again is the second look at the metadata, asked only if a file in Data was written after the
	// manifest. Moved says that the manifest was another each time: it is being delivered. Neither
	// of them: the same manifest was still there.
	Again Probe
	Moved bool
	// Spent is how many requests a look took that was given up as the manifest moved.
	Spent int
}

// Requests returns how many requests were sent to S3.
func (f DataFacts) Requests() int {
	return f.Spent + requests(
		f.Metadata.Probe, f.Manifest.Probe, f.Data.Probe, f.Before.Probe, f.Again)
}

// Summary returns how many files were seen.
func (f DataFacts) Summary() string {
	if !f.Metadata.Answered() {
		return "metadata not seen"
	}
	return strconv.Itoa(len(f.Metadata.Objects)) + " objects of metadata, " +
		strconv.Itoa(len(f.Data.Objects)) + " of data"
}

func (DataFacts) result() {}

// ObjectList is a listing of a part of a bucket, in S3's order of keys. Past the caps it is cut:
// what lies there is then at least what it holds.
type ObjectList struct {
	Probe
	Prefix     string // verbatim
	StartAfter string // verbatim; the listing has what comes after it; "" for all
	Objects    []Object
	Pages      int
	Whole      bool // all of it was read
}

// Bytes returns the sum of the sizes that were said.
func (l ObjectList) Bytes() int64 {
	var sum int64
	for _, object := range l.Objects {
		sum += max(0, object.Size)
	}
	return sum
}

// Object is what a listing tells of one object.
type Object struct {
	Key      string    // verbatim, for it goes back to AWS: cleaned before it is shown
	Size     int64     // bytes; -1 where it wasn't said
	Modified time.Time // UTC, whole seconds; zero where it wasn't said
	ETag     string    // cleaned, with its quotes; "" where it wasn't said
	Class    string    // STANDARD, GLACIER …, cleaned; "" where it wasn't said
}

// IsManifest says whether a key is a manifest's: its last part ends so, in any case.
func (o Object) IsManifest() bool {
	return strings.HasSuffix(strings.ToLower(o.Key), "manifest.json")
}

// Folder returns the part of a key between a prefix and its last slash, without either: of a
// manifest its partition, and the run's folder beneath it if it is in one.
func (o Object) Folder(prefix string) string {
	rest := strings.TrimPrefix(o.Key, prefix)
	if cut := strings.LastIndexByte(rest, '/'); cut >= 0 {
		return rest[:cut]
	}
	return ""
}

// ManifestFact is one manifest as it was read.
type ManifestFact struct {
	Probe
	Object          // as it was listed; the zero Object if there was none
	TooLarge bool   // it is larger than MaxManifest and wasn't read
	Body     []byte // the whole text, verbatim; nil if it wasn't read
}

// SampleFacts is what AskSample read: the first four bytes of a file.
type SampleFacts struct {
	Probe
	Key   string // verbatim
	Bytes []byte // at most four; of an empty file none
}

// Requests returns how many requests were sent to S3.
func (f SampleFacts) Requests() int { return f.Probe.Requests }

// Summary returns how many bytes came.
func (f SampleFacts) Summary() string { return strconv.Itoa(len(f.Bytes)) + " bytes" }

func (SampleFacts) result() {}
