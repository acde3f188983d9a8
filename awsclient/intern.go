package awsclient

import (
	"crypto/sha256"
	"encoding/json"
	"runtime"
	"sync"
	"weak"

	"exportwatch/model"
)

// snapshots holds each different snapshot once, so that the many runs of an export share one. It
// holds them weakly: it never grows beyond the snapshots that are in use somewhere.
type snapshots struct {
	mu    sync.Mutex
	known map[digest]weak.Pointer[model.Export]
}

type digest [sha256.Size]byte

func newSnapshots() *snapshots {
	return &snapshots{known: map[digest]weak.Pointer[model.Export]{}}
}

// intern returns the snapshot that has the same content and is in use, or else the given one.
func (s *snapshots) intern(export *model.Export) *model.Export {
	if export == nil {
		return nil
	}
	content, err := json.Marshal(export)
	if err != nil {
		return export
	}
	key := digest(sha256.Sum256(content))
	s.mu.Lock()
	defer s.mu.Unlock()
	if known := s.known[key].Value(); known != nil {
		return known
	}
	s.known[key] = weak.Make(export)
	runtime.AddCleanup(export, s.forget, key)
	return export
}

// forget drops a snapshot that nothing uses any more, unless an equal one took its place.
func (s *snapshots) forget(key digest) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.known[key].Value() == nil {
		delete(s.known, key)
	}
}
