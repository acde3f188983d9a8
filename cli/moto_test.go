package cli_test

import (
	"bufio"
	"bytes"
	"os"
	"os/exec"
	"strings"
	"testing"

	"exportwatch/awsclient/simulator"
)

// motoServer is moto's S3 on a free port: it prints its URL, and ends with its standard input.
const motoServer = `
import sys, logging
logging.getLogger("werkzeug").disabled = True
from moto.server import ThreadedMotoServer
server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
print("http://%s:%d" % server.get_host_and_port(), flush=True)
sys.stdin.read()
server.stop()
`

// motoDelivery has boto3 write into moto what the newest run of an export left in the simulator:
// policy, files (small ones of the same names) and the manifest as it is, last. Then it has it change
// as the last argument says.
const motoDelivery = `
import boto3, json, sys, time
simulator, moto, bucket, export, run, change = sys.argv[1:]
def client(url):
    return boto3.client("s3", endpoint_url=url, region_name="us-east-1")
s, m = client(simulator), client(moto)
policy = s.get_bucket_policy(Bucket=bucket)["Policy"]
keys = [o["Key"] for p in s.get_paginator("list_objects_v2").paginate(Bucket=bucket)
    for o in p.get("Contents", []) if "/" + export + "/" in o["Key"]]
newest = None
for key in keys:
    if key.endswith("Manifest.json"):
        text = s.get_object(Bucket=bucket, Key=key)["Body"].read()
        if json.loads(text).get("executionId") == run:
            newest = key, text
files = [f.split("/", 3)[3] for f in json.loads(newest[1])["dataFiles"]]
if change == "deliver":
    m.create_bucket(Bucket=bucket)
    m.put_bucket_policy(Bucket=bucket, Policy=policy)
    for f in files:
        m.put_object(Bucket=bucket, Key=f, Body=b"x" * 1000)
    m.put_object(Bucket=bucket, Key=newest[0], Body=newest[1])
elif change == "delete":
    m.delete_object(Bucket=bucket, Key=files[0])
elif change == "deny":
    wrong = policy.replace("us-east-1", "eu-west-1")
    assert wrong != policy
    m.put_bucket_policy(Bucket=bucket, Policy=wrong)
print(len(files), "files")
`

// A stranger agrees: what boto3 wrote into moto's S3 is read and judged by the program as it is built.
// Opt-in, because it needs both. Owner, Region and permissions aren't moto's to judge.
func TestCheckAgainstMoto(t *testing.T) {
	t.Parallel()
	if os.Getenv(clientsVariable) == "" {
		t.Skip("SKIPPED: moto's S3 is NOT checked; set EXPORTWATCH_CLIENTS=1 to run it")
	}
	const export = "cur2-hourly"
	account := simulate(t, simulator.DemoAccessKey, "--frozen")
	moto := startMoto(t)
	env := append(account.env(), "AWS_ENDPOINT_URL_S3="+moto)
	row := run(t, account.env(), "", "history", export, "-o", "json").parsePast(t).Exports[0]
	newest := ""
	for _, past := range row.Runs {
		if past.Status == "DELIVERY_SUCCESS" && newest == "" {
			newest = past.ExecutionId
		}
	}
	bucket := run(t, account.env(), "", "status", export, "-o", "json").parse(t).Rows[0].Bucket
	for _, step := range []struct {
		change, ids, policy string
		code                int
	}{
		{"deliver", "A1 B1 C1 D1", "granted", 0},
		{"delete", "A7 B1 C1 D1", "granted", 1},
		{"deny", "A7 B1 B8 C1 D1", "not granted", 1},
	} {
		script := exec.CommandContext(t.Context(), "python3", "-c", motoDelivery, account.url, moto,
			bucket, export, newest, step.change)
		script.Env = append(os.Environ(), account.env()...)
		if text, err := script.CombinedOutput(); err != nil {
			t.Fatalf("%s: %v: %s", step.change, err, text)
		}
		got := run(t, env, "", "check", export, "-o", "json")
		e := got.parseChecks(t).find(t, export)
		ids := strings.Fields(e.ids())
		var told []string
		for _, id := range ids {
			if id != "A17" && id != "A19" { // of a month's first days
				told = append(told, id)
			}
		}
		if got.code != step.code || strings.Join(told, " ") != step.ids || e.Policy == nil ||
			e.Policy.Data.Verdict != step.policy {
			t.Errorf("%s: exit code %d, %s, want %d, %s\n%s", step.change, got.code, ids, step.code,
				step.ids, got.out)
		}
	}
}

// startMoto starts moto's S3 and returns its URL.
func startMoto(t *testing.T) string {
	t.Helper()
	server := exec.CommandContext(t.Context(), "python3", "-c", motoServer)
	input, err := server.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	output, err := server.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var complaint bytes.Buffer
	server.Stderr = &complaint
	if err := server.Start(); err != nil {
		t.Skipf("SKIPPED: python3 can't be started: %v", err)
	}
	t.Cleanup(func() { _ = input.Close(); _ = server.Wait() })
	lines := bufio.NewScanner(output)
	for lines.Scan() {
		if strings.HasPrefix(lines.Text(), "http://") {
			return lines.Text()
		}
	}
	t.Skipf("SKIPPED: moto doesn't start: %s", complaint.String())
	return ""
}
