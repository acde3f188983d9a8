package words_test

import (
	"testing"
	"time"

	"exportwatch/model"
	"exportwatch/model/watch"
	"exportwatch/model/words"
)

func TestNewsInWords(t *testing.T) {
	t.Parallel()
	failed := ago(model.DeliveryFailure, 90, 80)
	failed.Execution.Reason = model.InsufficientPermission
	list := observed(t, run(1), failed)
	row := list.Watched()[0]
	strange := observed(t, run(1), ago("PAUSED", 90, 80)).Watched()[0]
	since := start().Add(-80 * time.Minute)
	login := &model.Fault{Kind: model.FaultLogin, Message: "token is gone"}
	const none = watch.NeedNone
	for _, test := range []struct {
		name           string
		news           watch.News
		line, sentence string
	}{
		{
			"started",
			watch.News{Kind: watch.NewsStarted, Need: none, Before: none, Run: row.Newest()},
			"daily (111122223333): a run has started",
			"daily: a run has started. It was created 2026-07-10 02:16:03 UTC.",
		},
		{
			"delivered",
			watch.News{Kind: watch.NewsDelivered, Need: none, Before: none, Run: row.Newest()},
			"daily (111122223333) was delivered",
			"daily was delivered. It ended 2026-07-10 02:16:03 UTC.",
		},
		{
			"delivered, and yet",
			watch.News{
				Kind: watch.NewsDelivered, Need: watch.NeedFailed, Before: none, Run: row.Newest(),
			},
			"daily (111122223333) was delivered, but still needs you",
			"daily was delivered, but still needs you. It ended 2026-07-10 02:16:03 UTC.",
		},
		{
			"failed",
			watch.News{Kind: watch.NewsFailed, Before: none, Run: row.Newest()},
			"daily (111122223333) failed: INSUFFICIENT_PERMISSION",
			"daily failed: INSUFFICIENT_PERMISSION. AWS could not write to the bucket. " +
				"It ended 2026-07-10 02:16:03 UTC.",
		},
		{
			"was found failed",
			watch.News{Kind: watch.NewsNeedsYou, Before: none, Run: row.Newest()},
			"daily (111122223333) failed: INSUFFICIENT_PERMISSION",
			"daily failed: INSUFFICIENT_PERMISSION. AWS could not write to the bucket. " +
				"Since 2026-07-10 02:16:03 UTC.",
		},
		{
			"unknown",
			watch.News{
				Kind: watch.NewsNeedsYou, Need: watch.NeedUnknown, Before: none, Run: strange.Newest(),
			},
			"daily (111122223333) has an unknown status: PAUSED",
			"daily has an unknown status: PAUSED. Since 2026-07-10 02:16:03 UTC.",
		},
		{
			"unhealthy",
			watch.News{Kind: watch.NewsNeedsYou, Need: watch.NeedUnhealthy, Before: none},
			"daily (111122223333) is unhealthy, says AWS",
			"daily is unhealthy, says AWS. Since 2026-07-10 02:16:03 UTC.",
		},
		{
			"overdue",
			watch.News{Kind: watch.NewsNeedsYou, Need: watch.NeedOverdue, Before: none},
			"daily (111122223333) is overdue",
			"daily is overdue. Since 2026-07-10 02:16:03 UTC.",
		},
		{
			"slow",
			watch.News{Kind: watch.NewsNeedsYou, Need: watch.NeedSlow, Before: none},
			"daily (111122223333) is slow", "daily is slow. Since 2026-07-10 02:16:03 UTC.",
		},
		{
			"over",
			watch.News{Kind: watch.NewsNeedsNobody, Need: none, Before: watch.NeedSlow},
			"daily (111122223333) needs nobody any more",
			"daily needs nobody any more. It wasn't so since 2026-07-10 02:16:03 UTC.",
		},
		{
			"silent row",
			watch.News{
				Kind: watch.NewsNeedsYou, Need: watch.NeedFault, Before: none, Fault: login,
			},
			"daily (111122223333): login expired",
			"daily: login expired. The message is: token is gone. Since 2026-07-10 02:16:03 UTC.",
		},
		{
			"a row answers",
			watch.News{
				Kind: watch.NewsNeedsNobody, Need: none, Before: watch.NeedFault, Fault: login,
			},
			"daily (111122223333): AWS answers again",
			"daily: AWS answers again. It wasn't so since 2026-07-10 02:16:03 UTC.",
		},
	} {
		test.news.Entry.Watched, test.news.Account = row, row.Account
		test.news.Since = since
		checkNews(t, test.name, test.news, test.line, test.sentence)
	}
	checkNews(t, "silent account", watch.News{
		Kind: watch.NewsNeedsYou, Need: watch.NeedFault, Before: none, Fault: login, Rows: 10_000,
		Account: row.Account,
	}, "111122223333: login expired (10000 exports)",
		"111122223333: login expired (10000 exports). The message is: token is gone.")
	checkNews(t, "the account answers", watch.News{
		Kind: watch.NewsNeedsNobody, Need: none, Before: watch.NeedFault, Fault: login,
		Account: row.Account,
	}, "111122223333: AWS answers again", "111122223333: AWS answers again.")
}

func checkNews(t *testing.T, name string, news watch.News, line, sentence string) {
	t.Helper()
	if got := words.NewsLine(news, true); got != line {
		t.Errorf("%s: the line is %q, want %q", name, got, line)
	}
	if got := words.NewsSentence(news); got != sentence {
		t.Errorf("%s: the sentences are %q, want %q", name, got, sentence)
	}
}
