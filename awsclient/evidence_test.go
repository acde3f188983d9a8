package awsclient_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"exportwatch/awsclient"
	"exportwatch/awsclient/simulator"
	"exportwatch/model"
)

// stories is a session on an account of the demo, some time after its epoch.
type stories struct {
	t       *testing.T
	server  *simulator.Server
	session *awsclient.Session
	key     string
	now     time.Time
}

func tell(t *testing.T, epoch time.Time, after time.Duration, account int) *stories {
	t.Helper()
	s := &stories{t: t, now: epoch.Add(after), key: simulator.DemoAccounts()[account].AccessKey}
	server, err := simulator.New(simulator.Options{
		Now: func() time.Time { return s.now }, Epoch: epoch, Seed: 1,
	})
	if err != nil {
		t.Fatal(err)
	}
	s.server = server
	s.session = open(t, awsclient.Options{
		EndpointURL: "http://demo.invalid", AccessKeyID: s.key,
		SecretAccessKey: simulator.SecretKey, Transport: simulator.Transport{Handler: server},
	})
	return s
}

// midday is an epoch in the last week of a month.
func midday() time.Time { return time.Date(2026, 11, 24, 14, 0, 0, 0, time.UTC) }

// run is the newest run of an export that is in a state, with its snapshot.
func (s *stories) run(name, status string) model.Execution {
	s.t.Helper()
	for _, run := range s.server.Executions(s.key) {
		if run.Name != name || run.StatusCode != status {
			continue
		}
		answer, err := s.session.Execution(s.t.Context(),
			model.Ref{ExportARN: run.ExportArn, ExecutionID: run.ExecutionId})
		if err != nil {
			s.t.Fatal(err)
		}
		return answer.Execution
	}
	s.t.Fatalf("no run of %s is in %s", name, status)
	return model.Execution{}
}

func (s *stories) sought(name, status string) *model.Sought {
	s.t.Helper()
	sought, ok := model.SoughtOf(s.run(name, status))
	if !ok {
		s.t.Fatalf("%s has no snapshot", name)
	}
	return sought
}

func (s *stories) answer(kind model.AskKind, sought *model.Sought) model.Result {
	s.t.Helper()
	reply := s.session.Answer(s.t.Context(),
		model.Ask{Kind: kind, Sought: sought, At: s.now})
	if fault := reply.Fault(); fault != nil {
		s.t.Fatalf("%s: %v", kind, fault)
	}
	return reply.Result
}

func (s *stories) data(sought *model.Sought) model.DataFacts {
	s.t.Helper()
	facts, _ := s.answer(model.AskData, sought).(model.DataFacts)
	return facts
}

func (s *stories) bucket(sought *model.Sought) model.BucketFacts {
	s.t.Helper()
	facts, _ := s.answer(model.AskBucket, sought).(model.BucketFacts)
	return facts
}

// TestDeliveredFilesAreFound has the run's manifest read, and the files of it and of the run before
// listed, with as few requests as that takes.
func TestDeliveredFilesAreFound(t *testing.T) {
	t.Parallel()
	s := tell(t, midday(), 10*time.Second, 0)
	sought := s.sought("cur2-hourly", "DELIVERY_SUCCESS")
	facts := s.data(sought)
	if facts.Requests() != 4 || facts.Spent != 0 || facts.Again.Asked() {
		t.Errorf("%d requests, want 3 listings and a manifest: %+v", facts.Requests(), facts)
	}
	if !strings.Contains(string(facts.Manifest.Body), sought.ExecutionID) {
		t.Errorf("manifest %s doesn't name run %s", facts.Manifest.Key, sought.ExecutionID)
	}
	if int64(len(facts.Manifest.Body)) != facts.Manifest.Size {
		t.Errorf("%d bytes read, %d listed", len(facts.Manifest.Body), facts.Manifest.Size)
	}
	if !facts.Data.Whole || len(facts.Data.Objects) == 0 || facts.Data.Bytes() < 1<<20 ||
		!strings.Contains(facts.Data.Prefix, sought.ExecutionID) {
		t.Errorf("data %+v", facts.Data)
	}
	for _, object := range facts.Data.Objects {
		if object.Size <= 0 || object.Class != "STANDARD" || object.ETag == "" ||
			object.Modified.Before(sought.From) || object.Modified.After(facts.Manifest.Modified) ||
			!strings.Contains(string(facts.Manifest.Body), object.Key) {
			t.Errorf("object %+v", object)
		}
	}
	if !facts.Before.Whole || len(facts.Before.Objects) == 0 ||
		facts.Before.Prefix == facts.Data.Prefix ||
		!strings.HasPrefix(facts.Before.Prefix, "cur2/cur2-hourly/data/BILLING_PERIOD=2026-11/") {
		t.Errorf("before: %q, %d objects", facts.Before.Prefix, len(facts.Before.Objects))
	}
	if facts.Region != "us-east-1" || facts.Metadata.Served.IsZero() || facts.Metadata.At != s.now {
		t.Errorf("Region %q, probe %+v", facts.Region, facts.Metadata.Probe)
	}
}

func TestFilesThatAreReplacedAreLookedAtAgain(t *testing.T) {
	t.Parallel()
	s := tell(t, midday(), 0, 0)
	sought, _ := model.SoughtOf(s.run("focus-1-2", "DELIVERY_IN_PROCESS"))
	facts := s.data(sought)
	newer := slices.ContainsFunc(facts.Data.Objects, func(o model.Object) bool {
		return o.Modified.After(facts.Manifest.Modified)
	})
	if !newer || !facts.Again.Answered() || facts.Moved || facts.Spent != 0 {
		t.Errorf("newer %v, again %+v, moved %v", newer, facts.Again, facts.Moved)
	}
}

func TestArchivedFilesAreSeen(t *testing.T) {
	t.Parallel()
	s := tell(t, midday(), 0, 0)
	sought := s.sought("recommendations", "DELIVERY_SUCCESS")
	facts := s.data(sought)
	if len(facts.Data.Objects) == 0 || facts.Data.Objects[0].Class != "DEEP_ARCHIVE" ||
		!strings.Contains(facts.Data.Prefix, "/date=2026-11-24/") {
		t.Fatalf("data %+v", facts.Data)
	}
	if first := facts.Metadata.Objects[0].Key; !strings.Contains(first, "date=2026-11-21") {
		t.Errorf("the search begins with %s", first)
	}
	sought.Sample = facts.Data.Objects[0].Key
	sample, _ := s.answer(model.AskSample, sought).(model.SampleFacts)
	if sample.Fault == nil || sample.Fault.Code != "InvalidObjectState" || sample.Refused() {
		t.Errorf("sample %+v", sample)
	}
}

func TestSampleIsRead(t *testing.T) {
	t.Parallel()
	s := tell(t, midday(), 0, 0)
	sought := s.sought("cid-cur2", "DELIVERY_SUCCESS")
	sought.Sample = s.data(sought).Data.Objects[0].Key
	sample, _ := s.answer(model.AskSample, sought).(model.SampleFacts)
	if string(sample.Bytes) != "PAR1" || sample.Requests() != 1 || sample.Status != 206 {
		t.Errorf("sample %+v", sample)
	}
}

func TestSmallerDeliveryInAnotherRegion(t *testing.T) {
	t.Parallel()
	s := tell(t, midday(), 0, 0)
	sought := s.sought("focus-1-2-chargeback", "DELIVERY_SUCCESS")
	facts := s.data(sought)
	if now, then := facts.Data.Bytes(), facts.Before.Bytes(); now >= then*8/10 || now == 0 {
		t.Errorf("%d bytes now, %d before", now, then)
	}
	if facts.Region != "eu-west-1" || facts.Requests() != 4 {
		t.Errorf("Region %q, %d requests", facts.Region, facts.Requests())
	}
	if !strings.HasPrefix(facts.Data.Prefix, "focus//focus-1-2-chargeback/data/") {
		t.Errorf("prefix %q lost its double slash", facts.Data.Prefix)
	}
}

func TestBucketFacts(t *testing.T) {
	t.Parallel()
	s := tell(t, midday(), 0, 0)
	daily := s.bucket(s.sought("cur2-daily", "DELIVERY_FAILURE"))
	if daily.Standing != model.BucketOwned || daily.Region != "us-east-1" || !daily.OwnerSaid ||
		daily.Requests() != 3 {
		t.Errorf("%+v, %d requests", daily, daily.Requests())
	}
	if !strings.Contains(daily.Policy.Text, ":eu-west-1:") || daily.Policy.None {
		t.Errorf("policy %q", daily.Policy.Text)
	}
	if daily.Encryption.Algorithm != "AES256" || daily.Encryption.Key != "" {
		t.Errorf("encryption %+v", daily.Encryption)
	}
	containers := s.bucket(s.sought("cur2-split-cost", "DELIVERY_SUCCESS"))
	if containers.Encryption.Algorithm != "aws:kms" ||
		!strings.Contains(containers.Encryption.Key, ":key/") {
		t.Errorf("encryption %+v", containers.Encryption)
	}
	shared := s.bucket(s.sought("cid-cur2", "DELIVERY_SUCCESS"))
	if shared.Standing != model.BucketOwned || !shared.Policy.OtherAccount() ||
		shared.Owner != "444455556666" || shared.Policy.Text != "" {
		t.Errorf("%+v", shared)
	}
}

// TestBucketIsFollowedToItsRegion has a bucket elsewhere than its export says: that costs one more
// request, once.
func TestBucketIsFollowedToItsRegion(t *testing.T) {
	t.Parallel()
	s := tell(t, midday(), 0, 0)
	sought := s.sought("cost-dashboard", "DELIVERY_SUCCESS")
	if sought.Destination.Region != "us-east-1" {
		t.Fatalf("the export says %s", sought.Destination.Region)
	}
	facts := s.data(sought)
	if facts.Region != "us-west-2" || facts.Metadata.Requests != 2 || facts.Requests() != 4 ||
		len(facts.Data.Objects) == 0 {
		t.Errorf("Region %q, %d requests", facts.Region, facts.Requests())
	}
	bucket := s.bucket(sought)
	if bucket.Region != "us-west-2" || bucket.Requests() != 3 {
		t.Errorf("%+v, %d requests", bucket, bucket.Requests())
	}
	sought.Region = facts.Region
	if bucket = s.bucket(sought); bucket.Requests() != 2 || bucket.Head.Asked() {
		t.Errorf("%d requests where the Region is known, want policy and encryption",
			bucket.Requests())
	}
}

func TestExportOfToday(t *testing.T) {
	t.Parallel()
	s := tell(t, midday(), 0, 0)
	sought := s.sought("carbon-monthly", "DELIVERY_SUCCESS")
	now, _ := s.answer(model.AskCurrent, sought).(model.CurrentExport)
	if now.Export == nil || now.Export.Destination.Prefix != "sustainability/carbon" ||
		sought.Destination.Prefix != "carbon" || now.Health.Code != "HEALTHY" ||
		!now.EditedAt.Equal(midday().Add(-48*time.Hour)) {
		t.Errorf("%+v", now)
	}
	sought.ExportARN = strings.Replace(sought.ExportARN, "carbon", "carbide", 1)
	gone, _ := s.answer(model.AskCurrent, sought).(model.CurrentExport)
	if !gone.Gone || gone.Fault == nil || gone.Export != nil {
		t.Errorf("%+v", gone)
	}
}

func TestTableWithAndWithoutSwitches(t *testing.T) {
	t.Parallel()
	s := tell(t, midday(), 0, 0)
	sought := s.sought("cur2-daily", "DELIVERY_FAILURE")
	sought.Switches = []string{"INCLUDE_RESOURCES", "INCLUDE_SPLIT_COST_ALLOCATION_DATA"}
	facts, _ := s.answer(model.AskTable, sought).(model.TableFacts)
	names := func(schema model.Schema) []string {
		var names []string
		for _, column := range schema.Columns {
			names = append(names, column.Name)
		}
		return names
	}
	if own, off, on := names(
		facts.Own,
	), names(
		facts.Off,
	), names(
		facts.On,
	); !slices.Equal(own, off) ||
		len(on) != len(own)+12 ||
		!slices.Contains(on, "line_item_resource_id") {
		t.Errorf("%d columns, %d off, %d on", len(own), len(off), len(on))
	}
	slip := s.sought("focus-1-0", "QUERY_FAILURE")
	facts, _ = s.answer(model.AskTable, slip).(model.TableFacts)
	run := s.run("focus-1-0", "QUERY_FAILURE")
	if !strings.Contains(run.Export.Query, "billedcost") ||
		!slices.Contains(names(facts.Own), "BilledCost") || facts.Off.Asked() {
		t.Errorf("query %.80s, columns %q", run.Export.Query, names(facts.Own))
	}
	slip.Table = "NO_SUCH_TABLE"
	facts, _ = s.answer(model.AskTable, slip).(model.TableFacts)
	if !facts.Own.Unknown || facts.Own.Fault == nil {
		t.Errorf("%+v", facts.Own)
	}
}

// TestMonthStart has the newest partition be last month's on the first, and next to nothing in this
// month's on the second.
func TestMonthStart(t *testing.T) {
	t.Parallel()
	for day, want := range map[int]string{1: "2026-11", 2: "2026-12"} {
		s := tell(t, time.Date(2026, 12, day, 15, 0, 0, 0, time.UTC), 0, 0)
		sought := s.sought("cid-cur2", "DELIVERY_SUCCESS")
		facts := s.data(sought)
		if !strings.Contains(facts.Manifest.Key, "BILLING_PERIOD="+want) {
			t.Errorf("on day %d the newest manifest is %s", day, facts.Manifest.Key)
		}
		if now, then := facts.Data.Bytes(), facts.Before.Bytes(); day == 2 && now*100 > then {
			t.Errorf("on day 2 there are %d bytes, %d in the month before", now, then)
		}
	}
}

// TestWithoutPermissions has every probe say which permission it lacks, and nothing be asked again
// by itself.
func TestWithoutPermissions(t *testing.T) {
	t.Parallel()
	s := tell(t, midday(), 0, 2)
	sought := s.sought("cost-dashboard", "DELIVERY_SUCCESS")
	refusals := func() map[string]model.Probe {
		bucket, data := s.bucket(sought), s.data(sought)
		if bucket.Standing != model.BucketHidden || bucket.Region != "us-west-2" {
			t.Errorf("bucket %+v", bucket)
		}
		now, _ := s.answer(model.AskCurrent, sought).(model.CurrentExport)
		table, _ := s.answer(model.AskTable, sought).(model.TableFacts)
		return map[string]model.Probe{
			"s3:ListBucket":                 data.Metadata.Probe,
			"s3:GetBucketPolicy":            bucket.Policy.Probe,
			"s3:GetEncryptionConfiguration": bucket.Encryption.Probe,
			"bcm-data-exports:GetExport":    now.Probe,
			"bcm-data-exports:GetTable":     table.Own.Probe,
		}
	}
	check := func(sent int) {
		t.Helper()
		for action, probe := range refusals() {
			if !probe.Refused() || probe.Action != action || probe.Fault.Action != action ||
				(probe.Requests > 0) != (sent > 0) ||
				!strings.Contains(probe.Fault.Principal, "BillingReadOnly") {
				t.Errorf("%s: %+v, %+v", action, probe, probe.Fault)
			}
		}
	}
	check(1)
	before := total(s.server)
	check(0)
	if sent := total(s.server) - before; sent != 0 {
		t.Errorf("%d requests sent for what was refused", sent)
	}
	sought.Anew = true
	check(1)
}

func total(server *simulator.Server) int {
	sum := 0
	for _, count := range server.Requests() {
		sum += count
	}
	return sum
}
