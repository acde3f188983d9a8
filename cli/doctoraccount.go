package cli

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"exportwatch/awsclient"
	"exportwatch/awsclient/simulator"
	"exportwatch/model"
	"exportwatch/model/words"
)

// patient is a profile that is examined.
type patient struct {
	profile string
	options awsclient.Options
}

// patients returns the profiles that are meant. The error is a fault of the settings.
func (f *doctorFlags) patients(streams Streams) ([]patient, error) {
	log := slog.New(slog.DiscardHandler)
	var all []patient
	if f.demo {
		server, err := simulator.New(simulator.Options{Now: time.Now, Seed: 1})
		if err != nil {
			return nil, err
		}
		for _, account := range simulator.DemoAccounts()[:f.demoAccounts] {
			all = append(all, patient{account.Name, demoOptions(server, account, log)})
		}
		return all, nil
	}
	profiles, err := awsclient.Profiles(f.profiles)
	if err != nil {
		return nil, err
	}
	if len(profiles) == 0 {
		profiles = []string{""}
	}
	options := f.sessionOptions(streams, log)
	for _, profile := range profiles {
		options.Profile = profile
		all = append(all, patient{profile, options})
	}
	return all, nil
}

// accounts examines all profiles at once, and returns a block about each and one about what it may.
func (f *doctorFlags) accounts(ctx context.Context, named targets, streams Streams) []block {
	patients, err := f.patients(streams)
	if err != nil {
		return []block{
			{about: aboutAccount, findings: []finding{faultFinding(checkCredentials, err)}},
		}
	}
	found := make([][]block, len(patients))
	var all sync.WaitGroup
	for i, p := range patients {
		all.Go(func() { found[i] = p.examine(ctx, named) })
	}
	all.Wait()
	var blocks []block
	for _, each := range found {
		blocks = append(blocks, each...)
	}
	return blocks
}

// The checks of an account.
const (
	checkCredentials = "credentials"
	checkSettings    = "settings"
	checkClock       = "clock"
	checkEndpoint    = "endpoint"
	checkTLS         = "TLS"
)

// examination is what is known of a profile when all was tried.
type examination struct {
	caller  model.Caller
	refused error // why there are no credentials
	who     model.Identity
	unsaid  *model.Fault // why STS doesn't say whose the credentials are
	way     model.Way
	passage model.Passage
	probe   *probe
	now     time.Time
}

// examine tries what a profile's credentials give.
func (p patient) examine(ctx context.Context, named targets) []block {
	witness := awsclient.NewWitness(time.Now)
	p.options.Tap = witness.Tap
	account := block{about: aboutAccount, profile: model.Clean(p.profile)}
	permissions := block{about: aboutPermissions, profile: account.profile}
	session, err := awsclient.Open(ctx, p.options)
	if err != nil {
		account.findings = []finding{faultFinding(checkCredentials, err)}
		return []block{account}
	}
	e := examination{
		way: session.Way(ctx),
		probe: &probe{
			source: session, profile: p.profile, named: named, now: time.Now,
			permissions: permissionsFor(named),
		},
	}
	if e.caller, e.refused = session.Caller(ctx); e.refused == nil {
		var both sync.WaitGroup
		both.Go(func() { e.identify(ctx, session) })
		e.probe.run(ctx)
		both.Wait()
	} else {
		for _, each := range e.probe.permissions {
			e.probe.leave("there are no credentials", each.action)
		}
	}
	e.passage, e.now = witness.Seen(), time.Now()
	if account.profile == "" {
		account.profile, permissions.profile = e.caller.Profile, e.caller.Profile
	}
	account.findings = e.findings(session.Warnings())
	permissions.findings = e.probe.findings()
	return []block{account, permissions}
}

// findings says what was found out but for the permissions.
func (e *examination) findings(warnings []string) []finding {
	all := append([]finding{e.credentials()}, e.expiry()...)
	all = append(all, e.clock(), e.endpoint(), e.trust())
	for _, warning := range warnings {
		all = append(all, finding{check: checkEndpoint, verdict: verdictLook, text: warning})
	}
	return all
}

// part is what a cause that keeps AWS from answering lies in.
type part int

// The parts.
const (
	ofNothing part = iota
	ofCredentials
	ofClock
	ofWay
)

// partOf returns what a fault lies in.
func partOf(fault *model.Fault) part {
	switch fault.Kind {
	case model.FaultConfig, model.FaultNoCredentials, model.FaultLogin, model.FaultExpiredKeys,
		model.FaultBadKeys, model.FaultAssumeRole, model.FaultCredentialProcess:
		return ofCredentials
	case model.FaultTimeout, model.FaultDNS, model.FaultTLS, model.FaultNetwork,
		model.FaultNotAWS:
		return ofWay
	case model.FaultClock:
		return ofClock
	case model.FaultOther, model.FaultDenied, model.FaultNotFound, model.FaultInvalid,
		model.FaultThrottled, model.FaultService, model.FaultNoStatus, model.FaultCanceled:
	}
	return ofNothing
}

// caused says whether nothing is answered for a cause in a part.
func (e *examination) caused(by part) bool {
	return e.probe.cause != nil && partOf(e.probe.cause) == by
}

func (e *examination) clock() finding {
	f := finding{
		check: checkClock, verdict: verdictNote, text: "not compared: no answer of AWS came",
	}
	wrong := e.caused(ofClock)
	if e.passage.ClockKnown {
		f.verdict = verdictFine
		var off bool
		f.text, off = words.ClockLine(e.passage.Ahead)
		wrong = wrong || off
	}
	if wrong {
		f.verdict = verdictWrong
		f.remedy = "Set this machine's clock: AWS rejects signatures that are minutes off."
	}
	return f
}

// endpoint says where the questions go, and whether anybody answers there.
func (e *examination) endpoint() finding {
	f := finding{check: checkEndpoint, text: words.WayLine(e.way)}
	if e.way.Replaced {
		f.text += ", no network"
	}
	switch cause := e.probe.cause; {
	case e.caused(ofWay):
		f.verdict = verdictWrong
		f.text += ". " + faultText(cause)
		f.remedy = faultRemedy(cause)
	case e.passage.Answers == 0:
		f.verdict = verdictNote
		f.text += "; not asked"
	case e.way.Replaced:
	case e.passage.Quickest < time.Millisecond:
		f.text += "; answers in less than 1ms"
	default:
		f.text += "; answers in " + e.passage.Quickest.Round(time.Millisecond).String()
	}
	return f
}

func (e *examination) trust() finding {
	f := finding{check: checkTLS, text: words.TrustLine(e.way, e.passage)}
	if e.passage.Issuer == "" {
		f.verdict = verdictNote
	}
	return f
}

// faultFinding says that something is wrong.
func faultFinding(check string, err error) finding {
	f := finding{check: check, verdict: verdictWrong}
	fault, ok := errors.AsType[*model.Fault](err)
	if !ok {
		f.text = model.Clean(err.Error())
		return f
	}
	if fault.Kind == model.FaultConfig {
		f.check = checkSettings
	}
	f.text, f.remedy = faultText(fault), faultRemedy(fault)
	return f
}

// faultText says what happened, with AWS's or the system's words.
func faultText(fault *model.Fault) string {
	if fault.Message == "" {
		return words.FaultSentence(fault)
	}
	return words.FaultSentence(fault) + ": " + fault.Message
}

// faultRemedy says what to do about a fault. Doctor asks once, however long it may take.
func faultRemedy(fault *model.Fault) string {
	switch fault.Kind { //nolint:exhaustive // the others are advised on as elsewhere
	case model.FaultThrottled:
		return "Try again later."
	case model.FaultConfig:
		return "Correct it."
	}
	return words.FaultAdviceOnce(fault)
}
