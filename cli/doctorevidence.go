package cli

import (
	"context"
	"sync"

	"exportwatch/model"
)

// evidence tries what checks take.
func (p *probe) evidence(ctx context.Context, sought *model.Sought) {
	var (
		all    sync.WaitGroup
		bucket model.BucketFacts
	)
	all.Go(func() {
		if sought.Table == "" {
			p.leave("the export names no table", model.ActionGetTable)
			return
		}
		reply := p.ask(ctx, model.AskTable, sought)
		p.settle(model.ActionGetTable, reply)
		if facts, ok := reply.Result.(model.TableFacts); ok {
			p.settleProbe(model.ActionGetTable, facts.Own.Probe, "")
		}
	})
	all.Go(func() {
		reply := p.ask(ctx, model.AskBucket, sought)
		p.settle(model.ActionGetPolicy, reply)
		p.settle(model.ActionGetEncryption, reply)
		if facts, ok := reply.Result.(model.BucketFacts); ok {
			bucket = facts
			p.bucket(facts)
		}
	})
	all.Go(func() {
		reply := p.ask(ctx, model.AskData, sought)
		p.settle(model.ActionListBucket, reply)
		p.settle(model.ActionGetObject, reply)
		if facts, ok := reply.Result.(model.DataFacts); ok {
			p.data(facts)
		}
	})
	all.Wait()
	if bucket.Standing == model.BucketForeign { // all was refused for that
		p.leave(
			notOwned(bucket),
			model.ActionListBucket,
			model.ActionGetObject,
			model.ActionGetPolicy,
		)
	}
}

// notOwned says of a bucket that it isn't whose it should be.
func notOwned(facts model.BucketFacts) string {
	return "the bucket isn't account " + model.Clean(facts.Owner) + "'s"
}

// data notes what was seen of an export's files.
func (p *probe) data(facts model.DataFacts) {
	p.settleProbe(model.ActionListBucket, facts.Metadata.Probe, "")
	why := "no manifest lies in the bucket"
	switch fault := facts.Metadata.Fault; {
	case fault == nil:
	case fault.Kind == model.FaultNotFound:
		why = "there is no bucket " + model.Clean(facts.Bucket)
		p.leave(why, model.ActionListBucket)
	default:
		why = "no file is known without ListBucket"
	}
	p.settleProbe(model.ActionGetObject, facts.Manifest.Probe, why)
}

// bucket notes what was seen of a bucket.
func (p *probe) bucket(facts model.BucketFacts) {
	p.settleProbe(model.ActionGetPolicy, facts.Policy.Probe, "")
	why := "the bucket didn't answer"
	switch facts.Standing {
	case model.BucketMissing:
		why = "there is no bucket " + model.Clean(facts.Bucket)
	case model.BucketForeign:
		why = notOwned(facts)
	case model.BucketUnknown, model.BucketOwned, model.BucketHidden:
	}
	p.settleProbe(model.ActionGetEncryption, facts.Encryption.Probe, why)
	if facts.Policy.OtherAccount() {
		p.leave("S3 tells it only to the account that owns the bucket", model.ActionGetPolicy)
	}
	if facts.Standing == model.BucketMissing {
		p.leave(why, model.ActionGetPolicy)
	}
}
