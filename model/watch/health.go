package watch

import (
	"time"

	"exportwatch/model"
)

// hear takes what AWS said of the export's health at a time on its clock.
func (w *Watched) hear(health model.Health, at time.Time) {
	w.Health, w.healthAt = health, at
}

// Unhealthy says whether AWS calls the export unhealthy, and nothing was delivered since it did: the
// list of exports is asked for rarely, so that a run may have made good what it tells of.
func (w *Watched) Unhealthy() bool {
	if w.Kind != WatchedExport || w.Gone || !w.Health.Unhealthy() {
		return false
	}
	return w.facts.lastDelivery.Before(w.healthAt)
}
