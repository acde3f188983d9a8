package model_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"exportwatch/model"
)

func TestCleanShowsWhatHides(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, text, want string }{
		{"plain", "daily-cur2", "daily-cur2"},
		{"nothing", "", ""},
		{"letters of the world", "Kosten für März 費用 ₿ e\u0301", "Kosten für März 費用 ₿ e\u0301"},
		{"an emoji", "\U0001F4B0", "\U0001F4B0"},
		{"colours", "\x1b[31mred\x1b[0m", "\uFFFD[31mred\uFFFD[0m"},
		{"a title", "\x1b]0;owned\a", "\uFFFD]0;owned\uFFFD"},
		{"a title by C1", "\u009d0;owned\u009c", "\uFFFD0;owned\uFFFD"},
		{"a bare C1 byte", "\x9b31m", "\uFFFD31m"},
		{"white space", "a\tb\nc\rd\ve\ff\u0085g\u00a0h\u2028i\u3000j", "a b c d e f g h i j"},
		{"NUL, DEL, backspace", "a\x00b\x7fc\bd", "a\uFFFDb\uFFFDc\uFFFDd"},
		{"a name written backwards", "evil\u202egpj.exe", "evil\uFFFDgpj.exe"},
		{"isolates", "\u2066a\u2069", "\uFFFDa\uFFFD"},
		{"zero width", "da\u200bi\u200dly\u2060\ufeff\u00ad", "da\uFFFDi\uFFFDly\uFFFD\uFFFD\uFFFD"},
		{
			"a family", "\U0001F469\u200d\U0001F469\U0001F3FD\u200d\U0001F467",
			"\U0001F469\U0001F469\U0001F3FD\U0001F467",
		},
		{"a heart on fire", "\u2764\ufe0f\u200d\U0001F525", "\u2764\U0001F525"},
		{
			"joiners elsewhere", "a\u200db \U0001F469\u200d \U0001F469\u200d\u200d\U0001F469\u200d",
			"a\uFFFDb \U0001F469\uFFFD \U0001F469\uFFFD\uFFFD\U0001F469\uFFFD",
		},
		{"tags", "ok\U000E0041\U000E007F", "ok\uFFFD\uFFFD"},
		{"fillers", "\u115f\u1160\u3164\uffa0\u034f\u17b4\u2065\ufff0\U000E0100", strings.Repeat("\uFFFD", 8)},
		{"variation selectors", "\u2601\ufe0f \u2601\ufe0e \u1820\u180b", "\u2601 \u2601 \u1820"},
		{"private use", "\ue0b0\U000F0000", "\uFFFD\uFFFD"},
		{"no character", "\ufdd0\uffff", "\uFFFD\uFFFD"},
		{"broken UTF-8", "a\xff\xfeb\xe2\x80", "a\uFFFDb\uFFFD"},
		{"a surrogate in UTF-8", "\xed\xa0\x80", "\uFFFD"},
		{"an overlong escape", "\xc0\x9b[m", "\uFFFD[m"},
	} {
		if got := model.Clean(test.text); got != test.want {
			t.Errorf("%s: Clean(%+q) = %+q, want %+q", test.name, test.text, got, test.want)
		}
	}
}

func TestNoControlSurvivesCleaning(t *testing.T) {
	t.Parallel()
	for r := rune(0); r <= unicode.MaxRune; r++ {
		got := model.Clean("a" + string(r) + "b")
		if complaint := unsafe(got); complaint != "" {
			t.Fatalf("Clean keeps %U: %s", r, complaint)
		}
	}
}

func TestCleanLinesKeepsLines(t *testing.T) {
	t.Parallel()
	got := model.CleanLines("SELECT\ta\r\nFROM\rb\n\n\x1b[2Jc\u2028d\v")
	if want := "SELECT  a\nFROM\nb\n\n\uFFFD[2Jc d "; got != want {
		t.Errorf("got %+q, want %+q", got, want)
	}
}

func FuzzClean(f *testing.F) {
	for _, seed := range []string{
		"daily", "\x1b[31m", "\u202eabc", "\x9b\xff\x00\r\n\t", "\ufeff\u200d\U000E0041",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		once := model.Clean(text)
		if complaint := unsafe(once); complaint != "" {
			t.Errorf("Clean(%+q) = %+q: %s", text, once, complaint)
		}
		if again := model.Clean(once); again != once {
			t.Errorf("cleaned twice %+q becomes %+q", once, again)
		}
		lines := model.CleanLines(text)
		for line := range strings.SplitSeq(lines, "\n") {
			if complaint := unsafe(line); complaint != "" {
				t.Errorf("CleanLines(%+q) holds %+q: %s", text, line, complaint)
			}
		}
		if again := model.CleanLines(lines); again != lines {
			t.Errorf("lines cleaned twice %+q become %+q", lines, again)
		}
	})
}

// unsafe says why a line must not reach a terminal, or "". It holds by the bytes as well: a
// terminal in an 8-bit locale sees no runes.
func unsafe(line string) string {
	if !utf8.ValidString(line) {
		return "it is no UTF-8"
	}
	for _, r := range line {
		switch {
		case r < 0x20 || r == 0x7f:
			return "a control"
		case r >= 0x80 && r <= 0x9f:
			return "a C1 control"
		case unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp):
			return "a format character or a line break"
		case unicode.In(r, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector):
			return "a character that isn't seen"
		}
	}
	return ""
}
