package metrics

import (
	"cmp"
	"time"
	"unicode/utf8"

	"exportwatch/model"
	"exportwatch/model/watch"
)

// reading is what a watch list says at an instant: the values of all series. It holds nothing of the
// list, so that another goroutine may print it.
type reading struct {
	exports  []export
	accounts []account
}

// read reads a list without changing it. It takes a moment, however many exports there are: nothing
// is printed here.
func read(list *watch.List, now time.Time) *reading {
	return &reading{exports: readExports(list, list.AWSNow(now)), accounts: readAccounts(list, now)}
}

// account is what is said of an account by way of a profile.
type account struct {
	accountName

	up      bool
	faults  [model.FaultCanceled]bool // by kind; all but the last
	heardAt time.Time
}

type accountName struct{ number, profile string }

// readAccounts reads the accounts, each once: the default profile may lead to one that was named by
// its ARN, too.
func readAccounts(list *watch.List, now time.Time) []account {
	var accounts []account
	places := map[accountName]int{}
	for _, asked := range list.Accounts() {
		name := accountName{text(asked.Number()), profileOf(asked)}
		at, twice := places[name]
		if !twice {
			at = len(accounts)
			places[name] = at
			accounts = append(accounts, account{accountName: name, up: true})
		}
		accounts[at].add(asked, now)
	}
	return accounts
}

// add adds what is known of asking the account.
func (a *account) add(asked *watch.Account, now time.Time) {
	_, _, silent := asked.Waiting(now)
	for _, fault := range []*model.Fault{silent, asked.Refused} {
		if fault != nil && int(fault.Kind) < len(a.faults) {
			a.faults[fault.Kind] = true
		}
	}
	a.up = a.up && silent == nil && asked.Refused == nil && !asked.AnsweredAt.IsZero()
	if asked.AnsweredAt.After(a.heardAt) {
		a.heardAt = asked.AnsweredAt
	}
}

// profileOf returns the name of the profile by which an account is asked.
func profileOf(account *watch.Account) string { return text(cmp.Or(account.Profile, "default")) }

// text returns outside text as the value of a label: one line of valid UTF-8 without anything that
// hides, at most 512 characters.
func text(outside string) string {
	const longest = 512
	cleaned := model.Clean(outside)
	if len(cleaned) <= longest || utf8.RuneCountInString(cleaned) <= longest {
		return cleaned
	}
	return string([]rune(cleaned)[:longest])
}
