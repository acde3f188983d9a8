package watch

import (
	"time"

	"exportwatch/model"
)

// This file has what differs from one kind of question to the next: how it is asked, and who takes
// what it ended with.

// ask makes the question.
func (t *turn) ask(now time.Time) model.Ask {
	ask := model.Ask{
		Kind: t.kind, Profile: t.account.Profile, Ticket: t.ticket, At: now, Held: t.held,
	}
	switch t.kind {
	case model.AskExecution:
		ask.Ref = t.run.Ref
	case model.AskExecutions:
		ask.Ref.ExportARN = t.watched.ExportARN
		ask.All = t.watched.wantsAll(now)
	case model.AskExports, model.AskTables:
	case model.AskBucket, model.AskData, model.AskSample, model.AskCurrent, model.AskTable:
		if t.look == nil {
			ask.Ref.ExportARN = t.watched.ExportARN
			break
		}
		t.look.put(&ask)
	}
	return ask
}

// Take takes what a question ended with. What was known stays where it is a fault. It returns
// false, and changes nothing, if nobody waits for the reply any more. A reply that came before now,
// since it is shared, is taken as it would have been then: its schedule counts from there.
func (w *List) Take(reply model.Reply, now time.Time) bool {
	t := w.asked[reply.Ask.Ticket]
	if t == nil {
		return false
	}
	delete(w.asked, t.ticket)
	if came := reply.CameAt; !came.IsZero() && came.Before(now) {
		now = came
	}
	t.held = now
	t.ticket, t.due = 0, time.Time{} // what is taken makes it due again
	w.inFlight--
	w.revision++
	if t.look != nil {
		w.takeEvidence(t, reply, now)
		return true
	}
	t.account.repeated(reply.Retries, now)
	switch result := reply.Result.(type) {
	case model.Answer:
		w.takeAnswer(t, reply.Ask, result, now)
	case model.ExportList:
		w.takeExports(t, reply.Ask, result, now)
	case model.ExecutionList:
		w.takeExecutions(t, reply.Ask, result, now)
	case model.TableList:
		w.takeTables(t, result, now)
	case *model.Fault:
		w.takeFault(t, result, now)
	case model.CurrentExport:
		w.takeDescription(t, result, now)
	case model.BucketFacts,
		model.DataFacts,
		model.SampleFacts,
		model.TableFacts: // of evidence alone
	}
	w.endMutes()
	return true
}

// takeFault takes the fault that a question ended with.
func (w *List) takeFault(t *turn, fault *model.Fault, now time.Time) {
	if t.kind == model.AskTables {
		t.account.failTables(fault, now)
		return
	}
	if t.kind == model.AskExports && !t.account.follows {
		t.account.failOffers(fault, now)
		return
	}
	if t.account.failed(fault, w.interval, now) || fault.Kind == model.FaultThrottled ||
		fault.Kind == model.FaultCanceled {
		t.again(now)
		return
	}
	if t.failures == 0 {
		t.failedAt = now
	}
	switch t.kind {
	case model.AskExecution:
		t.run.fault = fault
		t.again(w.nextAfterFault(t.run, now))
		if fault.Lasting() || t.failures+1 >= FaultsInARow {
			t.run.export.sought = true
		}
	case model.AskExports:
		t.account.Refused = fault
		w.askRecalled(t.account, now)
		t.due = w.lookAgain(t, fault, exportsGap, now)
	case model.AskExecutions:
		t.watched.Refused = fault
		t.again(w.lookAgain(t, fault, executionsGap, now))
	case model.AskCurrent:
		w.failDescription(t, fault, now)
	case model.AskTables: // failTables
	case model.AskBucket, model.AskData, model.AskSample, model.AskTable:
	}
	t.failures++
}
