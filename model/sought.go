package model

import (
	"slices"
	"strings"
	"time"
)

// Sought says what evidence is sought about: all that the one who asks needs to know, taken from
// the snapshot of a run or from the export of today. Texts are as Destination and Export have them.
type Sought struct {
	Destination Destination // bucket, expected owner, prefix, Region, overwrite or create new
	Name        string      // the export's
	Account     string      // the export's: taken for the bucket's owner where Destination has none
	ExportARN   string      // verbatim; of AskCurrent
	Table       string      // which the export reads, or ""

	// Created is the day that the search for manifests is built around: from two months before it
	// on (three days, of a table by day). Zero looks at all manifests.
	Created time.Time
	// From and To are the window in which the run's manifest must have been written, and
	// ExecutionID the run's id; zero and "" for no run: the newest manifest is read.
	From, To    time.Time
	ExecutionID string

	// Region is where the bucket is, if that is known from an answer: AskBucket then asks neither
	// for existence, nor for Region and owner. "" asks.
	Region string
	// Sample is the key of the file of which AskSample reads the first bytes, verbatim.
	Sample string

	// Settings are the export's settings of the table (AskTable). Switches are the names of all
	// settings of the table that are TRUE or FALSE; with them the table is also described with all
	// of them off and all on.
	Settings []Property
	Switches []string

	// Anew asks again for what was refused before in this session, as somebody wants it who pressed
	// a key. Else a refusal is answered from memory, without a request.
	Anew bool
}

// The window in which a run's manifest is written: before CreatedAt by no more than clocks differ,
// and AWS reports the end up to so much later or earlier.
const (
	windowBefore = 2 * time.Minute
	windowAfter  = 15 * time.Minute
)

// SoughtOf returns what to seek about a run: its snapshot, its times, its id. Without a snapshot
// there is nothing to seek but the export of today: ok is false.
func SoughtOf(run Execution) (sought *Sought, ok bool) {
	if run.Export == nil {
		return nil, false
	}
	sought = SoughtOfExport(run.Ref.ExportARN, run.Export)
	sought.Created, sought.ExecutionID = run.CreatedAt, run.Ref.ExecutionID
	if ended := run.EndedAt(); !ended.IsZero() && !run.CreatedAt.IsZero() {
		sought.From, sought.To = run.CreatedAt.Add(-windowBefore), ended.Add(windowAfter)
	}
	return sought, true
}

// SoughtOfExport returns what to seek about an export as such. The ARN is verbatim.
func SoughtOfExport(arn string, export *Export) *Sought {
	sought := &Sought{
		Destination: export.Destination, Name: export.Name, Account: ARNAccount(arn),
		ExportARN: arn, Table: export.Table(),
	}
	for _, table := range export.Tables {
		if table.Table == sought.Table {
			sought.Settings = slices.Clone(table.Properties)
		}
	}
	return sought
}

// Owner returns the account that must own the bucket, and whether the destination says so itself
// rather than being taken for the export's account; "" if neither is known.
func (s *Sought) Owner() (account string, said bool) {
	if s.Destination.Owner != "" {
		return s.Destination.Owner, true
	}
	return s.Account, false
}

// MetadataPrefix returns the prefix of the manifests' keys, joined verbatim (double slashes stay).
func (s *Sought) MetadataPrefix() string { return s.prefix("metadata") }

// DataPrefix returns the same for the data files.
func (s *Sought) DataPrefix() string { return s.prefix("data") }

func (s *Sought) prefix(kind string) string {
	parts := []string{s.Destination.Prefix, s.Name, kind, ""}
	if s.Destination.Prefix == "" {
		parts = parts[1:]
	}
	return strings.Join(parts, "/")
}
