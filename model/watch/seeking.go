package watch

import (
	"slices"
	"time"

	"exportwatch/model"
)

// This file has how evidence is asked for, and who takes what came.

// sought returns what to seek, or nil where that isn't known.
func (l *look) sought() *model.Sought {
	sought := l.of.sought()
	switch {
	case sought == nil && l.kind == model.AskCurrent:
		return &model.Sought{ExportARN: l.of.row.ExportARN, Account: l.of.row.Account.ID}
	case sought == nil, l.kind == model.AskTable && sought.Table == "",
		l.kind == model.AskSample && l.sample == "",
		l.ofS3() && sought.Destination.Bucket == "":
		return nil
	default:
		return sought
	}
}

// sought returns what to seek by the run's snapshot, or else by the export of today; nil where neither
// is known.
func (l *Looks) sought() *model.Sought {
	if l.run != nil {
		if sought, ok := model.SoughtOf(l.run.execution); ok {
			return sought
		}
	}
	current, ok := l.Look(model.AskCurrent).Result.(model.CurrentExport)
	if !ok || current.Export == nil {
		return nil
	}
	if l.run == nil {
		return model.SoughtOfExport(l.row.ExportARN, current.Export)
	}
	run := l.run.execution
	run.Export = current.Export
	sought, _ := model.SoughtOf(run)
	return sought
}

// ofS3 says whether S3 is asked, not Data Exports.
func (t *turn) ofS3() bool {
	return t.kind == model.AskBucket || t.kind == model.AskData || t.kind == model.AskSample
}

// put puts into the question what is sought. It must be known.
func (l *look) put(ask *model.Ask) {
	sought := l.sought()
	sought.Anew, sought.Sample = l.demanded, l.sample
	if l.kind == model.AskTable && l.of.checks.switches != nil {
		sought.Switches = l.of.checks.switches(l.account,
			model.TableConfiguration{Table: sought.Table, Properties: sought.Settings})
	}
	ask.Sought, ask.Ref.ExportARN = sought, l.of.row.ExportARN
	if l.of.run != nil {
		ask.Ref = l.of.run.Ref
	}
}

// takeEvidence takes the facts that a question about evidence ended with, or the fault. Neither says
// anything of the account: every other question finds out for itself what is wrong with it.
func (w *List) takeEvidence(t *turn, reply model.Reply, now time.Time) {
	l, account := t.look, t.account
	account.inFlight--
	sent := requestsOf(reply.Result)
	if t.ofS3() {
		account.requests.addMany(sent, now)
		if !l.demanded {
			account.seeking--
			account.own.addMany(sent, now)
		}
	} else {
		account.calls.addMany(sent, now)
	}
	if l.asksAgain(reply.Result, now) {
		return
	}
	fault := reply.Fault()
	if fault != nil && fault.Kind == model.FaultThrottled && !t.ofS3() {
		account.throttled(fault, now)
	}
	l.last = Look{At: reply.Ask.At, Sought: reply.Ask.Sought, Fault: fault}
	if fault == nil {
		l.last.Result = reply.Result
	}
	if w.checks.judge != nil {
		l.of.judgement = w.checks.judge(w, l.of, now)
		w.keepSeen(l.of, t.kind)
	}
	if t.kind == model.AskData && !l.demanded {
		l.lookAgain(now)
	}
	l.demanded = false
	if t.kind == model.AskCurrent {
		l.of.giveUp()
	}
}

// asksAgain notes whether Data Exports asked to slow down. If it did, the question is asked once more,
// a while later: it is optional, and holds the account's other questions back by no more than its pace.
func (l *look) asksAgain(result model.Result, now time.Time) bool {
	slowed := throttled(result)
	switch {
	case l.ofS3():
		return false
	case slowed:
		l.account.pace.Throttled(now)
		l.account.throttle.add(now)
	default:
		l.account.pace.Answered()
	}
	l.repeated = slowed && !l.repeated
	if l.repeated {
		l.due = now.Add(l.account.slower(0))
	}
	return l.repeated
}

// throttled says whether facts of Data Exports lack something since it asked to slow down.
func throttled(result model.Result) bool {
	var probes []model.Probe
	switch facts := result.(type) {
	case model.CurrentExport:
		probes = []model.Probe{facts.Probe}
	case model.TableFacts:
		probes = []model.Probe{facts.Own.Probe, facts.Off.Probe, facts.On.Probe}
	case model.BucketFacts, model.DataFacts, model.SampleFacts, model.Answer, model.ExportList,
		model.ExecutionList, model.TableList, *model.Fault: // no such facts
	}
	return slices.ContainsFunc(probes, func(p model.Probe) bool {
		return p.Fault != nil && p.Fault.Kind == model.FaultThrottled
	})
}

// giveUp drops what was wanted by a key and can't be sought now that the export of today was asked for.
func (l *Looks) giveUp() {
	for i := range l.kinds {
		if at := &l.kinds[i]; at.demanded && at.ticket == 0 && at.sought() == nil {
			at.demanded, at.due = false, time.Time{}
		}
	}
}

// keepSeen remembers what is worth it of what just came.
func (w *List) keepSeen(looks *Looks, kind model.AskKind) {
	facts, judged := looks.row.facts, looks.judgement
	switch {
	case kind == model.AskTable && judged.Columns != nil:
		facts.columns = judged.Columns
		w.noteEvidence(SeenEvidence{ARN: looks.row.ExportARN, Columns: judged.Columns})
	case kind == model.AskData && judged.Manifest != nil:
		looks.row.Account.idsMatch = looks.row.Account.idsMatch || judged.Manifest.Matched
		facts.seeManifest(*judged.Manifest)
		w.noteEvidence(SeenEvidence{
			ARN: looks.row.ExportARN, Manifests: []SeenManifest{*judged.Manifest},
		})
	}
}

// seeManifest remembers a manifest, the newest last.
func (f *exportFacts) seeManifest(seen SeenManifest) {
	for i, other := range f.manifests {
		if other.Key == seen.Key && other.ETag == seen.ETag {
			f.manifests = append(f.manifests[:i:i], f.manifests[i+1:]...)
			break
		}
	}
	f.manifests = append(f.manifests, seen)
	if extra := len(f.manifests) - mostManifests; extra > 0 {
		f.manifests = append(f.manifests[:0:0], f.manifests[extra:]...)
	}
}

// requestsOf returns how many requests were sent for facts; 0 for a fault, for then none could be.
func requestsOf(result model.Result) int {
	switch facts := result.(type) {
	case model.BucketFacts:
		return facts.Requests()
	case model.DataFacts:
		return facts.Requests()
	case model.SampleFacts:
		return facts.Requests()
	case model.CurrentExport:
		return facts.Requests
	case model.TableFacts:
		return facts.Own.Requests + facts.Off.Requests + facts.On.Requests
	case model.Answer, model.ExportList, model.ExecutionList, model.TableList, *model.Fault:
	}
	return 0
}

// RequestsLastHour returns how many requests were sent to S3 in the last hour.
func (w *List) RequestsLastHour(now time.Time) int {
	sum := 0
	for _, account := range w.accounts {
		sum += account.requests.lastHour(now)
	}
	return sum
}
