package cli

import (
	"cmp"
	"slices"
	"strings"

	"exportwatch/model/check"
	"exportwatch/model/watch"
)

// checked is an export, or a pinned run, with what its checks found.
type checked struct {
	watched  *watch.Watched
	run      *watch.Run      // that was checked; nil where it is the export as such
	sections []check.Section // in the order of the kinds
	besides  int             // requests that told what to look for
}

// worst returns the worst severity that was found.
func (c checked) worst() check.Severity {
	worst := check.SeverityOK
	for _, section := range c.sections {
		worst = max(worst, section.Worst())
	}
	return worst
}

// requests returns how many requests it took, and how many of them S3's.
func (c checked) requests() (all, s3 int) {
	all = c.besides
	for _, section := range c.sections {
		all += section.Requests
		if section.Kind == check.KindData || section.Kind == check.KindBucket {
			s3 += section.Requests
		}
	}
	return all, s3
}

// unseen says whether no check saw anything.
func (c checked) unseen() bool {
	return !slices.ContainsFunc(c.sections, func(section check.Section) bool {
		return section.Answer() != check.AnswerUnseen
	})
}

// blind says whether it couldn't be looked: no answer came, nothing at all was seen, or not what a
// check would see that was named.
func (c checked) blind(named bool) bool {
	return c.unseen() || slices.ContainsFunc(c.sections, func(section check.Section) bool {
		return section.Blind() || named && section.Answer() == check.AnswerUnseen
	})
}

// policy returns what the bucket's policy says, nil where it wasn't read.
func (c checked) policy() *check.Policy {
	for _, section := range c.sections {
		if section.Policy != nil {
			return section.Policy
		}
	}
	return nil
}

// sortChecked puts the worst first, what nothing was seen of before what is fine, and equals by
// their names.
func sortChecked(all []checked) {
	rank := func(c checked) int {
		if c.unseen() {
			return int(check.SeverityNote)
		}
		if c.worst() == check.SeverityNote {
			return int(check.SeverityOK)
		}
		return int(c.worst())
	}
	slices.SortStableFunc(all, func(a, b checked) int {
		return cmp.Or(rank(b)-rank(a), strings.Compare(a.watched.Title(), b.watched.Title()))
	})
}
