package check

import (
	"strings"
	"time"

	"exportwatch/model"
)

// Case is what a check is about, and what is known of it from elsewhere than the evidence itself.
type Case struct {
	Sought *model.Sought // never nil
	Now    time.Time     // by AWS's clock

	// Run is the run that is checked; one without an id stands for the export as such.
	Run model.Execution
	// Newest is the newest run of the export that is known, and Delivered the newest delivered one;
	// without an id where there is none.
	Newest, Delivered model.Execution
	Underway          bool // a run of the export is under way

	// Foreign says that the bucket was seen not to belong to whom the export expects as its owner.
	Foreign bool

	// Seen are the manifests that were read before, in any order.
	Seen []Seen
	// IDsMatch says that in this account a manifest was seen to have the id of its run: from then
	// on one with another id is another run's.
	IDsMatch bool
	// TableColumns are the columns that the table had when it was last looked at; nil if it wasn't.
	TableColumns []string
}

// Seen is what is worth remembering of a manifest that was read. All texts are verbatim.
type Seen struct {
	Key       string // the manifest's
	ETag      string
	DataKey   string // of one of the files that it lists; "" if none was seen
	Written   time.Time
	Partition string // as BILLING_PERIOD=2026-11
	Bytes     int64  // of the files that it lists; -1 if not all were seen
	Columns   []string
	// Matched says that it had the id of the run that was checked.
	Matched bool
}

// See returns what is worth remembering of a look at the data, and whether a manifest was read.
func (c Case) See(facts model.DataFacts) (Seen, bool) {
	d, ok := readDelivery(c, facts)
	if !ok {
		return Seen{}, false
	}
	seen := Seen{
		Key: facts.Manifest.Key, ETag: facts.Manifest.ETag, Written: facts.Manifest.Modified,
		Partition: d.partition, Bytes: -1, Columns: names(d.manifest.Columns), Matched: d.matched(),
	}
	if len(d.listed) > 0 {
		seen.DataKey = d.listed[0].Key
	}
	if d.complete() {
		seen.Bytes = d.bytes()
	}
	return seen, true
}

// before returns the manifest that was seen last before this one, of one partition, or of all for
// "".
func (c Case) before(manifest model.Object, partition string) (Seen, bool) {
	var last Seen
	for _, seen := range c.Seen {
		same := seen.Key == manifest.Key && seen.ETag == manifest.ETag
		if same || !seen.Written.Before(manifest.Modified) || !seen.Written.After(last.Written) {
			continue
		}
		if partition == "" || seen.Partition == partition {
			last = seen
		}
	}
	return last, !last.Written.IsZero()
}

// ofRun says whether a run is checked, not the export as such.
func (c Case) ofRun() bool { return c.Run.Ref.ExecutionID != "" }

// overwrites says whether each delivery writes over the one before.
func (c Case) overwrites() bool {
	return c.Sought.Destination.Overwrite == model.OverwriteReport
}

// replaced says whether a delivery is known that is later than the run.
func (c Case) replaced() bool {
	return c.ofRun() && c.Delivered.Ref.ExecutionID != "" && c.Delivered.Ref != c.Run.Ref &&
		c.Delivered.CreatedAt.After(c.Run.CreatedAt)
}

// refusedAt returns when AWS reported that it may not write for the run; the zero time if it
// didn't.
func (c Case) refusedAt() time.Time {
	if c.Run.Status != model.DeliveryFailure || c.Run.Reason != model.InsufficientPermission {
		return time.Time{}
	}
	return c.Run.EndedAt()
}

// address returns an address in the export's bucket, for showing.
func (c Case) address(key string) string {
	return model.Clean("s3://" + c.Sought.Destination.Bucket + "/" + key)
}

// bucketARN returns the bucket's ARN.
func (c Case) bucketARN() string {
	partition := model.Ref{ExportARN: c.Sought.ExportARN}.Partition()
	if partition == "" {
		partition = "aws"
	}
	return "arn:" + partition + ":s3:::" + c.Sought.Destination.Bucket
}

func names(columns []model.Column) []string {
	texts := make([]string, 0, len(columns))
	for _, column := range columns {
		texts = append(texts, column.Name)
	}
	return texts
}

// last returns the part of a key behind its last slash, for showing.
func last(key string) string { return model.Clean(key[strings.LastIndexByte(key, '/')+1:]) }
