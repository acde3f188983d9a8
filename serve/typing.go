package serve

import (
	"context"
	"io"
	"sync/atomic"
	"time"
)

// What somebody may type, in bytes: nobody does so much, and each key is work.
const (
	keysAtOnce    = 1 << 15 // a paste
	keysPerSecond = 1 << 11
)

// keys are what somebody types, no faster than that.
type keys struct {
	from    io.Reader
	now     func() time.Time
	ctx     context.Context //nolint:containedctx // io.Reader takes none
	pressed func()          // nil if nobody wants to know

	ended  atomic.Bool // nothing more will come
	left   int         // bytes that may come at once; below 0 they are waited for
	filled time.Time
}

// Read implements io.Reader.
func (k *keys) Read(buf []byte) (int, error) {
	k.wait()
	n, err := k.from.Read(buf)
	k.left -= n
	if err != nil {
		k.ended.Store(true)
	}
	if n > 0 && k.pressed != nil {
		k.pressed()
	}
	return n, err //nolint:wrapcheck // io.EOF among them
}

// wait waits until something may come again.
func (k *keys) wait() {
	now := k.now()
	if !k.filled.IsZero() {
		gained := now.Sub(k.filled).Seconds() * keysPerSecond
		k.left = int(min(keysAtOnce, float64(k.left)+gained))
	}
	k.filled = now
	if k.left >= 0 {
		return
	}
	timer := time.NewTimer(time.Duration(-k.left) * time.Second / keysPerSecond)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-k.ctx.Done():
	}
}
