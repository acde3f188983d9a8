package simulator

import "time"

// ExecutionState is the truth about one execution at the clock's now.
type ExecutionState struct {
	ExportArn     string
	Name          string // the export's
	ExecutionId   string
	StatusCode    string
	StatusReason  string    `json:",omitempty"`
	CreatedAt     time.Time // milliseconds
	LastUpdatedAt time.Time // when StatusCode was entered
	CompletedAt   time.Time `json:",omitzero"` // set in the strange account only
	// Stages are all stages of the run in order, those to come included.
	Stages []Stage
}

// Stage is a status that an execution has entered or will enter.
type Stage struct {
	StatusCode   string
	StatusReason string `json:",omitempty"`
	EnteredAt    time.Time
}

// ExportState is the truth about one export at the clock's now.
type ExportState struct {
	ExportArn       string
	Name            string
	StatusCode      string
	StatusReason    string `json:",omitempty"`
	CreatedAt       time.Time
	LastUpdatedAt   time.Time // when it was last edited; CreatedAt if never
	LastRefreshedAt time.Time `json:",omitzero"` // of the newest delivery; zero if there is none
	// Executions is the number of executions that ListExecutions shows.
	Executions int
}

// AccountState is an account as GET /state shows it.
type AccountState struct {
	Now        time.Time
	Epoch      time.Time
	AccountId  string
	Exports    []ExportState
	Executions []ExecutionState // export by export, newest first
	Requests   map[string]int   // received so far, by operation, of all accounts
}

// State is the whole truth about the account of an access key, at one instant.
func (s *Server) State(accessKey string) AccountState {
	now := s.clock.now()
	a, at := s.account(accessKey), s.clock.offset(now)
	return AccountState{
		Now:        now.UTC(),
		Epoch:      s.clock.epoch,
		AccountId:  a.id,
		Exports:    s.exportStates(a, at),
		Executions: s.executionStates(a, at),
		Requests:   s.Requests(),
	}
}

// Exports are the exports of the account of an access key, in the order of ListExports.
func (s *Server) Exports(accessKey string) []ExportState {
	return s.exportStates(s.account(accessKey), s.clock.elapsed())
}

// Executions are the executions of the account of an access key that have started and that
// ListExecutions shows, export by export in the order of ListExports, newest first.
func (s *Server) Executions(accessKey string) []ExecutionState {
	return s.executionStates(s.account(accessKey), s.clock.elapsed())
}

func (s *Server) exportStates(a *account, at time.Duration) []ExportState {
	states := make([]ExportState, 0, len(a.exports))
	for _, e := range a.exports {
		states = append(states, s.exportState(e, at))
	}
	return states
}

func (s *Server) executionStates(a *account, at time.Duration) []ExecutionState {
	var states []ExecutionState
	for _, e := range a.exports {
		oldest, newest := e.window(at)
		for k := newest; k >= oldest; k-- {
			states = append(states, s.execution(e, k, at))
		}
	}
	return states
}

func (s *Server) execution(e *export, k int, at time.Duration) ExecutionState {
	steps := e.runs.plan(k)
	if len(steps) == 0 { // the strange account knows runs without a status
		return ExecutionState{ExportArn: e.arn, Name: e.name, ExecutionId: e.runs.id(k)}
	}
	in := reached(steps, at)
	route := make([]Stage, len(steps))
	for i, st := range steps {
		route[i] = Stage{
			StatusCode: st.code, StatusReason: st.reason, EnteredAt: s.clock.wall(st.at),
		}
	}
	route[0].EnteredAt = route[0].EnteredAt.Truncate(time.Millisecond)
	state := ExecutionState{
		ExportArn:     e.arn,
		Name:          e.name,
		ExecutionId:   e.runs.id(k),
		StatusCode:    route[in].StatusCode,
		StatusReason:  route[in].StatusReason,
		CreatedAt:     route[0].EnteredAt,
		LastUpdatedAt: route[in].EnteredAt,
		Stages:        route,
	}
	if e.quirks.completed && terminal(state.StatusCode) {
		state.CompletedAt = state.LastUpdatedAt
	}
	return state
}

// exportState looks back from the newest run to the last that ended and the last delivered.
func (s *Server) exportState(e *export, at time.Duration) ExportState {
	oldest, newest := e.window(at)
	state := ExportState{
		ExportArn:     e.arn,
		Name:          e.name,
		StatusCode:    "HEALTHY",
		CreatedAt:     s.clock.wall(e.created).Truncate(time.Millisecond),
		LastUpdatedAt: s.clock.wall(e.edited()).Truncate(time.Millisecond),
		Executions:    newest - oldest + 1,
	}
	judged := false
	for k := newest; k >= oldest; k-- {
		run := s.execution(e, k, at)
		if !terminal(run.StatusCode) {
			continue
		}
		if run.StatusCode == deliverySuccess {
			state.LastRefreshedAt = run.LastUpdatedAt.Add(8 * time.Millisecond)
			break
		}
		if !judged {
			state.StatusCode, state.StatusReason = "UNHEALTHY", run.StatusReason
		}
		judged = true
	}
	return state
}
