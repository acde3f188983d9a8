package store

import (
	"crypto/sha256"
	"database/sql"
	"time"
)

// micros returns an instant as it is kept: none of the zero time.
func micros(t time.Time) sql.NullInt64 {
	return sql.NullInt64{Int64: t.UnixMicro(), Valid: !t.IsZero()}
}

// instant is the way back.
func instant(n sql.NullInt64) time.Time {
	if !n.Valid {
		return time.Time{}
	}
	return time.UnixMicro(n.Int64).UTC()
}

// hash returns what a text is known by where it itself must not be kept, or is long.
func hash(text string) []byte {
	sum := sha256.Sum256([]byte(text))
	return sum[:]
}
