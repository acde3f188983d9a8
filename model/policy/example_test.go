package policy_test

import (
	"fmt"

	"exportwatch/model/policy"
)

// A policy with the bucket's Region in place of the export's lets nothing through.
func ExampleJudge() {
	text := `{"Statement": {
		"Sid": "Exports", "Effect": "Allow",
		"Principal": {"Service": "bcm-data-exports.amazonaws.com"},
		"Action": "s3:PutObject", "Resource": "arn:aws:s3:::acme/*",
		"Condition": {"ArnLike": {
			"aws:SourceArn": "arn:aws:bcm-data-exports:eu-west-1:111122223333:export/*"
		}}
	}}`
	delivery := policy.Delivery{
		ExportARN: "arn:aws:bcm-data-exports:us-east-1:111122223333:export/cur", Bucket: "acme",
	}
	judged := policy.Judge(text, delivery.Put("cur/data/file"))[0]
	fmt.Println(judged.Verdict)
	fmt.Println(judged.Statement(), judged.Cause.Key)
	// Output:
	// not granted
	// statement 1 (Exports) aws:SourceArn
}
