package metrics

import "exportwatch/model"

// sent is how many requests of an operation ended in the same way.
type sent struct {
	operation, result string
	count             int
}

// What a request ends with beside the labels of faults.
const (
	resultOK       = "ok"
	resultRepeated = "repeated" // it failed, and the SDK sent it again
)

// requestsOf returns the requests that a reply took. Those that ended before AWS saw them, as
// without credentials, are among them: their result says so.
func requestsOf(reply model.Reply) []sent {
	operation := reply.Ask.Kind.String()
	all := []sent{}
	switch result := reply.Result.(type) {
	case model.Answer:
		all = append(all, sent{operation, resultOK, 1})
	case model.ExportList:
		all = append(all, sent{operation, resultOK, result.Calls})
	case model.ExecutionList:
		all = append(all, sent{operation, resultOK, result.Calls})
	case model.TableList:
		all = append(all, sent{operation, resultOK, result.Calls})
	case *model.Fault:
		all = append(all, sent{operation, faultLabel(result.Kind), 1})
	case model.BucketFacts, model.DataFacts, model.SampleFacts, model.CurrentExport,
		model.TableFacts:
		return requestsOfEvidence(result)
	}
	if reply.Retries > 0 {
		all = append(all, sent{operation, resultRepeated, reply.Retries})
	}
	return all
}

// requestsOfEvidence returns the requests that facts of evidence took: each probe knows its own, with
// those that were repeated.
func requestsOfEvidence(result model.Result) []sent {
	switch facts := result.(type) {
	case model.BucketFacts:
		return probes(
			probed{"HeadBucket", facts.Head}, probed{"HeadBucket", facts.Free},
			probed{"GetBucketPolicy", facts.Policy.Probe},
			probed{"GetBucketEncryption", facts.Encryption.Probe},
		)
	case model.DataFacts:
		return append(
			probes(
				probed{"ListObjectsV2", facts.Metadata.Probe},
				probed{"GetObject", facts.Manifest.Probe},
				probed{"ListObjectsV2", facts.Data.Probe},
				probed{"ListObjectsV2", facts.Before.Probe},
				probed{"ListObjectsV2", facts.Again},
			),
			sent{"ListObjectsV2", resultOK, facts.Spent},
		)
	case model.SampleFacts:
		return probes(probed{"GetObject", facts.Probe})
	case model.CurrentExport:
		return probes(probed{"GetExport", facts.Probe})
	case model.TableFacts:
		return probes(
			probed{"GetTable", facts.Own.Probe}, probed{"GetTable", facts.Off.Probe},
			probed{"GetTable", facts.On.Probe},
		)
	case model.Answer, model.ExportList, model.ExecutionList, model.TableList, *model.Fault:
	}
	return nil
}

// probed is a probe with the operation that it asked by.
type probed struct {
	operation string
	probe     model.Probe
}

func probes(all ...probed) []sent {
	var requests []sent
	for _, p := range all {
		if p.probe.Requests == 0 {
			continue
		}
		result := resultOK
		if p.probe.Fault != nil {
			result = faultLabel(p.probe.Fault.Kind)
		}
		requests = append(requests, sent{p.operation, result, p.probe.Requests})
	}
	return requests
}
