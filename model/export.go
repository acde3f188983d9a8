package model

import (
	"slices"
	"strings"
	"time"
)

// Export is the definition of an export as GetExecution returns it: a snapshot from when the
// execution was generated, which may differ from the export of today. All texts are cleaned; any
// can be empty. It is shared between executions and never changed.
type Export struct {
	ARN         string
	Name        string
	Description string
	Query       string // DataQuery.QueryStatement, line breaks kept
	Tables      []TableConfiguration
	Destination Destination
	Frequency   string // RefreshCadence.Frequency
}

// TableConfiguration is what DataQuery.TableConfigurations says of one table, sorted by key.
type TableConfiguration struct {
	Table      string
	Properties []Property
}

// Property is one setting of a table. AWS sends all values as text.
type Property struct{ Key, Value string }

// Destination is DestinationConfigurations.S3Destination with its output configurations.
type Destination struct {
	Bucket, Owner, Prefix, Region              string
	OutputType, Format, Compression, Overwrite string
}

// The values of S3OutputConfigurations.Overwrite.
const (
	OverwriteReport = "OVERWRITE_REPORT"
	CreateNewReport = "CREATE_NEW_REPORT"
)

// Table returns the table that the query reads: the word after its first FROM (AWS allows one, and
// before it only columns), or else the only table that is configured, or "".
func (e *Export) Table() string {
	said := strings.Fields(e.Query)
	for i, word := range said[:max(0, len(said)-1)] {
		if strings.EqualFold(word, "FROM") {
			return strings.Trim(said[i+1], "\"`();,")
		}
	}
	if len(e.Tables) == 1 {
		return e.Tables[0].Table
	}
	return ""
}

// Property returns the value of a table's setting, and whether the snapshot holds it.
func (e *Export) Property(table, key string) (string, bool) {
	for _, t := range e.Tables {
		if t.Table != table {
			continue
		}
		for _, property := range t.Properties {
			if property.Key == key {
				return property.Value, true
			}
		}
	}
	return "", false
}

// DataRoot returns the S3 address beneath which the export's data files are, joined verbatim as
// AWS documents it (double slashes stay), or "" where bucket or name isn't known. For an empty
// prefix the form is a guess: AWS documents none.
func (e *Export) DataRoot() string { return e.root("data") }

// MetadataRoot returns the same for the manifests.
func (e *Export) MetadataRoot() string { return e.root("metadata") }

func (e *Export) root(kind string) string {
	if e.Destination.Bucket == "" || e.Name == "" {
		return ""
	}
	parts := []string{"s3:/", e.Destination.Bucket, e.Destination.Prefix, e.Name, kind, ""}
	if e.Destination.Prefix == "" {
		parts = slices.Delete(parts, 2, 3)
	}
	return strings.Join(parts, "/")
}

// LikelyPartitions returns the partitions in which an execution created at the given time most
// likely wrote, likeliest first, or none where that can't be guessed. It is a guess: no field of
// GetExecution says which period a run was for, and in the first two weeks of a month it may be
// for the month before.
func LikelyPartitions(table string, created time.Time) []string {
	if created.IsZero() {
		return nil
	}
	created = created.UTC()
	switch {
	case table == "COST_OPTIMIZATION_RECOMMENDATIONS":
		return []string{"date=" + created.Format(time.DateOnly)}
	case table == "COST_AND_USAGE_REPORT":
		return monthly("BILLING_PERIOD=", created)
	case strings.HasPrefix(table, "FOCUS_"): // seen so; AWS documents the other case
		return monthly("billing_period=", created)
	default:
		return nil
	}
}

// monthly returns the partition of a run's month, and early in it that of the month before.
func monthly(key string, created time.Time) []string {
	months := []string{key + created.Format("2006-01")}
	if created.Day() <= 14 {
		before := created.AddDate(0, 0, -created.Day())
		months = append(months, key+before.Format("2006-01"))
	}
	return months
}
