package cli

import (
	"cmp"
	"context"
	"errors"

	"exportwatch/awsclient"
	"exportwatch/model"
	"exportwatch/model/words"
)

// identify asks STS whose the credentials are. Where it doesn't say, it is told all the same of what
// else names somebody.
func (e *examination) identify(ctx context.Context, session *awsclient.Session) {
	var err error
	if e.who, err = session.Identify(ctx); err != nil {
		e.unsaid, _ = errors.AsType[*model.Fault](err)
	}
}

// whose returns who the credentials are of, as far as anything tells: STS, a refusal, the credentials
// themselves, an export.
func (e *examination) whose() model.Identity {
	who := e.who
	if e.unsaid != nil {
		who.Principal = e.unsaid.Principal
	}
	who.Principal = cmp.Or(who.Principal, e.probe.principal)
	who.Account = cmp.Or(who.Account, model.ARNAccount(who.Principal), e.caller.Account,
		e.probe.account)
	return who
}

// credentials says whether there are any, whose, and where they were found.
func (e *examination) credentials() finding {
	if e.refused != nil {
		return faultFinding(checkCredentials, e.refused)
	}
	who := e.whose()
	f := finding{
		check: checkCredentials, text: words.CallerLine(e.caller, who),
		account: who.Account, principal: who.Principal,
	}
	switch {
	case e.caused(ofCredentials):
		f.verdict = verdictWrong
		f.text += ". " + words.FaultLine(e.probe.cause)
		f.remedy = faultRemedy(e.probe.cause)
	case e.caused(ofWay) && e.unsaid != nil:
		f.verdict = verdictNote
		f.text += "; AWS wasn't reached to check them"
	case who.Principal == "" && e.unsaid != nil:
		f.verdict = verdictNote
		f.text += "; STS doesn't say whose they are. " + faultText(e.unsaid)
	}
	return f
}

// expiry says when the credentials end, if they do.
func (e *examination) expiry() []finding {
	text := words.Expiry(e.caller, e.now)
	if text == "" {
		return nil
	}
	return []finding{{check: "expiry", verdict: verdictNote, text: text}}
}
