package simulator

import (
	"fmt"
	"iter"
	"strconv"
	"strings"
	"time"
)

// delivered are the objects of a partition in the order of their keys.
func (s *Server) delivered(t tree, p partition, f sought, at time.Duration) iter.Seq[object] {
	output := t.e.current.DestinationConfigurations.S3Destination.S3OutputConfigurations
	if output.Overwrite == "CREATE_NEW_REPORT" {
		return s.deliveredEach(t, p, f, at)
	}
	return func(yield func(object) bool) { yieldAll(yield, s.overwritten(t, p, at)) }
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
			d, ok := t.e.delivery(k, at)
			folder := dir + s.folder(t.e, k) + "/"
			if d.whole {
				newest = d
			}
			if !ok || !f.below(folder) {
				continue
			}
			if !yieldAll(yield, s.written(t, p, d, folder)) {
				return
			}
		}
		if t.metadata && newest.whole {
			yieldAll(yield, s.written(t, p, newest, dir))
		}
	}
}

// yieldAll yields objects until no more are wanted, and says whether more are.
func yieldAll(yield func(object) bool, objects []object) bool {
	for _, o := range objects {
		if !yield(o) {
			return false
		}
	}
	return true
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
		d, ok := t.e.delivery(k, at)
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
		d, ok := t.e.delivery(k, at)
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
func (e *export) delivery(k int, at time.Duration) (delivery, bool) {
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
	chance := newStream(s.seed, "etag", e.arn).at(k, strconv.Itoa(file))
	return fmt.Sprintf("%016x%016x", chance.Uint64(), chance.Uint64())
}
