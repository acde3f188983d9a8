package simulator

import (
	"cmp"
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
			for o := range s.ofTree(t, f, at) {
				if f.wants(o.key) && !yield(o) {
					return
				}
			}
		}
	}
}

// ofTree are the objects of a tree in the order of their keys, some of which may not be wanted.
func (s *Server) ofTree(t tree, f sought, at time.Duration) iter.Seq[object] {
	return func(yield func(object) bool) {
		for p := range s.partitions(t) {
			if !f.below(t.prefix + p.name + "/") {
				continue
			}
			for o := range s.delivered(t, p, f, at) {
				if !yield(o) {
					return
				}
			}
		}
	}
}
