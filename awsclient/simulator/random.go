package simulator

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"
)

// stream is a source of chance that can be asked at any place: the same stream and place always
// give the same numbers, so nothing generated has to be remembered.
type stream uint64

// newStream derives a stream from a seed and a path of names.
func newStream(seed uint64, path ...string) stream {
	derived := mix(seed)
	for _, b := range []byte(strings.Join(path, "\x00")) {
		derived = mix(derived ^ uint64(b))
	}
	return stream(derived)
}

// at is the generator for one purpose of place k.
func (s stream) at(k int, purpose string) *rand.Rand {
	//nolint:gosec // bits, not a number
	place := newStream(uint64(s)^mix(uint64(int64(k))), purpose)
	return rand.New(rand.NewPCG(uint64(place), mix(uint64(place)))) //nolint:gosec // made to repeat
}

// mix is the finalizer of splitmix64: it spreads neighbouring numbers apart.
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// spread is d more or less by up to the given share of it, in whole milliseconds.
func spread(chance *rand.Rand, d time.Duration, share float64) time.Duration {
	factor := 1 + share*(2*chance.Float64()-1)
	return time.Duration(float64(d) * factor).Truncate(time.Millisecond)
}

// uuid is a random UUID that claims the given version.
func uuid(chance *rand.Rand, version byte) string {
	var b [16]byte
	binary.BigEndian.PutUint64(b[:8], chance.Uint64())
	binary.BigEndian.PutUint64(b[8:], chance.Uint64())
	return formatUUID(b, version)
}

func formatUUID(b [16]byte, version byte) string {
	b[6] = b[6]&0x0f | version<<4
	b[8] = b[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

// digits is a random account id.
func digits(chance *rand.Rand) string {
	return fmt.Sprintf("%012d", 100_000_000_000+chance.Int64N(899_999_999_999))
}

// ids numbers the runs of one export with ids that look like UUIDs of version 3, as AWS's do, and
// reads the number back out of an id, so that no index of executions has to be kept.
type ids struct{ stream }

func (i ids) id(k int) string {
	var b [16]byte
	chance := i.at(k, "id")
	binary.BigEndian.PutUint32(b[4:8], chance.Uint32())
	binary.BigEndian.PutUint64(b[8:], chance.Uint64())
	b[6], b[8] = b[6]&0x0f|0x30, b[8]&0x3f|0x80
	//nolint:gosec // bits, not a number
	binary.BigEndian.PutUint32(b[:4], uint32(int32(k))^i.mask(b))
	return formatUUID(b, 3)
}

// number is the run an id stands for, if it is one of this export's.
func (i ids) number(id string) (int, bool) {
	raw, err := hex.DecodeString(strings.ReplaceAll(id, "-", ""))
	if err != nil || len(raw) != 16 {
		return 0, false
	}
	b := [16]byte(raw)
	k := int(int32(binary.BigEndian.Uint32(b[:4]) ^ i.mask(b))) //nolint:gosec // bits, not a number
	return k, i.id(k) == id
}

// mask hides the number in the bytes that come after it.
func (i ids) mask(b [16]byte) uint32 {
	low := binary.BigEndian.Uint64(b[8:]) ^ uint64(binary.BigEndian.Uint32(b[4:8]))<<16
	return uint32(mix(uint64(i.stream)^low) >> 32)
}
