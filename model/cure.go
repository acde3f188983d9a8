package model

import "strings"

// CureKind says what a Cure is.
type CureKind int

// The kinds.
const (
	NoCure          CureKind = iota
	BucketStatement          // of a bucket policy, to compare with
	AccessPolicy             // of IAM, to ask for
	ShellCommand
)

// Cure is a text to paste where a trouble is mended.
type Cure struct {
	Kind CureKind
	Text string
}

// CureFor returns what helps a row with the given run, which is nil if none is known: against the
// run's failure, that of the run before it, or what keeps AWS from answering.
func CureFor(watched *Watched, run *Run) Cure {
	fault := watched.Fault()
	if run != nil {
		fault = run.Fault()
		if cure := failureCure(watched, run); cure.Kind != NoCure {
			return cure
		}
	}
	if fault == nil || watched.Gone {
		return Cure{}
	}
	return faultCure(fault)
}

func failureCure(watched *Watched, run *Run) Cure {
	if run == watched.Newest() {
		if last, _ := watched.Failure(); last != nil {
			run = last
		}
	}
	if run.Superseded() {
		return Cure{}
	}
	execution, _ := run.Execution()
	return executionCure(execution)
}

// executionCure returns the statement that lets AWS write to the bucket, if a failure is about that.
func executionCure(e Execution) Cure {
	if e.Status != DeliveryFailure || e.Reason != InsufficientPermission || e.Export == nil {
		return Cure{}
	}
	bucket, account := e.Export.Destination.Bucket, e.Ref.Account()
	if bucket == "" || account == "" || !documented(e.Ref) ||
		strings.Trim(bucket, bucketLetters) != "" {
		return Cure{}
	}
	return Cure{BucketStatement, bucketStatement(bucket, account)}
}

// documented says whether an export is of the partition that AWS's pages about buckets describe:
// not of China's, say.
func documented(ref Ref) bool { return ref.Partition() == "aws" }

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

// faultCure returns the command that most likely mends the fault, or the policy to ask for.
func faultCure(f *Fault) Cure {
	if command := FaultCommand(f); command != "" {
		return Cure{ShellCommand, command}
	}
	if f.Kind != Denied {
		return Cure{}
	}
	switch _, action, _ := strings.Cut(f.Action, ":"); action {
	case "ListExports":
		return Cure{AccessPolicy, Policy()}
	case "ListExecutions":
		return Cure{AccessPolicy, ExportPolicy()}
	default:
		return Cure{AccessPolicy, PinPolicy()}
	}
}
