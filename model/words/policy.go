package words

import "strings"

// Policy returns the least-privilege IAM policy that lets exports and their runs be found and
// followed, as JSON. Its second statement is optional, as in the other policies: without it the
// meanings of a table's settings are those built in.
func Policy() string {
	return policy("ListExports", "ListExecutions", "GetExecution")
}

// ExportPolicy returns the least-privilege IAM policy for exports that are given by ARN, as JSON.
func ExportPolicy() string { return policy("ListExecutions", "GetExecution") }

// PinPolicy returns the least-privilege IAM policy for executions that are given by ARN and id, as
// JSON.
func PinPolicy() string { return policy("GetExecution") }

// WithCheck returns one of the policies above with what the checks of any export take besides, as
// JSON with names to fill in: see CheckPolicy.
func WithCheck(policy string) string {
	return strings.TrimSuffix(policy, policyEnd) + ", " + checkStatements(nil) + policyEnd
}

// policyStart and policyEnd are what stands around a policy's statements.
const (
	policyStart = `{
  "Version": "2012-10-17",
  "Statement": [`
	policyEnd = `]
}`
)

func policy(actions ...string) string {
	return policyStart + `{
    "Effect": "Allow",
    "Resource": "*",
    "Action": [
      "bcm-data-exports:` + strings.Join(actions, "\",\n      \"bcm-data-exports:") + `"
    ]
  }, {
    "Sid": "Optional",
    "Effect": "Allow",
    "Resource": "*",
    "Action": ["bcm-data-exports:ListTables"]
  }` + policyEnd
}
