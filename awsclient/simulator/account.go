package simulator

import (
	"encoding/json"
	"fmt"
	"sort"
	"time"
)

const (
	maxExports    = 200
	maxExecutions = 1_000_000
)

// account is what one access key sees.
type account struct {
	id      string
	exports []*export
	strange bool
	faults  []Fault  // of this account alone; the server's come first
	denies  []string // the operations that its caller may not use
}

// principal is who the account's caller is in the service's texts.
func (a *account) principal() string {
	return fmt.Sprintf("arn:aws:sts::%s:assumed-role/BillingReadOnly/ana", a.id)
}

func (a *account) export(arn string) (*export, bool) {
	for _, e := range a.exports {
		if e.arn == arn {
			return e, true
		}
	}
	return nil, false
}

// export is one export with its runs.
type export struct {
	arn     string
	name    string
	created time.Duration // since the epoch
	current *wireExport
	// former is the snapshot that runs before the given number hold, if the export was edited.
	former      *wireExport
	formerUntil int
	changed     time.Duration // when, if not an hour before run formerUntil
	// slips are the snapshots of single runs that differ from their neighbours'.
	slips map[int]*wireExport
	// keep is how many of the newest runs are listed; 0 means all.
	keep int
	runs schedule
	// quirks are the strange account's; none elsewhere.
	quirks quirks
}

// quirks are ways of answering that break what one would expect of the service.
type quirks struct {
	unordered bool                    // ListExecutions in no order
	page      int                     // executions in a page at most; 0 means as many as asked
	repeating bool                    // the second page's token is its own
	completed bool                    // CompletedAt is set
	raw       map[int]json.RawMessage // GetExecution answers by run number, as they stand
	rawExport json.RawMessage         // GetExport's answer, as it stands
	listed    *wireExportReference    // how ListExports shows it
	s3        s3Quirk                 // how its files are odd
}

// schedule says when an export's runs start and what becomes of them. Runs are numbered in the
// order of their starts; numbers below zero lie before the epoch.
type schedule interface {
	oldest() int
	start(k int) time.Duration
	plan(k int) []step
	id(k int) string
	number(id string) (int, bool)
}

// snapshot is the export as run k holds it.
func (e *export) snapshot(k int) *wireExport {
	if slip := e.slips[k]; slip != nil {
		return slip
	}
	if e.former != nil && k < e.formerUntil {
		return e.former
	}
	return e.current
}

// edited is when the export got its current form.
func (e *export) edited() time.Duration {
	if e.changed != 0 {
		return e.changed
	}
	if e.former == nil || e.formerUntil <= e.runs.oldest() {
		return e.created
	}
	return e.runs.start(e.formerUntil) - time.Hour
}

// newest is the number of the newest run started at the given offset; less than the oldest one's
// when there is none.
func (e *export) newest(at time.Duration) int {
	oldest := e.runs.oldest()
	reach := 1
	for e.runs.start(oldest+reach) <= at {
		reach *= 2
	}
	started := sort.Search(reach, func(i int) bool { return e.runs.start(oldest+i) > at })
	return oldest + started - 1
}

// window is the range of run numbers that ListExecutions shows.
func (e *export) window(at time.Duration) (int, int) {
	oldest, newest := e.runs.oldest(), e.newest(at)
	if e.keep > 0 {
		oldest = max(oldest, newest-e.keep+1)
	}
	return oldest, newest
}

// find is the run with the given id, if it has started.
func (e *export) find(id string, at time.Duration) (int, bool) {
	k, ok := e.runs.number(id)
	if !ok || k < e.runs.oldest() || e.runs.start(k) > at {
		return 0, false
	}
	return k, true
}
