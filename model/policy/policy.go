// Package policy judges what a bucket's policy says of one request of Data Exports: whether it is
// let through, refused, or hangs on what nobody documents. It knows the part of AWS's policy
// language that bucket policies for Data Exports are written in; whatever else it meets makes a
// statement one that may or may not apply, never one that is fine. It is pure: no clock, no I/O.
package policy

import "exportwatch/model"

// Service is the name under which Data Exports comes to a bucket.
const Service = "bcm-data-exports.amazonaws.com"

// LegacyService is the name under which legacy Cost and Usage Reports come.
const LegacyService = "billingreports.amazonaws.com"

// The actions that are asked for.
const (
	ActionPut        = "s3:PutObject"
	ActionReadPolicy = "s3:GetBucketPolicy"
)

// Verdict is what a policy says of a request.
type Verdict int

// The verdicts.
const (
	VerdictUnknown    Verdict = iota // it hangs on what isn't documented, or the policy can't be read
	VerdictGranted                   // the policy lets it through: no proof that AWS can write
	VerdictNotGranted                // no statement allows it
	VerdictDenied                    // a statement denies it
)

// String returns the verdict as people read it.
func (v Verdict) String() string {
	return [...]string{
		VerdictUnknown:    "can't tell",
		VerdictGranted:    "granted",
		VerdictNotGranted: "not granted",
		VerdictDenied:     "denied",
	}[v]
}

// Judgement is a verdict and what it rests on.
type Judgement struct {
	Verdict Verdict
	Likely  bool // it rests on an inference about what Data Exports sends
	// Unreadable says why the policy can't be judged at all, cleaned; "" where it can.
	Unreadable string
	// Number and SID name the statement that decides, or the Allow that comes nearest. The first
	// statement is 1; 0 is none. SID is cleaned, and may be empty.
	Number int
	SID    string
	Deny   bool // the statement is no Allow
	// Cause is what in that statement decides, or keeps it from applying.
	Cause Cause
}

// Part is a part of a statement.
type Part int

// The parts, in the order in which a statement is judged.
const (
	PartNone      Part = iota // the statement as a whole
	PartEffect                // neither Allow nor Deny
	PartPrincipal             // or NotPrincipal
	PartAction                // or NotAction
	PartResource              // or NotResource
	PartCondition             // one key of one operator
	PartElement               // an element that isn't known
)

// String returns the part's name.
func (p Part) String() string {
	return [...]string{
		PartNone:      "statement",
		PartEffect:    "Effect",
		PartPrincipal: "Principal",
		PartAction:    "Action",
		PartResource:  "Resource",
		PartCondition: "Condition",
		PartElement:   "element",
	}[p]
}

// Cause is one part of a statement against the request. All texts are cleaned.
type Cause struct {
	Part     Part
	Operator string   // of a condition, as written
	Key      string   // of a condition, as written; else the element's name
	Wants    []string // the values as written, at most MaxWants
	More     int      // values that were left out of Wants
	Sent     string   // what Data Exports sends; "" where that isn't one known text
	State    KeyState // of a condition's key
	Unsure   bool     // whether the part applies can't be told
	Unjudged bool     // the operator or the form isn't one that is judged here
	Literal  bool     // an operator that takes * and ? as letters was given them
	Legacy   bool     // of a principal: it names legacy reports
}

// MaxWants is how many values of a condition are kept for showing.
const MaxWants = 3

// KeyState says what is known of a condition key in a request of Data Exports.
type KeyState int

// The states.
const (
	KeyUnknown KeyState = iota // whether and what is sent isn't documented
	KeySent
	KeyNotSent // as inferred: services don't send it
)

// String returns the state in a few words.
func (s KeyState) String() string {
	return [...]string{KeyUnknown: "not documented", KeySent: "sent", KeyNotSent: "not sent"}[s]
}

// Delivery is what Data Exports does for one export, as far as policies ask about it. Texts are
// verbatim; all but the bucket may be empty.
type Delivery struct {
	ExportARN string
	Bucket    string
	Owner     string // the account that owns the bucket
	Region    string // the bucket's
}

// Request is one request that Data Exports sends.
type Request struct {
	Action   string
	Resource string // the ARN of an object or a bucket

	delivery Delivery
}

// Put returns the request that writes an object.
func (d Delivery) Put(key string) Request {
	return Request{Action: ActionPut, Resource: d.bucketARN() + "/" + key, delivery: d}
}

// ReadPolicy returns the request that reads the bucket's policy.
func (d Delivery) ReadPolicy() Request {
	return Request{Action: ActionReadPolicy, Resource: d.bucketARN(), delivery: d}
}

func (d Delivery) bucketARN() string {
	partition := model.Ref{ExportARN: d.ExportARN}.Partition()
	if partition == "" {
		partition = "aws"
	}
	return "arn:" + partition + ":s3:::" + d.Bucket
}
