package simulator

import (
	"cmp"
	"net/http"
	"slices"
	"time"
)

// defaultPage is how many items a page has when MaxResults is not given.
const defaultPage = 100

// answer carries out a request. Its errors are *apiError.
func (s *Server) answer(c *call, r *http.Request) (any, error) {
	if err := authenticate(r); err != nil {
		return nil, err
	}
	if c.operation == "" {
		return nil, unknownOperation()
	}
	if !served(c.operation) || slices.Contains(c.account.denies, c.operation) {
		return nil, denied(c.account, c.operation, "")
	}
	in, err := s.readFor(c)
	if err != nil {
		return nil, err
	}
	at := s.clock.elapsed()
	switch c.operation {
	case listExports:
		return s.listExports(c, in, at)
	case listTables:
		return s.listTables(c, in)
	case getTable:
		return describeTable(in)
	default:
		return s.answerAbout(c, in, at)
	}
}

// answerAbout carries out a request about one export.
func (s *Server) answerAbout(c *call, in input, at time.Duration) (any, error) {
	arn := cmp.Or(in.ExportArn, in.ResourceArn)
	e, ok := c.account.export(arn)
	if !ok {
		return nil, notFound("Export", arn)
	}
	switch c.operation {
	case getExecution:
		return s.getExecution(e, in.ExecutionId, at)
	case listExecutions:
		return s.listExecutions(c, e, in, at)
	case listTags:
		return s.listTags(c, e, in)
	default:
		return s.getExport(e, at), nil
	}
}

// readFor validates the request. The strange account answers for ARNs that break the pattern.
func (s *Server) readFor(c *call) (input, error) {
	in, err := s.read(c.operation, c.body)
	if err == nil {
		return in, nil
	}
	if lenient, ok := s.readLeniently(c); ok {
		return lenient, nil
	}
	return in, err
}

func (s *Server) getExecution(e *export, id string, at time.Duration) (any, error) {
	k, ok := e.find(id, at)
	if !ok {
		return nil, notFound("Execution", id)
	}
	if e.quirks.raw[k] != nil {
		return e.quirks.raw[k], nil
	}
	return getExecutionResponse{
		ExecutionId:     id,
		ExecutionStatus: s.executionStatus(e, k, at),
		Export:          e.snapshot(k),
	}, nil
}

func (s *Server) getExport(e *export, at time.Duration) any {
	if e.quirks.rawExport != nil {
		return e.quirks.rawExport
	}
	return getExportResponse{Export: e.current, ExportStatus: s.exportStatus(e, at)}
}

func (s *Server) listExports(c *call, in input, at time.Duration) (any, error) {
	from, err := s.position(c, "", in.NextToken, 0)
	if err != nil {
		return nil, err
	}
	all := c.account.exports
	from = min(max(from, 0), len(all))
	to := min(from+pageSize(in), len(all))
	page := listExportsResponse{Exports: make([]wireExportReference, 0, to-from)}
	for _, e := range all[from:to] {
		page.Exports = append(page.Exports, s.exportReference(e, at))
	}
	if to < len(all) {
		page.NextToken = s.token(c, "", to)
	}
	return page, nil
}

func (s *Server) exportReference(e *export, at time.Duration) wireExportReference {
	if e.quirks.listed != nil {
		return *e.quirks.listed
	}
	return wireExportReference{
		ExportArn: e.arn, ExportName: e.name, ExportStatus: s.exportStatus(e, at),
	}
}

// listExecutions lists newest first. A token holds the number of the next run, so that a run that
// starts meanwhile moves no page.
func (s *Server) listExecutions(c *call, e *export, in input, at time.Duration) (any, error) {
	oldest, newest := e.window(at)
	from, err := s.position(c, e.arn, in.NextToken, newest)
	if err != nil {
		return nil, err
	}
	size := pageSize(in)
	if e.quirks.page > 0 {
		size = min(size, e.quirks.page)
	}
	from = min(from, newest)
	to := max(from-size, oldest-1)
	page := listExecutionsResponse{Executions: make([]wireExecutionReference, 0, max(from-to, 0))}
	for k := from; k > to; k-- {
		n := k
		if e.quirks.unordered {
			n = shuffled(k, oldest, newest)
		}
		page.Executions = append(page.Executions, wireExecutionReference{
			ExecutionId: e.runs.id(n), ExecutionStatus: s.executionStatus(e, n, at),
		})
	}
	switch {
	case e.quirks.repeating && in.NextToken != "":
		page.NextToken = in.NextToken
	case to >= oldest:
		page.NextToken = s.token(c, e.arn, to)
	}
	return page, nil
}

func pageSize(in input) int {
	if in.MaxResults == nil {
		return defaultPage
	}
	return *in.MaxResults
}

// executionStatus is the status of run k, which has started.
func (s *Server) executionStatus(e *export, k int, at time.Duration) *wireExecutionStatus {
	state := s.execution(e, k, at)
	if state.StatusCode == "" {
		return nil
	}
	return &wireExecutionStatus{
		CreatedAt:     timestamp(state.CreatedAt),
		CompletedAt:   timestamp(state.CompletedAt),
		LastUpdatedAt: timestamp(state.LastUpdatedAt),
		StatusCode:    state.StatusCode,
		StatusReason:  state.StatusReason,
	}
}

// exportStatus follows the newest run that ended; an export without any is HEALTHY.
func (s *Server) exportStatus(e *export, at time.Duration) *wireExportStatus {
	state := s.exportState(e, at)
	return &wireExportStatus{
		CreatedAt:       timestamp(state.CreatedAt),
		LastRefreshedAt: timestamp(state.LastRefreshedAt),
		LastUpdatedAt:   timestamp(state.LastUpdatedAt),
		StatusCode:      state.StatusCode,
		StatusReason:    state.StatusReason,
	}
}
