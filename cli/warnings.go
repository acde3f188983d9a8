package cli

import (
	"fmt"

	"exportwatch/model"
	"exportwatch/model/watch"
	"exportwatch/model/words"
)

// warn tells the user something beside the output.
func warn(streams Streams, text string) {
	_, _ = fmt.Fprintln(streams.Err, "exportwatch: "+text)
}

// warnOfARNs names the exports whose ARN looks odd, each once.
func warnOfARNs(watchlist *watch.List, streams Streams) {
	warned := map[string]bool{}
	for _, watched := range watchlist.Watched() {
		odd := model.CheckARN(watched.ExportARN)
		if odd != nil && watched.Kind != watch.WatchedAccount && !warned[watched.ExportARN] {
			warned[watched.ExportARN] = true
			arn := model.Ref{ExportARN: watched.ExportARN}.ARN()
			warn(streams, "the ARN "+arn+" looks odd: "+odd.Error())
		}
	}
}

// warnOfFaults tells the first fault of each account, and returns whether anything stayed
// unanswered.
func (j *job) warnOfFaults() (unanswered bool) {
	told := map[*watch.Account]bool{}
	for _, watched := range j.watch.Watched() {
		fault := faultOf(watched)
		unanswered = unanswered || fault != nil || unknown(watched)
		if fault != nil && !told[watched.Account] {
			told[watched.Account] = true
			warnOfFault(j.streams, fault)
		}
	}
	return unanswered
}

// warnOfFault tells what is wrong and the most useful thing to do, in a command that ends.
func warnOfFault(streams Streams, fault *model.Fault) {
	warn(streams, words.FaultLine(fault))
	warn(streams, words.FaultAdviceOnce(fault))
}
