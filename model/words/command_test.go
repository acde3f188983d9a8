package words_test

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"exportwatch/model"
	"exportwatch/model/words"
)

func TestGetExecutionCommand(t *testing.T) {
	t.Parallel()
	const arn = "arn:aws:bcm-data-exports:us-east-1:222222222222:export/daily-1"
	for name, test := range map[string]struct {
		ref             model.Ref
		profile, region string
		want            string
	}{
		"plain": {
			model.Ref{ExportARN: arn, ExecutionID: "a-1"},
			"", "",
			"--export-arn " + arn + " --execution-id a-1",
		},
		"all": {
			model.Ref{ExportARN: arn, ExecutionID: "a-1"},
			"payer-amer", "us-east-1",
			"--export-arn " + arn + " --execution-id a-1 --profile payer-amer --region us-east-1",
		},
		"quoted": {
			model.Ref{ExportARN: "arn:x'y", ExecutionID: "a b;$(rm -rf ~)`"},
			"it's", "*",
			`--export-arn 'arn:x'\''y' --execution-id 'a b;$(rm -rf ~)` + "`'" +
				` --profile 'it'\''s' --region '*'`,
		},
		"like options": {
			model.Ref{ExportARN: "-x", ExecutionID: "--debug y"},
			"-", "",
			"--export-arn=-x --execution-id='--debug y' --profile=-",
		},
		"empty and hostile": {
			model.Ref{ExecutionID: "a\x1b\n\u202e"},
			"", "",
			"--export-arn '' --execution-id 'a\uFFFD \uFFFD'",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := words.GetExecutionCommand(test.ref, test.profile, test.region).String()
			if want := "aws bcm-data-exports get-execution " + test.want; got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
		})
	}
}

func TestListFilesCommand(t *testing.T) {
	t.Parallel()
	export := &model.Export{Name: "daily", Destination: model.Destination{
		Bucket: "acme", Prefix: "a b/",
	}}
	want := "aws s3 ls --recursive --profile p 's3://acme/a b//daily/metadata/'"
	if got := words.ListFilesCommand(export, "p").String(); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := words.ListFilesCommand(&model.Export{Name: "daily"}, ""); got != nil {
		t.Errorf("without a bucket: %s", got)
	}
}

// shell returns the words that a real shell makes of a command.
func shell(t *testing.T, command string) []string {
	t.Helper()
	path, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("there is no sh here to parse with")
	}
	out, err := exec.CommandContext(t.Context(), path, "-c",
		`print() { for word; do printf '%s\n' "$word"; done; }; print `+command).Output()
	if err != nil {
		t.Fatalf("%s: %v", command, err)
	}
	return strings.Split(strings.TrimSuffix(string(out), "\n"), "\n")
}

// FuzzCommand has a real shell read the commands: it must find each value whole, cleaned, and
// nothing else.
func FuzzCommand(f *testing.F) {
	f.Add("arn:aws:bcm-data-exports:us-east-1:222222222222:export/x", "id", "profile", "region")
	f.Add("'", `"`, `\`, "$HOME")
	f.Add("`id`", "$(id)", "a;b", "a|b")
	f.Add("-x", "--y z", "~", "!!")
	f.Add("*", "?", "[a]", "{a,b}")
	f.Add("a=b", "#", "&", "<>")
	f.Add("", " ", "\n", "\x00\x1b\u202e\xff")
	f.Fuzz(func(t *testing.T, arn, id, profile, region string) {
		command := words.GetExecutionCommand(
			model.Ref{ExportARN: arn, ExecutionID: id}, profile, region)
		want := []string{"aws", "bcm-data-exports", "get-execution"}
		for _, option := range [][2]string{
			{"--export-arn", arn},
			{"--execution-id", id},
			{"--profile", profile},
			{"--region", region},
		} {
			switch name, value := option[0], model.Clean(option[1]); {
			case option[1] == "" && (name == "--profile" || name == "--region"):
			case strings.HasPrefix(option[1], "-"):
				want = append(want, name+"="+value)
			default:
				want = append(want, name, value)
			}
		}
		if got := shell(t, command.String()); !slices.Equal(got, want) {
			t.Errorf("%s\nbecame %q\nwant   %q", command, got, want)
		}
		broken := shell(t, strings.Join(command, " \\\n  "))
		if !slices.Equal(broken, want) {
			t.Errorf("broken into lines, %s\nbecame %q\nwant   %q", command, broken, want)
		}
		export := &model.Export{
			Name: model.Clean(id), Destination: model.Destination{
				Bucket: model.Clean(arn), Prefix: model.Clean(region),
			},
		}
		if files := words.ListFilesCommand(export, ""); files != nil {
			want := []string{"aws", "s3", "ls", "--recursive", export.MetadataRoot()}
			if got := shell(t, files.String()); !slices.Equal(got, want) {
				t.Errorf("%s\nbecame %q\nwant   %q", files, got, want)
			}
		}
	})
}

// TestListData holds which command lists the data of the period for which a run most likely is.
func TestListData(t *testing.T) {
	t.Parallel()
	created := time.Date(2026, time.November, 24, 10, 4, 10, 0, time.UTC)
	export := &model.Export{Name: "cur2-daily", Destination: model.Destination{
		Bucket: "acme", Prefix: "cur2",
	}}
	const root = "s3://acme/cur2/cur2-daily/data/"
	for query, period := range map[string]string{
		"SELECT a FROM COST_AND_USAGE_REPORT": "COST_AND_USAGE_REPORT", "SELECT a FROM OTHERS": "",
	} {
		export.Query = query
		want := root
		if period != "" {
			want += model.LikelyPartitions(period, created)[0] + "/"
		}
		got := words.ListDataCommand(export, created, "amer")
		if args := shell(t, got.String()); !slices.Equal(args,
			[]string{"aws", "s3", "ls", "--recursive", "--profile", "amer", want}) {
			t.Errorf("%q: %q", query, args)
		}
	}
	if got := words.ListDataCommand(&model.Export{}, created, ""); got != nil {
		t.Errorf("nothing is known, yet: %q", got)
	}
}
