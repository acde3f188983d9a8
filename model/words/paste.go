package words

import (
	"strings"

	"exportwatch/model"
	"exportwatch/model/watch"
)

// PasteKind says what a Cure is.
type PasteKind int

// The kinds.
const (
	PasteNothing         PasteKind = iota
	PasteBucketStatement           // of a bucket policy, to compare with
	PasteAccessPolicy              // of IAM, to ask for
	PasteCommand
	PasteCondition // of a Deny in a bucket policy, so that it leaves out AWS's services
)

// String returns the kind's name.
func (k PasteKind) String() string {
	return [...]string{
		PasteNothing:         "nothing",
		PasteBucketStatement: "bucket statement",
		PasteAccessPolicy:    "access policy",
		PasteCommand:         "command",
		PasteCondition:       "condition",
	}[k]
}

// Paste is a text to paste where a trouble is mended.
type Paste struct {
	Kind PasteKind
	Text string
}

// PasteFor returns what helps a row with the given run, which is nil if none is known: against the
// run's failure, that of the run before it, or what keeps AWS from answering.
func PasteFor(watched *watch.Watched, run *watch.Run) Paste {
	fault := watched.Fault()
	if run != nil {
		fault = run.Fault()
		if cure := failurePaste(watched, run); cure.Kind != PasteNothing {
			return cure
		}
	}
	if fault == nil || watched.Gone {
		return Paste{}
	}
	return faultPaste(fault)
}

func failurePaste(watched *watch.Watched, run *watch.Run) Paste {
	if run == watched.Newest() {
		if last, _ := watched.Failure(); last != nil {
			run = last
		}
	}
	if run.Superseded() {
		return Paste{}
	}
	execution, _ := run.Execution()
	return executionPaste(execution)
}

// executionPaste returns the statement that lets AWS write to the bucket, if a failure is about
// that.
func executionPaste(e model.Execution) Paste {
	if e.Status != model.DeliveryFailure || e.Reason != model.InsufficientPermission ||
		e.Export == nil {
		return Paste{}
	}
	return statementPaste(e.Ref, e.Export.Destination.Bucket)
}

// statementPaste returns the statement that lets AWS write an export to a bucket, if both are such
// that it can be written down.
func statementPaste(ref model.Ref, bucket string) Paste {
	account := ref.Account()
	if bucket == "" || account == "" || !documented(ref) ||
		strings.Trim(bucket, bucketLetters) != "" {
		return Paste{}
	}
	return Paste{PasteBucketStatement, bucketStatement(bucket, account)}
}

// documented says whether an export is of the partition that AWS's pages about buckets describe:
// not of China's, say.
func documented(ref model.Ref) bool { return ref.Partition() == "aws" }

// bucketLetters are those that names of buckets have, old ones included.
const bucketLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_"

// bucketStatement returns the statement of AWS's page on the bucket for data exports. The Region
// in aws:SourceArn is us-east-1 wherever the bucket is; the account is the export's.
func bucketStatement(bucket, account string) string {
	return `{
  "Sid": "EnableAWSDataExportsToWriteToS3",
  "Effect": "Allow",
  "Principal": {"Service": ["bcm-data-exports.amazonaws.com"]},
  "Action": ["s3:PutObject"],
  "Resource": "arn:aws:s3:::` + bucket + `/*",
  "Condition": {
    "StringEquals": {"aws:SourceAccount": "` + account + `"},
    "ArnLike": {"aws:SourceArn":
      "arn:aws:bcm-data-exports:us-east-1:` + account + `:export/*"}
  }
}`
}

// faultPaste returns the command that most likely mends the fault, or the policy to ask for.
func faultPaste(f *model.Fault) Paste {
	if command := FaultCommand(f); command != "" {
		return Paste{PasteCommand, command}
	}
	if f.Kind != model.FaultDenied || f.DeniedBy != model.PolicyNone {
		return Paste{}
	}
	switch _, action, _ := strings.Cut(f.Action, ":"); action {
	case "ListExports":
		return Paste{PasteAccessPolicy, Policy()}
	case "ListExecutions":
		return Paste{PasteAccessPolicy, ExportPolicy()}
	default:
		return Paste{PasteAccessPolicy, PinPolicy()}
	}
}
