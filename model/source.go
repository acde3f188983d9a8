package model

import (
	"context"
	"strconv"
	"time"
)

// AskKind says which operation a question is for, or which evidence (see Sought).
type AskKind int

// The kinds.
const (
	AskExecution  AskKind = iota // GetExecution
	AskExports                   // ListExports
	AskExecutions                // ListExecutions
	AskTables                    // ListTables

	AskBucket  // HeadBucket, GetBucketPolicy, GetBucketEncryption
	AskData    // ListObjectsV2, GetObject
	AskSample  // GetObject, four bytes
	AskCurrent // GetExport
	AskTable   // GetTable
)

// Evidence says whether it is about evidence: such a question is asked when a check wants it, and
// its reply holds its facts or, if nothing could be asked at all, a *Fault.
func (k AskKind) Evidence() bool { return k >= AskBucket }

// String returns the operation, the first of several.
func (k AskKind) String() string {
	switch k {
	case AskExecution:
		return "GetExecution"
	case AskExports:
		return "ListExports"
	case AskExecutions:
		return "ListExecutions"
	case AskBucket:
		return "GetBucketPolicy"
	case AskData:
		return "ListObjectsV2"
	case AskSample:
		return "GetObject"
	case AskCurrent:
		return "GetExport"
	case AskTable:
		return "GetTable"
	case AskTables:
	}
	return "ListTables"
}

// Ask is one question to AWS.
type Ask struct {
	Kind    AskKind
	Profile string    // whose credentials to use; "" is the default
	Ref     Ref       // of AskExecution; of AskExecutions the export's ARN alone
	All     bool      // of AskExecutions: read every page, not the first alone
	Sought  *Sought   // of the kinds of evidence: what about; shared, never changed
	At      time.Time // when it is asked, this machine's clock
	Held    time.Time // when the answer or fault came that the asker has of it; zero for none
	Ticket  int       // by which the one who asked knows it again; nobody else reads it
}

// Result is what a question ended with: an Answer, an ExportList, an ExecutionList, a TableList or
// facts of evidence, as its kind wants it, or a *Fault.
//
//sumtype:decl
type Result interface {
	// Summary says in a few words what came, for a log.
	Summary() string
	result()
}

func (Answer) result()        {}
func (ExportList) result()    {}
func (ExecutionList) result() {}
func (TableList) result()     {}
func (*Fault) result()        {}

// Summary returns the status.
func (a Answer) Summary() string { return string(a.Execution.Status) }

// Summary returns the number of exports.
func (l ExportList) Summary() string { return strconv.Itoa(len(l.Exports)) + " exports" }

// Summary returns the number of executions.
func (l ExecutionList) Summary() string { return strconv.Itoa(len(l.Executions)) + " executions" }

// Summary returns the number of tables.
func (l TableList) Summary() string { return strconv.Itoa(len(l.Tables)) + " tables" }

// Summary returns the fault on one line.
func (f *Fault) Summary() string { return f.Error() }

// Reply is a question with what it ended with.
type Reply struct {
	Ask     Ask
	Result  Result
	Retries int // requests that were sent beside those that its calls took
	// CameAt is when it came, this machine's clock, where it is shared and may have come a while ago.
	// Zero means that it has just come. The question's At is when AWS was asked then.
	CameAt time.Time
}

// Fault returns the fault that the question ended with, or nil.
func (r Reply) Fault() *Fault {
	fault, _ := r.Result.(*Fault)
	return fault
}

// Source answers questions about exports. It may be asked from several goroutines at once. A reply
// comes within a bounded time, and soon when the context ends.
type Source interface {
	Answer(ctx context.Context, ask Ask) Reply
}
