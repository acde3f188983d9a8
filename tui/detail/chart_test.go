package detail_test

import (
	"math"
	"testing"
	"time"

	"exportwatch/tui/detail"
)

// The distance of columns leaves as many runs in sight as there is room for, and no more.
func TestPitch(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ count, width, pitch, shown int }{
		{0, 60, 1, 0},
		{1, 60, 5, 1},
		{12, 60, 5, 12},
		{13, 60, 4, 13},
		{20, 60, 3, 20},
		{21, 60, 2, 21},
		{30, 60, 2, 30},
		{31, 60, 1, 31},
		{60, 60, 1, 60},
		{400, 60, 1, 60},
		{400, 0, 1, 0},
		{400, -3, 1, 0},
		{1, 1, 1, 1},
		{1, 3, 3, 1},
	} {
		pitch, shown := detail.PitchOf(tt.count, tt.width)
		if pitch != tt.pitch || shown != tt.shown {
			t.Errorf("%d columns in %d cells: %d apart, %d shown; want %d, %d", tt.count, tt.width,
				pitch, shown, tt.pitch, tt.shown)
		}
	}
}

// The longest run fits, little room is left over, and the median stands in the middle of a cell
// wherever that can be.
func TestScale(t *testing.T) {
	t.Parallel()
	const m = time.Minute
	middles, all := 0, 0
	for _, top := range []time.Duration{m, 17 * m, 25 * m, 90 * m, 9000 * time.Hour} {
		for _, share := range []float64{0.01, 0.1, 0.34, 0.5, 0.68, 0.99, 1} {
			for height := 1; height <= 16; height++ {
				median := time.Duration(share * float64(top))
				scale := detail.ScaleOf(top, median, height)
				whole := scale * time.Duration(height)
				if whole < top || float64(whole) > 1.26*float64(top) {
					t.Fatalf("%v in %d cells of %v", top, height, scale)
				}
				in := float64(median) / float64(scale)
				all++
				if _, part := math.Modf(in); math.Abs(part-0.5) < 0.01 {
					middles++
				} else if share >= 0.5 && height > 6 {
					t.Errorf("of %v in %d cells of %v the median %v ends at %.2f", top, height,
						scale, median, in)
				}
			}
		}
	}
	if 2*middles < all {
		t.Errorf("in the middle of a cell only %d of %d times", middles, all)
	}
	if scale := detail.ScaleOf(0, 0, 8); scale < 1 {
		t.Errorf("nothing known: cells of %v", scale)
	}
	if scale := detail.ScaleOf(10*m, 20*m, 10); scale != m+1 {
		t.Errorf("a median beyond the longest in sight: cells of %v", scale)
	}
}

func TestValueText(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		d    time.Duration
		want string
	}{
		{0, "0s"},
		{45 * time.Second, "45s"},
		{285 * time.Second, "4m45s"},
		{17 * time.Minute, "17m"},
		{59*time.Minute + 50*time.Second, "1h"},
		{95 * time.Minute, "1h35m"},
		{76 * time.Hour, "3d04h"},
	} {
		if got := detail.ValueText(tt.d); got != tt.want {
			t.Errorf("%v is %q, want %q", tt.d, got, tt.want)
		}
	}
}

// The axis goes up to three times the median, or to the longest run if that is less.
func TestAxisTop(t *testing.T) {
	t.Parallel()
	const m = time.Minute
	for _, tt := range []struct{ longest, median, want time.Duration }{
		{25 * m, 17 * m, 25 * m},
		{51 * m, 17 * m, 51 * m},
		{52 * m, 17 * m, 51 * m},
		{500 * m, 0, 500 * m},
		{0, 17 * m, 0},
	} {
		if got := detail.AxisTop(tt.longest, tt.median); got != tt.want {
			t.Errorf("of %v with a median of %v: %v, want %v", tt.longest, tt.median, got, tt.want)
		}
	}
}
