package model_test

import (
	"fmt"

	"exportwatch/model"
)

func ExampleParseTarget() {
	ref, err := model.ParseTarget(
		"arn:aws:bcm-data-exports:us-east-1:111122223333:export/" +
			"cur2-daily-9f1c75f3-f982-4d9a-b994-1ecb845814b7#f0cfeaf0-c552-47e7-82bc-0107fbfc7a8b")
	fmt.Println(ref.ExportName(), ref.Account(), ref.ID(), err)
	_, err = model.ParseTarget("cur2-daily")
	fmt.Println(err)
	// Output:
	// cur2-daily 111122223333 f0cfeaf0-c552-47e7-82bc-0107fbfc7a8b <nil>
	// "cur2-daily" names no execution: write it as ARN#EXECUTION-ID
}
