package check_test

import (
	"testing"
	"time"

	"exportwatch/model"
	"exportwatch/model/check"
)

const (
	a1 = "A1 ok, fact: The manifest of 2026-11 is this run's (24 Nov 04:19 UTC); all 3 files, 1.2 GB, " +
		"are there."
	a2 = "A2 ok, likely: A manifest was written at 24 Nov 04:19 UTC, within this run; all 3 files, " +
		"1.2 GB, are there."
)

// TestWhichManifest holds A1 to A6 and A25 to A27.
func TestWhichManifest(t *testing.T) {
	t.Parallel()
	later := run("later", model.DeliverySuccess, "25 04:00", "25 04:20")
	const a5 = "A5 failure, likely: AWS reports a delivery at 24 Nov 04:20 UTC, but "
	for name, tt := range map[string]struct {
		change func(s *story)
		want   []string
	}{
		"A1": {func(*story) {}, []string{a1}},
		"A1, one file": {func(s *story) { s.files(1) }, []string{
			"A1 ok, fact: The manifest of 2026-11 is this run's (24 Nov 04:19 UTC); its one file, " +
				"400 MB, is there.",
		}},
		"A1, partition not known": {func(s *story) { s.at("other", clock("24 04:19")) }, []string{
			"A1 ok, fact: The manifest is this run's (24 Nov 04:19 UTC); all 3 files, 1.2 GB, are there.",
		}},
		"A2, another id": {func(s *story) { s.manifest["executionId"] = "other" }, []string{a2}},
		"A2, no id":      {func(s *story) { delete(s.manifest, "executionId") }, []string{a2}},
		"A2, the window's edge": {func(s *story) {
			delete(s.manifest, "executionId")
			s.rewritten(clock("24 04:35"))
		}, []string{
			"A2 ok, likely: A manifest was written at 24 Nov 04:35 UTC, within this run; all 3 files, " +
				"1.2 GB, are there.",
		}},
		"A2, of a failed run": {func(s *story) {
			s.Run = run("failed", model.DeliveryFailure, "25 04:00", "25 04:20")
		}, []string{
			"A2 ok, fact: The newest manifest of 2026-11 was written at 24 Nov 04:19 UTC; all 3 " +
				"files, 1.2 GB, are there.",
		}},
		"A3": {func(s *story) { s.facts.Metadata.Objects = nil }, []string{
			"A3 failure, fact: AWS reports a delivery at 24 Nov 04:20 UTC, but there is no manifest " +
				"under s3://acme-cur-daily/cur2/cur2-daily/metadata/.",
		}},
		"A3, from a month on": {func(s *story) {
			s.facts.Metadata.Objects = []model.Object{object(metadata+"x", 1, clock("24 04:00"))}
			s.facts.Metadata.StartAfter = metadata + "BILLING_PERIOD=2026-09"
		}, []string{
			"A3 failure, fact: AWS reports a delivery at 24 Nov 04:20 UTC, but there is no manifest " +
				"under s3://acme-cur-daily/cur2/cur2-daily/metadata/ from BILLING_PERIOD=2026-09 on.",
		}},
		"no A3 of what is older than was looked at": {func(s *story) {
			s.facts.Metadata.Objects = nil
			s.facts.Metadata.StartAfter = metadata + "BILLING_PERIOD=2026-12"
			s.Run = run("failed", model.DeliveryFailure, "26 04:00", "26 04:20")
		}, []string{
			"unseen, limit: AWS reports the last delivery at 24 Nov 04:20 UTC; manifests from before " +
				"2026-12 weren't looked at.",
		}},
		"no A3 of days that are older": {func(s *story) {
			s.facts.Metadata.Objects = nil
			s.facts.Metadata.StartAfter = metadata + "date=2026-11-25"
			s.Run = run("failed", model.DeliveryFailure, "28 04:00", "28 04:20")
		}, []string{
			"unseen, limit: AWS reports the last delivery at 24 Nov 04:20 UTC; manifests from before " +
				"2026-11-25 weren't looked at.",
		}},
		"no A3 past a cap": {func(s *story) {
			s.facts.Metadata.Objects = []model.Object{object(metadata+"x", 1, clock("24 04:00"))}
			s.facts.Metadata.Whole = false
		}, []string{
			"unseen, limit: At least 1 object lies under s3://acme-cur-daily/cur2/cur2-daily/metadata/, " +
				"none of them a manifest; the others weren't looked at.",
		}},
		"A4": {func(s *story) {
			s.facts.Metadata.Objects = nil
			s.Run = run("first", model.QueryInProcess, "24 04:00", "24 04:20")
			s.Delivered = model.Execution{}
		}, []string{
			"A4 note, fact: Nothing was delivered yet; the first delivery takes up to 24 hours.",
		}},
		"A4, from a month on": {func(s *story) {
			s.facts.Metadata.Objects, s.facts.Metadata.StartAfter = nil, metadata+october
			s.Run, s.Delivered = run("first", model.QueryInProcess, "24 04:00", "24 04:20"), model.Execution{}
		}, []string{
			"A4 note, likely: Most likely nothing was delivered yet: there is no manifest under " +
				"s3://acme-cur-daily/cur2/cur2-daily/metadata/ from BILLING_PERIOD=2026-10 on. The first " +
				"delivery takes up to 24 hours.",
		}},
		"A5": {func(s *story) {
			delete(s.manifest, "executionId")
			s.rewritten(clock("23 06:14"))
			for i := range s.facts.Data.Objects {
				s.facts.Data.Objects[i].Modified = clock("23 06:13")
			}
		}, []string{a5 + "the newest manifest is from 23 Nov 06:14 UTC."}},
		"A5, ids count": {func(s *story) {
			s.manifest["executionId"], s.IDsMatch = "other", true
		}, []string{a5 + "no manifest is this run's; the newest is from 24 Nov 04:19 UTC."}},
		"A6": {func(s *story) {
			s.manifest["executionId"], s.Delivered = "later", later
			s.rewritten(clock("25 04:19"))
		}, []string{
			"A6 note, fact: A later run has replaced this one's files; they can't be checked any more.",
		}},
		"A6, later run not known": {func(s *story) {
			delete(s.manifest, "executionId")
			s.rewritten(clock("25 04:19"))
		}, []string{
			"A6 note, likely: The newest manifest is from 25 Nov 04:19 UTC, after this run: most likely " +
				"a later run has replaced its files.",
		}},
		"no A6 with new files each time": {func(s *story) {
			delete(s.manifest, "executionId")
			s.Run.Export.Destination.Overwrite, s.Delivered = model.CreateNewReport, later
			s.rewritten(clock("25 04:19"))
		}, []string{a5 + "no manifest is this run's; the newest is from 25 Nov 04:19 UTC."}},
		"A25": {func(s *story) {
			s.manifest["dataFiles"] = []string{"s3://elsewhere/x.parquet"}
			s.facts.Data.Objects = nil
		}, []string{
			"A25 warning, fact: The manifest names files in elsewhere: it was copied, or the export " +
				"was moved.",
		}},
		"A26": {func(s *story) {
			s.manifest = map[string]any{"reportKeys": []string{}, "assemblyId": "x"}
		}, []string{
			"A26 note, fact: This is a manifest of a legacy Cost and Usage Report, not of this export.",
		}},
		"A27, cut off": {func(s *story) {
			s.manifest, s.facts.Manifest.Body = nil, []byte(`{"dataFiles":[`)
		}, []string{
			"A27 warning, fact: The manifest of 2026-11 can't be read (it isn't whole JSON: unexpected " +
				"end of JSON input).",
		}},
		"A27, too large": {func(s *story) {
			s.manifest, s.facts.Manifest.TooLarge = nil, true
		}, []string{
			"A27 warning, fact: The manifest of 2026-11 can't be read (it is larger than 2 MiB).",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newStory()
			tt.change(s)
			checkLines(t, s.judged(), tt.want...)
		})
	}
}

// TestFiles holds A7 to A13, A24, A28 and A29.
func TestFiles(t *testing.T) {
	t.Parallel()
	beside := func(s *story, size int64, at string) {
		s.facts.Data.Objects = append(s.facts.Data.Objects,
			object(data+november+"/cur2-daily-00009.snappy.parquet", size, clock(at)))
	}
	for name, tt := range map[string]struct {
		change func(s *story)
		want   []string
	}{
		"A7": {func(s *story) { s.facts.Data.Objects = s.facts.Data.Objects[:1] }, []string{
			"A7 failure, fact: 2 of 3 files that the manifest names don't exist: " +
				"cur2-daily-00002.snappy.parquet.",
		}},
		"A7, a key without a bucket": {func(s *story) {
			s.manifest["dataFiles"] = []string{dataKey, november + "/cur2-daily-00002.snappy.parquet", "x"}
			s.facts.Data.Prefix = ""
		}, []string{
			"A7 failure, fact: 1 of 3 files that the manifest names doesn't exist: x.",
			"A11 warning, fact: 1 more file, 400 MB, isn't in the manifest: whoever lists the folder " +
				"counts them, too.",
		}},
		"no A7 past a cap": {func(s *story) {
			s.facts.Data.Objects, s.facts.Data.Whole = s.facts.Data.Objects[:1], false
		}, []string{
			"unseen, limit: At least 1 file, 400 MB, is there; 2 of the 3 that the manifest names " +
				"weren't looked for.",
		}},
		"A7 before a cap": {func(s *story) {
			s.facts.Data.Objects, s.facts.Data.Whole = s.facts.Data.Objects[1:2], false
		}, []string{
			"A7 failure, fact: 1 of 3 files that the manifest names doesn't exist: " +
				"cur2-daily-00001.snappy.parquet.",
			"unseen, limit: At least 1 file, 400 MB, is there; 1 of the 3 that the manifest names " +
				"weren't looked for.",
		}},
		"A8": {func(s *story) { s.facts.Data.Objects[0].Size = 11 }, []string{
			"A8 warning, fact: 1 file that the manifest names is empty: cur2-daily-00001.snappy.parquet.",
			"A1 ok, fact: The manifest of 2026-11 is this run's (24 Nov 04:19 UTC); all 3 files, 800 MB, " +
				"are there.",
		}},
		"no A8 of a size that isn't said": {func(s *story) { s.facts.Data.Objects[0].Size = -1 }, []string{
			"A1 ok, fact: The manifest of 2026-11 is this run's (24 Nov 04:19 UTC); all 3 files, 800 MB, " +
				"are there.",
		}},
		"A9": {func(s *story) {
			s.facts.Data.Objects[0].Class, s.facts.Data.Objects[1].Class = "DEEP_ARCHIVE", "DEEP_ARCHIVE"
		}, []string{
			"A9 failure, fact: 2 files were moved to DEEP_ARCHIVE: they can't be read before a restore.", a1,
		}},
		"no A9 of what is read at once": {func(s *story) {
			s.facts.Data.Objects[0].Class = "GLACIER_IR"
		}, []string{a1}},
		"A10": {func(s *story) { beside(s, 64<<10, "24 04:18") }, []string{
			"A10 note, fact: 1 small file lies beside them, most likely left empty by an earlier, larger " +
				"delivery: read only what the manifest lists.", a1,
		}},
		"A11": {func(s *story) { beside(s, 400*MB, "23 04:18") }, []string{
			"A11 warning, fact: 1 more file, 400 MB, isn't in the manifest: whoever lists the folder " +
				"counts them, too.", a1,
		}},
		"neither A10 nor A11 of additional files": {func(s *story) {
			beside(s, 400*MB, "23 04:18")
			s.manifest["additionalOutputFiles"] = []string{
				data + november + "/cur2-daily-00009.snappy.parquet",
			}
		}, []string{a1}},
		"neither A10 nor A11 with new files each time": {func(s *story) {
			beside(s, 0, "23 04:18")
			s.Run.Export.Destination.Overwrite = model.CreateNewReport
		}, []string{a1}},
		"no file is a folder's marker": {func(s *story) {
			s.facts.Data.Objects = append(s.facts.Data.Objects,
				object(data+november+"/", 0, clock("24 04:00")))
		}, []string{a1}},
		"A12": {func(s *story) {
			s.Underway = true
			s.facts.Data.Objects[2].Modified = clock("26 14:50")
		}, []string{
			"A12 warning, fact: The files are being replaced since 26 Nov 14:50 UTC: what is read now is " +
				"a mixture.",
		}},
		"A12, the manifest moved": {func(s *story) { s.facts.Moved = true }, []string{
			"A12 warning, fact: The manifest was replaced while it was looked at: what is read now is a " +
				"mixture.",
		}},
		"A12, the manifest moved before it was read": {func(s *story) {
			s.facts.Moved, s.manifest = true, nil
		}, []string{
			"A12 warning, fact: The manifest was replaced while it was looked at: what is read now is a " +
				"mixture.",
		}},
		"A13": {func(s *story) {
			s.facts.Data.Objects[2].Modified = clock("26 14:50")
			s.facts.Again = model.Probe{Action: model.ActionListBucket, Requests: 1}
		}, []string{
			"A13 warning, likely: Files changed at 26 Nov 14:50 UTC, after the manifest: most likely a " +
				"delivery stopped half-way, or somebody else writes there.",
		}},
		"no A13 by a clock's rounding": {func(s *story) {
			s.facts.Data.Objects[2].Modified = clock("24 04:19").Add(2 * time.Second)
			s.facts.Again = model.Probe{Action: model.ActionListBucket, Requests: 1}
		}, []string{a1}},
		"A24": {func(s *story) {
			s.Run.Export.Destination.Format, s.Run.Export.Destination.Compression = "TEXT_OR_CSV", "GZIP"
		}, []string{
			"A24 warning, fact: The files end in .snappy.parquet, the export asks for CSV with gzip.", a1,
		}},
		"no A24 of ZIP": {func(s *story) {
			s.Run.Export.Destination.Format, s.Run.Export.Destination.Compression = "TEXT_OR_CSV", "ZIP"
		}, []string{a1}},
		"A28": {func(s *story) {
			s.sample = &model.SampleFacts{
				Probe: model.Probe{Action: model.ActionGetObject, Requests: 1}, Key: dataKey,
				Bytes: []byte("PAR1"),
			}
		}, []string{
			a1, "A28 ok, fact: cur2-daily-00001.snappy.parquet can be read with your permissions and is " +
				"Parquet.",
		}},
		"A28, gzip": {func(s *story) {
			s.sample = &model.SampleFacts{
				Probe: model.Probe{Action: model.ActionGetObject}, Key: "x", Bytes: []byte{0x1f, 0x8b, 8},
			}
		}, []string{a1, "A28 ok, fact: x can be read with your permissions and is gzip."}},
		"A28, something else": {func(s *story) {
			s.sample = &model.SampleFacts{Probe: model.Probe{Action: model.ActionGetObject}, Key: "x"}
		}, []string{
			"A28 warning, fact: x can be read with your permissions, but begins neither as Parquet nor " +
				"as gzip does.", a1,
		}},
		"A29": {func(s *story) { s.sample = &model.SampleFacts{Probe: denied(model.ActionGetObject)} }, []string{
			"A29 note, fact: You may list but not read the data; whether others may isn't known.", a1,
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newStory()
			tt.change(s)
			checkLines(t, s.judged(), tt.want...)
		})
	}
}

// TestSizes holds A14 to A16, A19, A22 and A23.
func TestSizes(t *testing.T) {
	t.Parallel()
	remembered := func(bytes int64, columns ...string) func(s *story) {
		return func(s *story) {
			s.Seen = []check.Seen{
				{Key: "older", Written: clock("22 04:00"), Partition: november, Bytes: 1},
				{
					Key: manifestKey, ETag: `"0"`, Written: clock("23 04:00"), Partition: november,
					Bytes: bytes, Columns: columns,
				},
				{
					Key:       "october",
					Written:   clock("23 05:00"),
					Partition: october,
					Bytes:     1,
					Columns:   columns,
				},
				{
					Key:       manifestKey,
					ETag:      `"1"`,
					Written:   clock("24 04:19"),
					Partition: november,
					Bytes:     1,
				},
			}
		}
	}
	const holds = ", guess: 2026-11 holds 1.2 GB, "
	for name, tt := range map[string]struct {
		change func(s *story)
		want   []string
	}{
		"A14": {remembered(1600 * MB), []string{
			"A14 warning" + holds + "25 % less than after the delivery before.", a1,
		}},
		"A15, half": {remembered(2400 * MB), []string{
			"A15 warning" + holds + "half of what it held after the delivery before or less.", a1,
		}},
		"A15, three times": {remembered(350 * MB), []string{
			"A15 warning" + holds + "3.4 times what it held after the delivery before.", a1,
		}},
		"no A14 of a fifth":         {remembered(1450 * MB), []string{a1}},
		"no A14 where not all seen": {remembered(-1), []string{a1}},
		"A14, new files each time": {func(s *story) {
			s.Run.Export.Destination.Overwrite = model.CreateNewReport
			s.before(november+"/2026-11-23T04:00:00.000Z-x", 1600*MB)
		}, []string{"A14 warning" + holds + "25 % less than after the delivery before.", a1}},
		"no A15 below a MiB": {func(s *story) {
			remembered(900 * kB)(s)
			for i := range s.facts.Data.Objects {
				s.facts.Data.Objects[i].Size = 100 * kB
			}
		}, []string{
			"A1 ok, fact: The manifest of 2026-11 is this run's (24 Nov 04:19 UTC); all 3 files, 300 kB, " +
				"are there.",
		}},
		"A16, less": {func(s *story) { s.before(october, 31*GB) }, []string{
			"A16 note, guess: 2026-11 grows by 52 MB a day, 2026-10 by 1.0 GB.", a1,
		}},
		"A16, more": {func(s *story) { s.before(october, 31*MB) }, []string{
			"A16 note, guess: 2026-11 grows by 52 MB a day, 2026-10 by 1.0 MB.", a1,
		}},
		"no A16 of the usual": {func(s *story) { s.before(october, 2*GB) }, []string{a1}},
		"no A16 of two months before": {func(s *story) {
			s.before("BILLING_PERIOD=2026-09", 31*MB)
		}, []string{a1}},
		"A19, early": {func(s *story) {
			s.Now = clock("2 15:00")
			s.Run = run(runID, model.DeliverySuccess, "2 04:00", "2 04:20")
			s.rewritten(clock("2 04:19"))
			s.files(1)
			s.facts.Data.Objects[0].Size, s.facts.Data.Objects[0].Modified = 9*kB, clock("2 04:18")
			s.before(october, 31*MB)
		}, []string{
			"A19 note, fact: 2026-11 holds next to nothing yet (9.0 kB): sums over it are near zero, " +
				"which isn't the cost.",
			"A1 ok, fact: The manifest of 2026-11 is this run's (02 Nov 04:19 UTC); its one file, " +
				"9.0 kB, is there.",
		}},
		"A19, no files": {func(s *story) { s.files(0) }, []string{
			"A19 warning, fact: 2026-11 holds no data yet: sums over it are near zero, which isn't the " +
				"cost.",
		}},
		"A19, a month that is over": {func(s *story) {
			s.files(0)
			s.at(october, clock("24 04:19"))
			s.Now = month(12, "1 15:00")
		}, []string{
			"A19 warning, fact: 2026-10 holds no data: sums over it are near zero, which isn't the cost.",
			"A17 note, fact: 2026-12 wasn't delivered yet; the newest is 2026-10. A sum over this month " +
				"gives nothing.",
		}},
		"A22": {func(s *story) { s.manifest["columns"] = []string{"TEAM"} }, []string{
			"A22 failure, fact: The delivered files lack 2 columns of the query: bill_bill_type and " +
				"line_item_unblended_cost.", a1,
		}},
		"no A22 where columns aren't said": {func(s *story) { delete(s.manifest, "columns") }, []string{a1}},
		"no A22 of what the query doesn't name": {func(s *story) {
			s.Run.Export.Query = "SELECT team, product.region FROM T"
		}, []string{a1}},
		"no A22 of another query": {func(s *story) { s.Run.Export.Query = "SELECT * FROM T" }, []string{a1}},
		"A23": {remembered(-1, "bill_bill_type", "gone", "team"), []string{
			"A23 note, fact: Since 23 Nov 05:00 UTC the columns changed: +line_item_unblended_cost, −gone.",
			a1,
		}},
		"no A23": {
			remembered(-1, "bill_bill_type", "team", "line_item_unblended_cost"), []string{a1},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newStory()
			tt.change(s)
			checkLines(t, s.judged(), tt.want...)
		})
	}
}

// TestMonths holds A17, A18, A20 and A21.
func TestMonths(t *testing.T) {
	t.Parallel()
	manifests := func(s *story, written time.Time, partitions ...string) {
		for _, partition := range partitions {
			key := metadata + partition + "/cur2-daily-Manifest.json"
			s.facts.Metadata.Objects = append(s.facts.Metadata.Objects, object(key, 1, written))
		}
	}
	for name, tt := range map[string]struct {
		change func(s *story)
		want   []string
	}{
		"A17": {func(s *story) { s.Now = month(12, "2 15:00") }, []string{
			"A17 note, fact: 2026-12 wasn't delivered yet; the newest is 2026-11. A sum over this month " +
				"gives nothing.", a1,
		}},
		"A18": {func(s *story) { s.Now = month(12, "3 15:00") }, []string{
			"A18 warning, fact: 2026-12 wasn't delivered yet; the newest is 2026-11. A sum over this " +
				"month gives nothing.", a1,
		}},
		"no A18 in small letters": {func(s *story) {
			s.Now = month(12, "3 15:00")
			manifests(s, clock("24 04:00"), "billing_period=2026-12")
		}, []string{a1}},
		"A18, by day": {func(s *story) {
			s.at("date=2026-11-24", clock("24 04:19"))
		}, []string{
			"A18 warning, fact: 2026-11-26 wasn't delivered yet; the newest is 2026-11-24.",
			"A1 ok, fact: The manifest of 2026-11-24 is this run's (24 Nov 04:19 UTC); all 3 files, " +
				"1.2 GB, are there.",
		}},
		"no A18, by day": {func(s *story) {
			s.Now = clock("25 15:00")
			s.at("date=2026-11-24", clock("24 04:19"))
		}, []string{
			"A1 ok, fact: The manifest of 2026-11-24 is this run's (24 Nov 04:19 UTC); all 3 files, " +
				"1.2 GB, are there.",
		}},
		"none of other tables": {func(s *story) {
			s.at("carbon_model_version=v3.0.0/usage_period=2026-08", clock("24 04:19"))
		}, []string{
			"A1 ok, fact: The manifest of 2026-08 is this run's (24 Nov 04:19 UTC); all 3 files, " +
				"1.2 GB, are there.",
		}},
		"none past a cap": {func(s *story) {
			s.Now, s.facts.Metadata.Whole = month(12, "3 15:00"), false
		}, []string{
			a1, "unseen, limit: There are more than 2 objects of metadata; newer ones weren't looked at.",
		}},
		"A20": {func(s *story) {
			s.Now = clock("14 15:00")
			manifests(s, clock("5 04:00"), october)
		}, []string{
			"A20 note, fact: 2026-10 was delivered again at 05 Nov 04:00 UTC: AWS may still change it " +
				"until about the 14th.", a1,
		}},
		"A20, later": {func(s *story) { manifests(s, clock("5 04:00"), october) }, []string{
			"A20 note, fact: 2026-10 was delivered again at 05 Nov 04:00 UTC.", a1,
		}},
		"A21": {func(s *story) { manifests(s, month(9, "5 04:00"), "BILLING_PERIOD=2026-08") }, []string{
			"A21 note, fact: 2026-09 has no manifest, though 2026-08 and 2026-10 do.", a1,
		}},
		"A21, several": {func(s *story) { manifests(s, month(9, "5 04:00"), "BILLING_PERIOD=2026-07") }, []string{
			"A21 note, fact: 2026-08 to 2026-09 have no manifest, though 2026-07 and 2026-10 do.", a1,
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newStory()
			tt.change(s)
			checkLines(t, s.judged(), tt.want...)
		})
	}
}

// TestUnseenData holds what a missing permission would have told, and what no answer leaves open.
func TestUnseenData(t *testing.T) {
	t.Parallel()
	const reading = "whether they are all, the manifest would say"
	for name, tt := range map[string]struct {
		change func(s *story)
		want   []string
	}{
		"another's bucket": {func(s *story) {
			s.facts.Metadata = model.ObjectList{Probe: denied(model.ActionListBucket)}
			s.Foreign = true
		}, []string{
			"unseen, permission: Whether the files are there can't be seen: the bucket isn't " +
				"111122223333's, and only that account's is looked into.",
		}},
		"no listing": {func(s *story) { s.facts.Metadata.Probe = denied(model.ActionListBucket) }, []string{
			"unseen, permission: Whether the files are there can't be seen: that takes s3:ListBucket on " +
				"acme-cur-daily.",
		}},
		"no answer": {func(s *story) { s.facts.Metadata.Probe = faulty(model.FaultNotAWS) }, []string{
			"unseen, no answer: Whether the files are there can't be seen (not AWS: m).",
		}},
		"no bucket": {func(s *story) { s.facts.Metadata.Probe = faulty(model.FaultNotFound) }, []string{
			"B2 failure, fact: There is no bucket acme-cur-daily (in this partition).",
		}},
		"nothing asked": {func(s *story) { s.facts = model.DataFacts{} }, nil},
		"no manifest read": {func(s *story) {
			s.manifest, s.facts.Manifest.Probe = nil, denied(model.ActionGetObject)
		}, []string{
			"unseen, permission: 3 files (1.2 GB) are there; " + reading + ": s3:GetObject on " +
				"s3://acme-cur-daily/cur2/cur2-daily/metadata/*.",
		}},
		"no manifest, capped": {func(s *story) {
			s.manifest, s.facts.Manifest.Probe = nil, denied(model.ActionGetObject)
			s.facts.Data.Whole = false
		}, []string{
			"unseen, permission: At least 3 files (1.2 GB) are there; " + reading + ": s3:GetObject on " +
				"s3://acme-cur-daily/cur2/cur2-daily/metadata/*.",
		}},
		"encrypted manifest": {func(s *story) {
			s.manifest, s.facts.Manifest.Probe = nil, denied(model.ActionGetObject)
			s.facts.Manifest.Fault.Message = "not authorized to perform: kms:Decrypt"
		}, []string{
			"unseen, permission: 3 files (1.2 GB) are there; the manifest is encrypted with a KMS key: " +
				"reading it takes kms:Decrypt.",
		}},
		"archived manifest": {func(s *story) {
			s.manifest, s.facts.Manifest.Probe = nil, denied(model.ActionGetObject)
			s.facts.Manifest.Fault.Code, s.facts.Manifest.Class = "InvalidObjectState", "GLACIER"
		}, []string{
			"A9 failure, fact: The manifest was moved to GLACIER: it can't be read before a restore.",
		}},
		"no answer to the manifest": {func(s *story) {
			s.manifest, s.facts.Manifest.Probe = nil, faulty(model.FaultTimeout)
			s.facts.Data = model.ObjectList{}
		}, []string{
			"unseen, no answer: A manifest is there; " + reading + ", but it couldn't be read (no answer " +
				"in time: m).",
		}},
		"no listing of files": {func(s *story) { s.facts.Data = model.ObjectList{Probe: denied(model.ActionListBucket)} }, []string{
			"unseen, permission: Whether the files that the manifest names are there can't be seen: that " +
				"takes s3:ListBucket on s3://acme-cur-daily/cur2/cur2-daily/data/.",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newStory()
			tt.change(s)
			checkLines(t, s.judged(), tt.want...)
		})
	}
}
