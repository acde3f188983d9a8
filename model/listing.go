package model

import "time"

// ExportList is what ListExports returned.
type ExportList struct {
	Exports    []ListedExport
	Complete   bool      // all pages were read, so that what isn't in it is gone
	Calls      int       // how many it took, one for each page
	ServerTime time.Time // AWS's clock when it answered; zero where it wasn't said
}

// ListedExport is one export of an ExportList. The ARN is kept verbatim, for it goes back to AWS;
// the name is cleaned.
type ListedExport struct {
	ARN       string
	Name      string
	CreatedAt time.Time
	Health    Health
}

// Health is what AWS says of an export as a whole (ExportStatus). Its user guide has it that HEALTHY
// means that the most recent delivery succeeded; one that never ran is healthy, too.
type Health struct {
	Code        string // HEALTHY, UNHEALTHY, or another text; "" if it wasn't said
	Reason      Reason
	RefreshedAt time.Time // when the export was last delivered, in AWS's words; zero if not said
}

// Unhealthy says whether AWS reports a failure.
func (h Health) Unhealthy() bool { return h.Code == "UNHEALTHY" }

// ExecutionList is what ListExecutions returned for one export. Its executions have no snapshot.
type ExecutionList struct {
	Executions  []Execution // in the order in which they came, each once
	Complete    bool        // all pages were read
	NewestFirst bool        // they came in the order of CreatedAt, newest first
	Calls       int         // how many it took, one for each page
	ServerTime  time.Time   // AWS's clock when it answered; zero where it wasn't said
}

// TableList is what ListTables returned, each table once, all texts cleaned.
type TableList struct {
	Tables     []ListedTable
	Calls      int       // how many it took, one for each page
	ServerTime time.Time // AWS's clock when it answered; zero where it wasn't said
}
