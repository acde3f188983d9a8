package watch

// count counts a surveyed row.
func (s *Survey) count(entry Entry) {
	if entry.Stale && entry.Watched.Recalled() {
		s.Recalled++
	}
	run := entry.Watched.Newest()
	switch {
	case entry.Quieted():
		s.Muted++
	case entry.Need == NeedFailed:
		s.Failed++
	case entry.Need == NeedUnhealthy:
		s.Unhealthy++
	case entry.Need == NeedUnknown:
		s.Unknown++
	case entry.Need == NeedOverdue:
		s.Overdue++
	case entry.Need == NeedSlow:
		s.Slow++
	case entry.Need == NeedFault:
		s.Faulty++
	case entry.Attention == AttentionAsking:
		s.Asking++
	case entry.Attention == AttentionUnderway:
		s.Running++
	case !entry.MutedUntil.IsZero():
		s.Muted++
	case run == nil || entry.Watched.Gone:
		s.Idle++
	case run.failed():
		s.Superseded++
	default:
		s.Delivered++
	}
}
