package check

import (
	"strings"

	"exportwatch/model"
)

// delivery is a manifest with what it names, as far as that was looked for.
type delivery struct {
	c         Case
	facts     model.DataFacts
	manifest  Manifest
	partition string

	listed    []model.Object // what it names and is there
	missing   []File         // what it names and isn't
	unsought  int            // what it names and wasn't looked for: past a cap, or elsewhere
	elsewhere []File         // what it names in another bucket
	surplus   []model.Object // what is there and it doesn't name
}

// readDelivery reads the manifest and looks for its files. It fails where the manifest can't be
// read, or is another thing.
func readDelivery(c Case, facts model.DataFacts) (*delivery, bool) {
	d := &delivery{c: c, facts: facts}
	if facts.Manifest.Body == nil || facts.Manifest.TooLarge {
		return d, false
	}
	manifest, err := ReadManifest(facts.Manifest.Body)
	if err != nil || manifest.Legacy {
		return d, false
	}
	d.manifest = manifest
	d.partition = partitionOf(facts.Manifest.Folder(facts.Metadata.Prefix))
	d.lookFor()
	return d, true
}

// lookFor finds the manifest's files in the listing.
func (d *delivery) lookFor() {
	files := dataFiles(d.facts.Data)
	at := newIndex(files)
	named := make([]bool, len(files))
	for _, file := range d.manifest.Additional {
		if i, found := at.find(file); found {
			named[i] = true
		}
	}
	for _, file := range d.manifest.Files {
		i, found := at.find(file)
		switch {
		case file.Bucket != "" && file.Bucket != d.c.Sought.Destination.Bucket:
			d.elsewhere = append(d.elsewhere, file)
		case found:
			named[i] = true
			d.listed = append(d.listed, files[i])
		case d.looked(file.Key):
			d.missing = append(d.missing, file)
		default:
			d.unsought++
		}
	}
	for i, object := range files {
		if !named[i] {
			d.surplus = append(d.surplus, object)
		}
	}
}

// index finds objects by their keys, and by how these end behind a slash.
type index struct{ keys, ends map[string]int }

func newIndex(files []model.Object) index {
	const deepest = 16 // folders; nobody names a file by more of them without its bucket
	at := index{keys: make(map[string]int, len(files)), ends: map[string]int{}}
	for i, object := range files {
		at.keys[object.Key] = i
		end := object.Key
		for range deepest {
			_, rest, found := strings.Cut(end, "/")
			if !found {
				break
			}
			at.ends[rest], end = i, rest
		}
	}
	return at
}

// find returns the place of a file. Of one without a bucket the key may be the end of the object's.
func (x index) find(file File) (int, bool) {
	i, found := x.keys[file.Key]
	if !found && file.Bucket == "" {
		i, found = x.ends[file.Key]
	}
	return i, found
}

// looked says whether an object of the key would be in the listing.
func (d *delivery) looked(key string) bool {
	list := d.facts.Data
	switch {
	case !list.Answered() || !strings.HasPrefix(key, list.Prefix) || key <= list.StartAfter:
		return false
	case list.Whole:
		return true
	default:
		return len(list.Objects) > 0 && key < list.Objects[len(list.Objects)-1].Key
	}
}

// matched says whether the manifest has the run's id.
func (d *delivery) matched() bool {
	return d.c.ofRun() && d.manifest.ExecutionID == d.c.Run.Ref.ExecutionID
}

// anotherRuns says whether the manifest's id proves that it is another run's.
func (d *delivery) anotherRuns() bool {
	return d.c.IDsMatch && d.manifest.ExecutionID != "" && !d.matched()
}

// complete says whether all files that the manifest names were looked for and are there.
func (d *delivery) complete() bool {
	return len(d.listed) == len(d.manifest.Files) && d.facts.Data.Answered()
}

func (d *delivery) bytes() int64 { return bytesOf(d.listed) }

// there returns the files that somebody would read: what the manifest names, or all where that
// isn't known.
func (d *delivery) there(facts model.DataFacts) []model.Object {
	if d.manifest.Files == nil {
		return dataFiles(facts.Data)
	}
	return d.listed
}
