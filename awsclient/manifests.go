package awsclient

import (
	"strings"
	"time"

	"exportwatch/model"
)

// This file finds manifests among the objects of a listing. No key is computed: S3's keys are
// case-sensitive, and AWS's documents disagree about some.

// startAfter returns the key after which the search begins, so that a listing needn't go through
// years: two months back for tables by month, three days for the one by day, "" for all others.
func startAfter(root string, sought *model.Sought) string {
	if sought.Created.IsZero() {
		return ""
	}
	created := sought.Created.UTC()
	switch {
	case sought.Table == "COST_OPTIMIZATION_RECOMMENDATIONS":
		return root + "date=" + created.AddDate(0, 0, -3).Format(time.DateOnly)
	case sought.Table == "COST_AND_USAGE_REPORT", strings.HasPrefix(sought.Table, "FOCUS_"):
		// Capitals sort before small letters, so this finds both spellings.
		first := time.Date(created.Year(), created.Month()-2, 1, 0, 0, 0, 0, time.UTC)
		return root + "BILLING_PERIOD=" + first.Format("2006-01")
	}
	return ""
}

// choose returns the manifest to read: the one in a folder that names the run, else the newest in
// the run's window, else the newest of all.
func choose(objects []model.Object, sought *model.Sought) (model.Object, bool) {
	root := sought.MetadataPrefix()
	ofRun := func(o model.Object) bool {
		return sought.ExecutionID != "" && strings.Contains(o.Folder(root), sought.ExecutionID)
	}
	inWindow := func(o model.Object) bool {
		return !sought.From.IsZero() && !o.Modified.Before(sought.From) &&
			!o.Modified.After(sought.To)
	}
	anyOf := func(model.Object) bool { return true }
	for _, suits := range []func(model.Object) bool{ofRun, inWindow, anyOf} {
		if chosen, ok := newest(objects, suits); ok {
			return chosen, true
		}
	}
	return model.Object{}, false
}

// newest returns the newest manifest that suits. Of equally old ones it is the one in the run's
// own folder, which is the longer key.
func newest(objects []model.Object, suits func(model.Object) bool) (model.Object, bool) {
	var found model.Object
	ok := false
	for _, object := range objects {
		if !object.IsManifest() || !suits(object) {
			continue
		}
		later := object.Modified.Compare(found.Modified)
		if !ok || later > 0 || later == 0 && len(object.Key) > len(found.Key) {
			found, ok = object, true
		}
	}
	return found, ok
}

// directory returns the part of the data's keys that a manifest is about: its folder with a slash.
func directory(manifest model.Object, sought *model.Sought) string {
	if folder := manifest.Folder(sought.MetadataPrefix()); folder != "" {
		return folder + "/"
	}
	return ""
}

// before returns the directory of the delivery to compare a manifest's with: of a run in a folder of
// its own the run before it in the same partition; else the newest of the partition before.
func before(
	objects []model.Object, manifest model.Object, sought *model.Sought,
) (string, bool) {
	root := sought.MetadataPrefix()
	own, run := split(manifest.Folder(root))
	if run != "" {
		found, ok := newest(objects, func(o model.Object) bool {
			partition, other := split(o.Folder(root))
			return partition == own && other != "" && other != run &&
				o.Modified.Before(manifest.Modified)
		})
		if ok {
			return directory(found, sought), true
		}
	}
	last := ""
	for _, object := range objects {
		partition, _ := split(object.Folder(root))
		if object.IsManifest() && partition < own && partition > last {
			last = partition
		}
	}
	found, ok := newest(objects, func(o model.Object) bool {
		partition, other := split(o.Folder(root))
		return last != "" && partition == last && (run == "") == (other == "")
	})
	return directory(found, sought), ok
}

// split parts a folder into its partition, whose parts have the form NAME=VALUE, and the run's own
// folder beneath it, or "".
func split(folder string) (partition, run string) {
	cut := strings.LastIndexByte(folder, '/')
	if last := folder[cut+1:]; folder == "" || strings.Contains(last, "=") {
		return folder, ""
	}
	return folder[:max(0, cut)], folder[cut+1:]
}
