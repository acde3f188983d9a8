package simulator

import (
	"maps"
	"strings"
	"time"
)

// template is an export as someone would have set it up, and how it behaves.
type template struct {
	name        string
	description string
	table       string
	query       string
	formerQuery string // what it selected until it was edited; "" if it never was
	config      map[string]string
	csv         bool // else Parquet
	createNew   bool // else overwrite
	bucket      string
	prefix      string // {account} stands for the account's id
	region      string // of the bucket; "" means us-east-1
	owner       string // of the bucket; "" means the account itself

	period  time.Duration
	took    time.Duration
	resting time.Duration // how long before the epoch its newest run started; 0: it runs now
	never   bool          // it has not run yet
	ends    map[int]outcome
}

const (
	day  = 24 * time.Hour
	shed = 8 * time.Hour // three runs a day
)

// build is the export of a template in an account, without its runs.
func (t template) build(account string, chance stream) *export {
	arn := "arn:aws:bcm-data-exports:us-east-1:" + account + ":export/" + t.name + "-" +
		uuid(chance.at(0, "export"), 4)
	current := t.wire(arn, account, t.query)
	current.DataQuery.TableConfigurations = t.configurations(account)
	e := &export{arn: arn, name: t.name, current: current}
	if t.formerQuery != "" {
		former := t.wire(arn, account, t.formerQuery)
		former.DataQuery.TableConfigurations = map[string]map[string]string{t.table: t.config}
		e.former, e.formerUntil = former, -9
	}
	return e
}

func (t template) wire(arn, account, query string) *wireExport {
	output := wireS3OutputConfigurations{
		Overwrite: "OVERWRITE_REPORT", Format: "PARQUET", Compression: "PARQUET",
		OutputType: "CUSTOM",
	}
	if t.csv {
		output.Format, output.Compression = "TEXT_OR_CSV", "GZIP"
	}
	if t.createNew {
		output.Overwrite = "CREATE_NEW_REPORT"
	}
	destination := wireS3Destination{
		S3Bucket:               t.bucket,
		S3BucketOwner:          t.owner,
		S3Prefix:               strings.ReplaceAll(t.prefix, "{account}", account),
		S3Region:               t.region,
		S3OutputConfigurations: output,
	}
	if destination.S3BucketOwner == "" {
		destination.S3BucketOwner = account
	}
	if destination.S3Region == "" {
		destination.S3Region = "us-east-1"
	}
	return &wireExport{
		ExportArn:                 arn,
		Name:                      t.name,
		Description:               t.description,
		DataQuery:                 wireDataQuery{QueryStatement: query},
		DestinationConfigurations: wireDestinationConfigurations{S3Destination: destination},
		RefreshCadence:            wireRefreshCadence{Frequency: "SYNCHRONOUS"},
	}
}

// configurations adds what the service itself adds to a CUR 2.0 export.
func (t template) configurations(account string) map[string]map[string]string {
	if t.config == nil {
		return nil
	}
	properties := maps.Clone(t.config)
	if t.table == tableCUR {
		properties["BILLING_VIEW_ARN"] = "arn:aws:billing::" + account + ":billingview/primary"
	}
	return map[string]map[string]string{t.table: properties}
}

// cur is a configuration of COST_AND_USAGE_REPORT.
func cur(granularity string, resources, splitCost bool) map[string]string {
	truth := map[bool]string{true: "TRUE", false: "FALSE"}
	return map[string]string{
		"TIME_GRANULARITY":                      granularity,
		"INCLUDE_RESOURCES":                     truth[resources],
		"INCLUDE_SPLIT_COST_ALLOCATION_DATA":    truth[splitCost],
		"INCLUDE_MANUAL_DISCOUNT_COMPATIBILITY": "FALSE",
		"INCLUDE_CAPACITY_RESERVATION_DATA":     "FALSE",
		"INCLUDE_IAM_PRINCIPAL_DATA":            "FALSE",
	}
}
