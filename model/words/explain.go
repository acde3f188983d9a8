// Package words says in plain English what facts and observations mean and what a person can do:
// explanations, advice, texts to paste and commands to copy. It is pure: no clock, no I/O, nothing
// of how a pane draws.
package words

import (
	"strings"

	"exportwatch/model"
	"exportwatch/model/watch"
)

// Tone says how a text is meant: the screen turns it into a sign and a colour.
type Tone int

// The tones.
const (
	ToneNeutral Tone = iota
	ToneGood
	ToneBusy
	ToneWarn
	ToneBad
)

// String returns the tone's name.
func (t Tone) String() string {
	return [...]string{
		ToneNeutral: "neutral",
		ToneGood:    "good",
		ToneBusy:    "busy",
		ToneWarn:    "warn",
		ToneBad:     "bad",
	}[t]
}

// Explanation is what an execution's status means in plain words and what a person can do.
type Explanation struct {
	Tone  Tone
	Title string
	Codes string   // AWS's codes as they came
	Todo  []Remark // what to do; nothing if there is nothing to do
	Brief string   // the same in a line
	Read  []Remark // whether the data can be read
}

// Remark is a sentence or two. A guess is inferred: it rests on no document of AWS. An aside may be
// skipped.
type Remark struct {
	Text  string
	Guess bool
	Aside bool
}

// Inferred marks a sentence that rests on no document of AWS.
const Inferred = " (Inferred; not documented.)"

// Explain says what AWS's last word on the run means. The run must have been answered.
func Explain(run *watch.Run) Explanation {
	e, _ := run.Execution()
	explanation := Explanation{
		Tone:  ToneBusy,
		Codes: strings.TrimSpace(string(e.Status) + "  " + string(e.Reason)),
		Read:  readable(run),
	}
	switch {
	case e.Status.Delivered():
		explanation.Tone, explanation.Title = ToneGood, "Delivered"
	case run.Superseded():
		explanation.Tone, explanation.Title = ToneNeutral, failureTitle(e)+", then made good"
		explanation.Todo = []Remark{{Text: "Nothing: a later run of this export was delivered. " +
			"AWS doesn't say whether it covers the same period."}}
		explanation.Brief = "A later run was delivered; whether for the same period isn't said."
	case e.Status.Failed():
		explanation.Tone, explanation.Title = ToneBad, failureTitle(e)
		explanation.Todo, explanation.Brief = remedy(e), brief(e)
		explanation.Todo = append(explanation.Todo, afterFailure(run)...)
	case !e.Status.Known():
		explanation.Tone, explanation.Title = ToneWarn, "A status that exportwatch doesn't know"
		explanation.Todo = []Remark{{Text: "Look it up in the AWS documentation of " +
			"ExecutionStatus. It counts as not ended; polling continues."}}
		explanation.Brief = "It counts as not ended; polling continues."
	default:
		explanation.Title = underwayTitle(e.Status)
	}
	return explanation
}

// afterFailure says what comes next of itself, and what a run beside the failed one doesn't mean.
func afterFailure(run *watch.Run) []Remark {
	var remarks []Remark
	e, _ := run.Execution()
	if last := run.LastDelivery(); last != nil {
		delivery, _ := last.Execution()
		if delivery.CreatedAt.After(e.CreatedAt) {
			remarks = append(
				remarks,
				Remark{Guess: true, Text: "A run that had begun before this one " +
					"ended was delivered. It is likely for another billing period and makes nothing good."},
			)
		}
	}
	if e.Reason != model.BillOwnerChanged {
		remarks = append(remarks, Remark{
			Text: "Runs can't be started manually; AWS schedules the next.", Aside: true,
		})
	}
	return remarks
}

func underwayTitle(status model.Status) string {
	switch status {
	case model.InitiationInProcess:
		return "Accepted, not yet queued"
	case model.QueryQueued:
		return "Waiting for the query to start"
	case model.QueryInProcess:
		return "The query is running"
	case model.DeliveryInProcess:
		return "Files are being written to S3"
	case model.QueryFailure, model.DeliverySuccess, model.DeliveryFailure:
	}
	return Status(status)
}

func failureTitle(e model.Execution) string {
	switch e.Reason {
	case model.InsufficientPermission:
		if e.Status == model.DeliveryFailure {
			return "AWS could not write to the bucket"
		}
		return "The query failed for lack of a permission"
	case model.BillOwnerChanged:
		return "The bill's owner has changed"
	case model.InternalFailure:
		return "AWS internal failure"
	case model.Deprecated:
		return "AWS reports it as deprecated"
	case "":
		return Status(e.Status) + "; AWS gives no reason"
	default:
		return Status(e.Status) + ", for a reason exportwatch doesn't know"
	}
}

// remedy says what to do about a failure. Sources: AWS's page on troubleshooting Data Exports,
// which describes the reasons for exports; that they mean the same for an execution follows from
// the shared list of reasons.
func remedy(e model.Execution) []Remark {
	switch e.Reason {
	case model.InsufficientPermission:
		return permissionRemedy(e)
	case model.BillOwnerChanged:
		return []Remark{
			{Text: "Create a new export and delete this one: the account joined or left an " +
				"organization, or the organization's management account put this account into a " +
				"billing group or took it out of one."},
			{Text: "If nobody expected that, ask the administrator of the account."},
		}
	case model.InternalFailure:
		return []Remark{{Text: "Check the AWS Health Dashboard. If it persists, open a case with " +
			"AWS Support."}}
	case model.Deprecated:
		return []Remark{{Text: "Look for the table's successor: it may have been retired. AWS " +
			"doesn't document this reason.", Guess: true}}
	default:
		return unexplainedRemedy(e)
	}
}

func permissionRemedy(e model.Execution) []Remark {
	account := "the export's account"
	if id := e.Ref.Account(); id != "" {
		account = "account " + id
	}
	region := ""
	if documented(e.Ref) {
		region = ", with us-east-1 as the Region in aws:SourceArn"
	}
	remarks := []Remark{{
		Text: "Check " + bucketPolicy(e) + inAccount(e) + ": the service " +
			"bcm-data-exports.amazonaws.com needs s3:PutObject for " + account + region + ".",
		Guess: e.Status != model.DeliveryFailure, // AWS explains the reason by deliveries alone
	}}
	if owner := foreignOwner(e); owner != "" {
		remarks = append(remarks, Remark{Text: "The bucket belongs to account " + owner +
			": its policy must be changed there. Looking at the files may need a login of that " +
			"account, too."})
	}
	return append(
		remarks,
		Remark{Guess: true, Text: "If it is right: a deleted bucket, a denying " +
			"statement, a service control policy or a KMS key may look the same."},
	)
}

// foreignOwner returns the account that owns the bucket if that isn't the export's own, else "".
func foreignOwner(e model.Execution) string {
	if e.Export == nil || e.Export.Destination.Owner == e.Ref.Account() || e.Ref.Account() == "" {
		return ""
	}
	return e.Export.Destination.Owner
}

// inAccount says in which account the bucket is, if that isn't the export's own.
func inAccount(e model.Execution) string {
	if owner := foreignOwner(e); owner != "" {
		return ", in account " + owner
	}
	return ""
}

// bucket names the bucket, if the answer does.
func bucket(e model.Execution) string {
	if e.Export != nil && e.Export.Destination.Bucket != "" {
		return e.Export.Destination.Bucket
	}
	return "the export's bucket"
}

func bucketPolicy(e model.Execution) string {
	if e.Export == nil || e.Export.Destination.Bucket == "" {
		return "the policy of the export's bucket"
	}
	return "the bucket policy of " + e.Export.Destination.Bucket
}

// brief is the remedy in a line.
func brief(e model.Execution) string {
	switch e.Reason {
	case model.InsufficientPermission:
		if executionPaste(e).Kind == PasteBucketStatement {
			return "Check the bucket policy of " + bucket(e) + inAccount(e) + "."
		}
		text := "Let bcm-data-exports.amazonaws.com write to " + bucket(e) + ": check its policy."
		if e.Status != model.DeliveryFailure {
			text += Inferred
		}
		return text
	case model.BillOwnerChanged:
		return "Create a new export and delete this one."
	case model.InternalFailure:
		return "Check the AWS Health Dashboard. If it persists, contact AWS Support."
	case model.Deprecated:
		return "Look for the table's successor: it may have been retired." + Inferred
	default:
		return unexplainedRemedy(e)[0].Text + Inferred
	}
}

func unexplainedRemedy(e model.Execution) []Remark {
	if e.Status == model.QueryFailure {
		return []Remark{{Guess: true, Text: "Check that the table and the columns of the query " +
			"still exist, and try the query in a new export."}}
	}
	return []Remark{{Guess: true, Text: "Check that the bucket exists and its policy lets " +
		"bcm-data-exports.amazonaws.com write; then the AWS Health Dashboard."}}
}
