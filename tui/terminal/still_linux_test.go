package terminal_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"
	"time"
)

// wakes is how often the kernel has woken the child so far, all its threads together.
func (c *ptyChild) wakes() (count int) {
	c.t.Helper()
	tasks := filepath.Join("/proc", strconv.Itoa(c.cmd.Process.Pid), "task", "*", "status")
	files, err := filepath.Glob(tasks)
	if err != nil || len(files) == 0 {
		c.t.Fatalf("no threads: %v", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			c.t.Fatal(err)
		}
		switches := regexp.MustCompile(`\nvoluntary_ctxt_switches:\s*(\d+)`).FindSubmatch(text)
		n, err := strconv.Atoi(string(switches[1]))
		if err != nil {
			c.t.Fatal(err)
		}
		count += n
	}
	return count
}

// A ticker of a second alone wakes a process about 20 times in five seconds: its timer, and each
// time Go's monitor and another thread.
func TestAStillScreenSleeps(t *testing.T) {
	t.Parallel()
	c := startChild(t, "")
	c.shows("frame 0 80x24")
	time.Sleep(2 * time.Second) // what belongs to the start
	before := c.wakes()
	time.Sleep(5 * time.Second)
	if woken := c.wakes() - before; woken > 5 {
		t.Errorf("woken %d times in five seconds of which none was needed", woken)
	}
	c.send("q")
	c.ends("<nil>")
}
