// Package simulator is AWS Data Exports in one process: an HTTP handler that speaks the service's
// wire protocol (awsJson1_1, model of 2023-11-26) for simulated accounts whose executions move
// through their states as the injected clock goes on.
//
// It answers for S3, where the accounts' executions deliver to, and for STS, which says who asks.
//
// Everything it says is a pure function of the seed, the epoch and the clock: it starts no
// goroutine, keeps no execution and knows no time but the clock's. What it says about AWS beyond
// the service model (orders, durations, texts) are our guesses; the strange account breaks them
// on purpose.
package simulator

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"time"
)

// The access keys that pick an account. Any other key reads the standard account.
const (
	StandardAccessKey = "AKIASIMSTANDARD00000"
	DemoAccessKey     = "AKIASIMDEMO000000000"
	StrangeAccessKey  = "AKIASIMSTRANGE000000"
)

// SecretKey is a secret to sign with; the simulator accepts any.
const SecretKey = "simulated"

// Options says what to simulate. Only Now is required.
type Options struct {
	// Now is the clock.
	Now func() time.Time
	// Epoch is the time the accounts are built around: their past lies before it. The zero time
	// means the clock's time when New is called. It is cut to milliseconds.
	Epoch time.Time
	// Seed decides names, ids, durations and outcomes.
	Seed uint64
	// Speed is how many simulated seconds pass in a second, before and after the epoch; 0 means 1.
	Speed float64
	// Exports is the number of exports of the standard account; 0 means its usual 14.
	Exports int
	// Executions is the number of executions at the epoch in all exports of the standard account;
	// 0 means those of four weeks.
	Executions int
	// Frozen holds every account in its state of the epoch.
	Frozen bool
	// Faults are the scripted faults; where several apply, the first counts.
	Faults []Fault
}

// Server is the simulated service. It is safe for concurrent use.
type Server struct {
	clock    clock
	seed     uint64
	faults   []Fault
	accounts map[string]*account
	patterns map[string]*regexp.Regexp

	mu       sync.Mutex
	requests map[string]int
}

// New builds the accounts. It fails when the options make no sense.
func New(options Options) (*Server, error) {
	if err := options.check(); err != nil {
		return nil, fmt.Errorf("building the simulated accounts: %w", err)
	}
	if options.Epoch.IsZero() {
		options.Epoch = options.Now()
	}
	if options.Speed == 0 {
		options.Speed = 1
	}
	ticking := clock{
		now:    options.Now,
		epoch:  options.Epoch.UTC().Truncate(time.Millisecond),
		speed:  options.Speed,
		frozen: options.Frozen,
	}
	return &Server{
		clock:  ticking,
		seed:   options.Seed,
		faults: options.Faults,
		accounts: map[string]*account{
			StandardAccessKey: standardAccount(options),
			DemoAccessKey:     demoAccount(options.Seed),
			demoSecondKey:     demoSecondAccount(options.Seed),
			demoThirdKey:      demoThirdAccount(options.Seed),
			StrangeAccessKey:  strangeAccount(options.Seed),
		},
		patterns: compilePatterns(),
		requests: map[string]int{},
	}, nil
}

func (o Options) check() error {
	switch {
	case o.Now == nil:
		return errors.New("no clock given")
	case o.Speed < 0:
		return fmt.Errorf("speed %v is negative", o.Speed)
	case o.Exports < 0 || o.Exports > maxExports:
		return fmt.Errorf("%d exports: must be 0 to %d", o.Exports, maxExports)
	case o.Executions < 0 || o.Executions > maxExecutions:
		return fmt.Errorf("%d executions: must be 0 to %d", o.Executions, maxExecutions)
	}
	return nil
}

// Requests counts the requests received so far, by operation. Requests for an operation that the
// service does not know count under "".
func (s *Server) Requests() map[string]int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return maps.Clone(s.requests)
}

// ServeHTTP answers POST / as the service would, what is meant for S3 or STS as those would, and GET
// /state with the truth (see State).
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if isSTS(r) {
		s.serveSTS(w, r)
		return
	}
	if isS3(r) {
		s.serveS3(w, r)
		return
	}
	if r.Method == http.MethodGet && r.URL.Path == "/state" {
		s.serveState(w, r)
		return
	}
	c, err := s.receive(w, r)
	if err != nil {
		s.refuse(w, c, err)
		return
	}
	fault, faulty := s.faultAt(c.account, s.clock.now())
	if faulty && fault.Kind.replacesAnswer() {
		s.misbehave(w, r, c, fault.Kind)
		return
	}
	if faulty && fault.Kind == FaultSlow && !delay(r) {
		return
	}
	answer, err := s.answer(c, r)
	if err != nil {
		s.refuse(w, c, err)
		return
	}
	if faulty {
		answer = distort(answer, fault.Kind)
	}
	s.respond(w, c, http.StatusOK, answer)
}

// receive reads the request. The call it returns is never nil.
func (s *Server) receive(w http.ResponseWriter, r *http.Request) (*call, error) {
	c := &call{id: s.requestID(r.Header.Get("X-Amz-Target"), nil)}
	if r.Method != http.MethodPost || r.URL.Path != "/" {
		return c, unknownOperation()
	}
	body, err := readBody(w, r)
	if err != nil {
		return c, err
	}
	c.body = body
	c.id = s.requestID(r.Header.Get("X-Amz-Target"), body)
	operation, ours := strings.CutPrefix(r.Header.Get("X-Amz-Target"), targetPrefix)
	if ours && known(operation) {
		c.operation = operation
	}
	c.accessKey = accessKey(r.Header.Get("Authorization"))
	c.account = s.account(c.accessKey)
	s.mu.Lock()
	s.requests[c.operation]++
	s.mu.Unlock()
	return c, nil
}

func (s *Server) account(accessKey string) *account {
	if chosen, ok := s.accounts[accessKey]; ok {
		return chosen
	}
	return s.accounts[StandardAccessKey]
}

func (s *Server) refuse(w http.ResponseWriter, c *call, err error) {
	var refusal *apiError
	if !errors.As(err, &refusal) {
		refusal = internalFailure()
	}
	s.respond(w, c, refusal.status, refusal)
}

func (s *Server) respond(w http.ResponseWriter, c *call, status int, answer any) {
	body, err := encode(answer)
	if err != nil {
		status = http.StatusInternalServerError
		body = []byte(`{"__type":"InternalServerException","Message":"cannot encode the answer"}`)
	}
	s.write(w, c, status, body)
}

func (s *Server) write(w http.ResponseWriter, c *call, status int, body []byte) {
	header := w.Header()
	header.Set("X-Amzn-Requestid", c.id)
	header.Set("Content-Type", "application/x-amz-json-1.1")
	header.Set("Date", s.clock.now().UTC().Format(http.TimeFormat))
	w.WriteHeader(status)
	_, _ = w.Write(body) // a reader that went away is no fault of ours
}

func (s *Server) serveState(w http.ResponseWriter, r *http.Request) {
	body, err := json.MarshalIndent(s.State(r.URL.Query().Get("access-key")), "", "  ")
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Date", s.clock.now().UTC().Format(http.TimeFormat))
	_, _ = w.Write(append(body, '\n')) // a reader that went away is no fault of ours
}
