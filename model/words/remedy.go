package words

import (
	"encoding/json"
	"strings"
	"time"

	"exportwatch/model"
	"exportwatch/model/check"
)

// RemedyPaste returns what is copied against a finding. An empty profile is left out of commands.
// Nothing is offered where it can't be written down safely, or AWS documents none: the statement
// for buckets is documented for the partition aws alone.
func RemedyPaste(remedy check.Remedy, profile string) Paste {
	command := func(words ...string) Command {
		return Command(append([]string{"aws"}, words...)).option("--profile", profile, false)
	}
	address := quote("s3://" + remedy.Bucket + "/" + remedy.Key)
	switch remedy.Kind {
	case check.RemedyStatement:
		return statementPaste(model.Ref{ExportARN: remedy.ExportARN}, remedy.Bucket)
	case check.RemedyExemption:
		return Paste{PasteCondition, `"Bool": {"aws:PrincipalIsAWSService": "false"}`}
	case check.RemedyReadManifest:
		return commandPaste(append(command("s3", "cp"), address, "-"))
	case check.RemedyListFiles:
		return commandPaste(append(command("s3", "ls", "--recursive"), address))
	case check.RemedyPolicyChanges:
		return commandPaste(policyChanges(command("cloudtrail", "lookup-events"), remedy))
	case check.RemedyExport:
		ref := model.Ref{ExportARN: remedy.ExportARN}
		return commandPaste(command("bcm-data-exports", "get-export").
			option("--export-arn", ref.ExportARN, true).option("--region", ref.Region(), false))
	case check.RemedyNone:
	}
	return Paste{}
}

// policyChanges adds what to look up: who changed the policies of buckets in the days around a time.
func policyChanges(command Command, remedy check.Remedy) Command {
	const around = 3 * 24 * time.Hour
	return command.
		option(
			"--lookup-attributes",
			"AttributeKey=EventName,AttributeValue=PutBucketPolicy",
			true,
		).
		option("--start-time", remedy.At.Add(-around).UTC().Format(time.RFC3339), true).
		option("--end-time", remedy.At.Add(around).UTC().Format(time.RFC3339), true).
		option("--region", remedy.Region, false)
}

func commandPaste(command Command) Paste { return Paste{PasteCommand, command.String()} }

// CheckPolicy returns the least-privilege IAM policy for the checks of an export, as JSON; of any
// export, with names to fill in, for nil. Each statement is optional: without it the check says what
// it couldn't see.
func CheckPolicy(sought *model.Sought) string {
	return policyStart + checkStatements(sought) + policyEnd
}

func checkStatements(sought *model.Sought) string {
	bucket, metadata := "arn:aws:s3:::BUCKET", "PREFIX/NAME/metadata/"
	if sought != nil && strings.Trim(sought.Destination.Bucket, bucketLetters) == "" {
		partition := model.Ref{ExportARN: sought.ExportARN}.Partition()
		if partition == "" {
			partition = "aws"
		}
		bucket = "arn:" + partition + ":s3:::" + sought.Destination.Bucket
		metadata = sought.MetadataPrefix()
	}
	return `{
    "Sid": "EvidenceExports",
    "Effect": "Allow",
    "Resource": "*",
    "Action": [
      "bcm-data-exports:GetExport",
      "bcm-data-exports:GetTable"
    ]
  }, {
    "Sid": "EvidenceBucket",
    "Effect": "Allow",
    "Resource": ` + jsonText(bucket) + `,
    "Action": [
      "s3:ListBucket",
      "s3:GetBucketPolicy",
      "s3:GetEncryptionConfiguration"
    ]
  }, {
    "Sid": "EvidenceManifests",
    "Effect": "Allow",
    "Resource": ` + jsonText(bucket+"/"+metadata+"*") + `,
    "Action": ["s3:GetObject"]
  }`
}

// jsonText writes a text, cleaned, as JSON has it.
func jsonText(text string) string {
	written, err := json.Marshal(model.Clean(text))
	if err != nil { // a text is always written
		return `""`
	}
	return string(written)
}
