package simulator

import (
	"cmp"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"time"
)

// object is one object of a bucket.
type object struct {
	key      string
	size     int64
	modified time.Time
	etag     string // without its quotes
	class    string
	magic    string // what its content begins with
	text     string // its whole content, if that isn't made up
}

// archived says whether it can't be read before a restore.
func (o object) archived() bool { return o.class == "GLACIER" || o.class == "DEEP_ARCHIVE" }

// content is what the object holds: its text, or its magic and then zeros.
func (o object) content(from, length int64) io.Reader {
	head := o.magic
	if o.text != "" {
		head = o.text
	}
	begin := min(from, int64(len(head)))
	return io.LimitReader(io.MultiReader(strings.NewReader(head[begin:]), zeros{}), length)
}

// zeros is a reader without end.
type zeros struct{}

// Read implements io.Reader.
func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

// root is the prefix of all that is delivered for an export, joined as AWS documents it: a prefix
// that ends in a slash gives two.
func root(snapshot *wireExport) string {
	prefix := snapshot.DestinationConfigurations.S3Destination.S3Prefix
	if prefix != "" {
		prefix += "/"
	}
	return prefix + snapshot.Name + "/"
}

// tree is all data, or all metadata, that runs from..to of an export have written.
type tree struct {
	prefix   string
	e        *export
	from, to int
	metadata bool
}

// trees are the trees of a bucket at an offset, in the order of their keys.
func (b *bucket) trees(at time.Duration) []tree {
	var trees []tree
	for _, e := range b.exports {
		oldest, newest := e.window(at)
		periods := []tree{{e: e, from: oldest, to: newest}}
		if e.former != nil {
			cut := min(max(e.formerUntil, oldest), newest+1)
			periods = []tree{
				{e: e, from: oldest, to: cut - 1}, {e: e, from: cut, to: newest},
			}
		}
		if e.former != nil && root(e.former) == root(e.current) {
			periods = []tree{{e: e, from: oldest, to: newest}}
		}
		for _, t := range periods {
			snapshot := e.snapshot(max(t.from, oldest))
			to := snapshot.DestinationConfigurations.S3Destination
			if t.from > t.to || to.S3Bucket != b.name {
				continue
			}
			data, metadata := t, t
			data.prefix, metadata.prefix = root(snapshot)+"data/", root(snapshot)+"metadata/"
			metadata.metadata = true
			trees = append(trees, data, metadata)
		}
	}
	slices.SortFunc(trees, func(a, b tree) int { return cmp.Compare(a.prefix, b.prefix) })
	return trees
}

// sought is which keys of a listing are wanted.
type sought struct{ prefix, after string }

// below says whether a key that begins so can be wanted.
func (f sought) below(dir string) bool {
	overlaps := strings.HasPrefix(dir, f.prefix) || strings.HasPrefix(f.prefix, dir)
	return overlaps && (f.after < dir || strings.HasPrefix(f.after, dir))
}

// wants says whether a key is wanted.
func (f sought) wants(key string) bool {
	return strings.HasPrefix(key, f.prefix) && key > f.after
}

// objects are the objects of a bucket at an offset, in the order of their keys. They are made one by
// one as they are asked for, so that a bucket of any size costs no more than what is read of it.
func (s *Server) objects(b *bucket, f sought, at time.Duration) iter.Seq[object] {
	return func(yield func(object) bool) {
		for _, t := range b.trees(at) {
			if !f.below(t.prefix) {
				continue
			}
			for p := range s.partitions(t) {
				if !f.below(t.prefix + p.name + "/") {
					continue
				}
				for o := range s.delivered(t, p, f, at) {
					if f.wants(o.key) && !yield(o) {
						return
					}
				}
			}
		}
	}
}

// partition is a partition with the runs that wrote it.
type partition struct {
	name     string
	begins   time.Time // the month or the day
	from, to int
}

// partitions are those of a tree in the order of their names. A run on the first day of a month
// still writes the month before.
func (s *Server) partitions(t tree) iter.Seq[partition] {
	return func(yield func(partition) bool) {
		first, last := s.clock.wall(t.e.runs.start(t.from)), s.clock.wall(t.e.runs.start(t.to))
		daily := t.e.current.table() == tableRecommendations
		begins := time.Date(first.Year(), first.Month()-1, 1, 0, 0, 0, 0, time.UTC)
		if daily {
			begins = first.Truncate(day)
		}
		from := t.from
		for from <= t.to && !begins.After(last) {
			p := partition{begins: begins, from: from}
			next := begins.AddDate(0, 1, 0)
			end := next.Add(day)
			if daily {
				next = begins.Add(day)
				end = next
			}
			p.to = min(t.to, t.e.newest(s.clock.reach(end)-1))
			p.name = t.e.current.partition(begins)
			begins = next
			if p.to < p.from {
				continue
			}
			from = p.to + 1
			if !yield(p) {
				return
			}
		}
	}
}

// table is the table that an export selects from.
func (e *wireExport) table() string {
	_, rest, _ := strings.Cut(e.DataQuery.QueryStatement, " FROM ")
	table, _, _ := strings.Cut(rest, " ")
	return table
}

// partition is the name of the partition of a month or day.
func (e *wireExport) partition(begins time.Time) string {
	switch e.table() {
	case tableRecommendations:
		return "date=" + begins.Format(time.DateOnly)
	case tableCarbon: // three months behind
		return "carbon_model_version=v3.0.0/usage_period=" +
			begins.AddDate(0, -3, 0).Format("2006-01")
	default:
		return "BILLING_PERIOD=" + begins.Format("2006-01")
	}
}

// reach is the offset at which a time comes, whatever the clock.
func (c clock) reach(at time.Time) time.Duration {
	return time.Duration(float64(at.Sub(c.epoch)) * c.speed)
}

// delivered are the objects of a partition in the order of their keys.
func (s *Server) delivered(t tree, p partition, f sought, at time.Duration) iter.Seq[object] {
	output := t.e.current.DestinationConfigurations.S3Destination.S3OutputConfigurations
	if output.Overwrite == "CREATE_NEW_REPORT" {
		return s.deliveredEach(t, p, f, at)
	}
	return func(yield func(object) bool) {
		for _, o := range s.overwritten(t, p, at) {
			if !yield(o) {
				return
			}
		}
	}
}

// deliveredEach are the folders of the runs of a partition, and of the metadata also the newest
// manifest beside them.
func (s *Server) deliveredEach(
	t tree, p partition, f sought, at time.Duration,
) iter.Seq[object] {
	dir := t.prefix + p.name + "/"
	return func(yield func(object) bool) {
		var newest delivery
		for k := p.from; k <= p.to; k++ {
			d, ok := s.delivery(t.e, k, at)
			if !ok {
				continue
			}
			if d.whole {
				newest = d
			}
			folder := dir + s.folder(t.e, k) + "/"
			if !f.below(folder) {
				continue
			}
			for _, o := range s.written(t, p, d, folder) {
				if !yield(o) {
					return
				}
			}
		}
		if t.metadata && newest.whole {
			yield(s.written(t, p, newest, dir)[0])
		}
	}
}

// folder is the name of a run's own folder.
func (s *Server) folder(e *export, k int) string {
	started := s.clock.wall(e.runs.start(k)).UTC()
	return started.Format("2006-01-02T15:04:05.000Z") + "-" + e.runs.id(k)
}

// overwritten are the objects that the last delivered run of a partition left, some of them replaced
// by a run that delivers now or was stopped half-way.
func (s *Server) overwritten(t tree, p partition, at time.Duration) []object {
	dir := t.prefix + p.name + "/"
	var objects []object
	k := p.to
	for ; k >= p.from; k-- {
		d, ok := s.delivery(t.e, k, at)
		if !ok {
			continue
		}
		if d.whole {
			objects = s.written(t, p, d, dir)
			break
		}
	}
	if t.metadata {
		return objects
	}
	for k++; k <= p.to; k++ {
		d, ok := s.delivery(t.e, k, at)
		if !ok {
			continue
		}
		for i, o := range s.written(t, p, d, dir) {
			if i < len(objects) {
				objects[i] = o
			} else {
				objects = append(objects, o)
			}
		}
	}
	return objects
}

// delivery is what a run has written so far.
type delivery struct {
	run        int
	begun, end time.Duration
	at         time.Duration
	whole      bool // the manifest, too
}

// delivery is that of run k at an offset; false if it has written nothing.
func (s *Server) delivery(e *export, k int, at time.Duration) (delivery, bool) {
	steps := e.runs.plan(k)
	if len(steps) == 0 {
		return delivery{}, false
	}
	last := steps[len(steps)-1]
	d := delivery{run: k, begun: last.at - 30*time.Second, end: last.at, at: at}
	for _, step := range steps {
		if step.code == deliveryInProcess {
			d.begun = step.at
		}
	}
	halfWay := last.code == deliveryFailure && strings.HasPrefix(e.name, "focus-1-2")
	if last.code != deliverySuccess && !halfWay || at < d.begun {
		return delivery{}, false
	}
	d.whole = last.code == deliverySuccess && at >= d.manifest()
	if halfWay {
		d.at = min(at, d.begun+(d.end-d.begun)*2/3)
	}
	return d, d.at >= d.file(0, 1<<10)
}

// file is when the file i of n is there, manifest when the manifest is.
func (d delivery) file(i, n int) time.Duration {
	return d.begun + (d.end-d.begun)*3/4*time.Duration(i+1)/time.Duration(n)
}

func (d delivery) manifest() time.Duration { return d.end - (d.end-d.begun)/8 }

// written are the objects of a tree that a delivery has written in a directory.
func (s *Server) written(t tree, p partition, d delivery, dir string) []object {
	c := s.cargo(t.e, p, d.run)
	if t.metadata {
		if !d.whole {
			return nil
		}
		text := s.manifest(t, p, d, c)
		return []object{{
			key: dir + t.e.name + "-Manifest.json", size: int64(len(text)), text: text,
			modified: s.second(d.manifest()), etag: s.etag(t.e, d.run, -1), class: "STANDARD",
		}}
	}
	var objects []object
	for i, size := range c.sizes {
		written := d.file(i, len(c.sizes))
		if written > d.at {
			break
		}
		objects = append(objects, object{
			key: dir + c.file(i), size: size, magic: c.magic, class: c.class,
			modified: s.second(written), etag: s.etag(t.e, d.run, i),
		})
	}
	return objects
}

func (s *Server) etag(e *export, k, file int) string {
	chance := newStream(s.seed, "etag", e.arn).at(k, fmt.Sprint(file))
	return fmt.Sprintf("%016x%016x", chance.Uint64(), chance.Uint64())
}
