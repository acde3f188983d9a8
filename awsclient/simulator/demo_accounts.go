package simulator

import "time"

// The access keys of the demo's further accounts.
const (
	demoSecondKey = "AKIASIMDEMO000000002"
	demoThirdKey  = "AKIASIMDEMO000000003"
)

// DemoAccount is an account of the demo: the profile that is to stand for it, and its access key.
type DemoAccount struct{ Name, AccessKey string }

// DemoAccounts lists the accounts of the demo, three payers of one company. The first is that of
// DemoAccessKey. The second's login is expired for all operations from 40 s to 110 s after the
// epoch. The third's caller may call neither ListExports nor ListTables, and nothing that evidence
// takes: GetExport, GetTable, S3.
func DemoAccounts() []DemoAccount {
	return []DemoAccount{
		{Name: "payer-amer", AccessKey: DemoAccessKey},
		{Name: "payer-emea", AccessKey: demoSecondKey},
		{Name: "payer-apac", AccessKey: demoThirdKey},
	}
}

// otherTurn is the first turn of the rota of an account other than the first: earlier ones are
// taken by hand-written runs of the first account.
const otherTurn = 4

// demoSecondAccount is an account whose login runs out for a while, in which cur2-hourly is
// delivered. Its last run of focus-1-2 failed an hour ago.
func demoSecondAccount(seed uint64) *account {
	a := otherDemoAccount(newStream(seed, "demo", "payer-emea"), "-emea", []demoTurn{
		{name: "cur2-daily", age: 95 * time.Minute, ended: delivered()},
		{
			name: "cur2-hourly", age: 6*time.Hour + 40*time.Minute, ended: delivered(),
			opened: seconds(delivered(), -176, -163, -117, 15, 74),
		},
		{name: "focus-1-2", age: time.Hour, ended: refused()},
		{
			name: "cid-cur2", age: 7 * time.Hour, ended: delivered(),
			opened: seconds(delivered(), -53, -44, 3, 127, 186),
		},
	}, "recommendations-all")
	a.faults = []Fault{{Kind: FaultExpired, After: 40 * time.Second, For: 70 * time.Second}}
	return a
}

// demoThirdAccount is an account whose exports and tables can't be listed, the exports only asked
// about one by one.
func demoThirdAccount(seed uint64) *account {
	a := otherDemoAccount(newStream(seed, "demo", "payer-apac"), "-apac", []demoTurn{
		{name: "focus-1-2", age: 3 * time.Hour, ended: delivered()},
		{name: "cost-dashboard", age: 40 * time.Minute, ended: delivered()},
		{
			name: "cur2-hourly", age: 7*time.Hour + 20*time.Minute, ended: delivered(),
			opened: seconds(delivered(), -94, -82, -28, 53, 102),
		},
	}, "carbon-monthly")
	a.denies = []string{listExports, listTables, getExport, getTable, anyS3Permission}
	return a
}

// otherDemoAccount has exports that take turns as in the first account, in its own time, and one
// that ran long ago. Their buckets have names of their own, for S3 has each name once.
func otherDemoAccount(chance stream, ending string, turns []demoTurn, last string) *account {
	a := &account{id: digits(chance.at(0, "account"))}
	for i, d := range turns {
		a.exports = append(a.exports,
			d.build(a.id, inBucket(named(d.name), ending), chance, otherTurn+i))
	}
	a.exports = append(a.exports, resting(inBucket(named(last), ending), a.id, chance))
	return a
}

// inBucket is the template with its bucket's name ended so, unless another account owns it.
func inBucket(t template, ending string) template {
	if t.owner == "" {
		t.bucket += ending
	}
	return t
}
