package check

import (
	"strings"
	"time"

	"exportwatch/model"
)

// Partition is a part of an export's data with what lies in it.
type Partition struct {
	Name     string       // as BILLING_PERIOD=2026-11, cleaned
	Manifest model.Object // the newest
	// Files and Bytes are what lies in its data folder, at least where it wasn't read whole; Listed
	// says whether that was looked at.
	Files         int
	Bytes         int64
	Listed, Whole bool
}

// Partitions returns what really lies in the bucket: the partitions that have a manifest, in order of
// their names.
func (c Case) Partitions(facts model.DataFacts) []Partition {
	var found []Partition
	for _, object := range facts.Metadata.Objects {
		if !object.IsManifest() {
			continue
		}
		name := model.Clean(partitionOf(object.Folder(facts.Metadata.Prefix)))
		if n := len(found); n == 0 || found[n-1].Name != name {
			found = append(found, Partition{Name: name})
		}
		if p := &found[len(found)-1]; !object.Modified.Before(p.Manifest.Modified) {
			p.Manifest = object
		}
	}
	for i := range found {
		for _, list := range []model.ObjectList{facts.Data, facts.Before} {
			if list.Answered() && model.Clean(c.partitionOfList(list)) == found[i].Name {
				files := dataFiles(list)
				found[i].Files, found[i].Bytes = len(files), bytesOf(files)
				found[i].Listed, found[i].Whole = true, list.Whole
				break
			}
		}
	}
	return found
}

// partitionOf returns the partition of a folder beneath metadata/ or data/: the folder without that
// of a run.
func partitionOf(folder string) string {
	var parts []string
	for part := range strings.SplitSeq(folder, "/") {
		if !strings.Contains(part, "=") {
			break
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, "/")
}

// partitionOfList returns the partition that a listing of data is of.
func (c Case) partitionOfList(list model.ObjectList) string {
	return partitionOf(strings.TrimPrefix(list.Prefix, c.Sought.DataPrefix()))
}

// period names a partition by its value alone, as 2026-11, cleaned.
func period(partition string) string {
	if _, value, found := strings.Cut(
		partition[strings.LastIndexByte(partition, '/')+1:],
		"=",
	); found {
		return model.Clean(value)
	}
	return model.Clean(partition)
}

// of names a partition behind a noun, as " of 2026-11"; "" where it isn't known.
func of(partition string) string {
	if partition == "" {
		return ""
	}
	return " of " + period(partition)
}

// subject begins a sentence with a partition.
func subject(partition string) string {
	if partition == "" {
		return "The delivery"
	}
	return period(partition)
}

// monthOf returns the month of a partition that holds one.
func monthOf(partition string) (time.Time, bool) {
	key, value, _ := strings.Cut(partition, "=")
	month, err := time.Parse("2006-01", value)
	return month, err == nil && strings.EqualFold(key, "billing_period")
}

// dayOf returns the day of a partition that holds one.
func dayOf(partition string) (time.Time, bool) {
	key, value, _ := strings.Cut(partition, "=")
	day, err := time.Parse(time.DateOnly, value)
	return day, err == nil && strings.EqualFold(key, "date")
}

// beginning returns when the month or the day of a partition begins.
func beginning(partition string) (time.Time, bool) {
	if month, ok := monthOf(partition); ok {
		return month, true
	}
	return dayOf(partition)
}

// dataFiles returns the objects of a listing that are files: markers of folders aren't.
func dataFiles(list model.ObjectList) []model.Object {
	files := make([]model.Object, 0, len(list.Objects))
	for _, object := range list.Objects {
		if !strings.HasSuffix(object.Key, "/") {
			files = append(files, object)
		}
	}
	return files
}

func bytesOf(files []model.Object) int64 { return model.ObjectList{Objects: files}.Bytes() }

// Contents says how many files lie in the partition and how large they are, at least where not all
// were seen.
func (p Partition) Contents() string {
	said := counted(p.Files, "file") + ", " + size(p.Bytes)
	if !p.Whole {
		return "at least " + said
	}
	return said
}
