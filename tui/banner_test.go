package tui_test

import (
	"testing"
	"testing/synctest"
	"time"

	"exportwatch/model"
)

// TestBannerKeepsAbbreviations holds that what keeps an account from answering is named within the
// banner's sentence as it is written elsewhere.
func TestBannerKeepsAbbreviations(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		aws := atRest()
		aws.profiles[1].fault, aws.profiles[1].from = &model.Fault{Kind: model.FaultTLS}, -minute
		p := followCloud(t, aws, nil)
		p.sleep(30 * time.Minute)
		p.row("payer-emea: TLS failed since 14:34, next try 15:02; rows marked emea? may be old.")
	})
}
