package model_test

// daily is an export's ARN as AWS writes them.
const daily = "arn:aws:bcm-data-exports:us-east-1:111122223333:export/" +
	"daily-9f1c75f3-f982-4d9a-b994-1ecb845814b7"
