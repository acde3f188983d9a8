package model

import (
	"strconv"
	"time"
)

// CurrentExport is the export of today, as GetExport returned it.
type CurrentExport struct {
	Probe
	Export    *Export   // nil where the answer had none
	CreatedAt time.Time // zero where it wasn't said
	EditedAt  time.Time // LastUpdatedAt; zero where it wasn't said
	Health    Health
	Gone      bool // AWS knows no such export; the probe's fault says so
}

// Summary returns the export's health.
func (c CurrentExport) Summary() string { return "export " + c.Health.Code }

func (CurrentExport) result() {}

// TableFacts is what GetTable returned: the table with the export's own settings, and if that was
// asked, with all switches off and all on.
type TableFacts struct {
	Table string
	Own   Schema
	Off   Schema
	On    Schema
}

// Schema is the columns that a table has with some settings.
type Schema struct {
	Probe
	Settings []Property // as asked, sorted by key
	Columns  []Column   // in AWS's order, each once
	Unknown  bool       // AWS knows no such table; the probe's fault says so
}

// Column is one column of a table or of a manifest, cleaned. Its name counts in its exact case.
type Column struct{ Name, Type string }

// Summary returns the number of columns.
func (f TableFacts) Summary() string { return strconv.Itoa(len(f.Own.Columns)) + " columns" }

func (TableFacts) result() {}
