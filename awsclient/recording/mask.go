package recording

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"regexp"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Mask replaces what belongs to somebody by something of the same shape: letters by letters, digits
// by digits, what stands between them stays. The same value has the same mask. What decides it is a
// key that is made at random with the Mask and leaves its memory nowhere.
type Mask struct {
	key []byte

	mu    sync.Mutex
	masks map[string]string // of names, as they were given out
	taken map[string]string // whose they are
}

// NewMask returns a mask with a key of its own.
func NewMask() *Mask {
	key := make([]byte, sha256.Size)
	_, _ = rand.Read(key) // it never fails
	return &Mask{key: key, masks: map[string]string{}, taken: map[string]string{}}
}

// pattern is a regular expression. It is compiled when it is first used, so that nobody who masks
// nothing waits for it.
type pattern func() *regexp.Regexp

func compiled(text string) pattern {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(text) })
}

// uuids finds UUIDs, whose letters are hexadecimal.
var uuids = compiled(
	`^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$`)

// name masks a name, an account's number, an id: different ones differently, none by itself.
func (m *Mask) name(value string) string {
	if value == "" {
		return ""
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if masked, known := m.masks[value]; known {
		return masked
	}
	const tries = 1000 // then all masks of so short a value are given out
	masked := m.shape(value, 0)
	for try := range uint32(tries) {
		drawn := m.shape(value, try)
		if drawn == value {
			continue
		}
		masked = drawn
		if _, taken := m.taken[masked]; !taken {
			break
		}
	}
	m.masks[value], m.taken[masked] = masked, value
	return masked
}

// known returns the mask of a name that was masked before.
func (m *Mask) known(value string) (string, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	masked, known := m.masks[value]
	return masked, known
}

// text masks a text of which no other is to be told apart.
func (m *Mask) text(value string) string { return m.shape(value, 0) }

// shape returns the mask of a value; another one for each try.
func (m *Mask) shape(value string, try uint32) string {
	hexadecimal := uuids().MatchString(value)
	drawn := stream{key: m.key, of: value, try: try}
	var out strings.Builder
	for _, r := range value {
		switch {
		case hexadecimal && r != '-':
			out.WriteByte("0123456789abcdef"[drawn.next()%16])
		case r >= '0' && r <= '9':
			out.WriteByte('0' + drawn.next()%10)
		case unicode.IsUpper(r):
			out.WriteByte('A' + drawn.next()%26)
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == utf8.RuneError:
			out.WriteByte('a' + drawn.next()%26)
		default:
			out.WriteRune(r)
		}
	}
	return out.String()
}

// stream is a sequence of bytes that nobody without the key can tell from chance.
type stream struct {
	key   []byte
	of    string
	try   uint32
	block uint32
	left  []byte
}

func (s *stream) next() byte {
	if len(s.left) == 0 {
		hash := hmac.New(sha256.New, s.key)
		var head [8]byte
		binary.BigEndian.PutUint32(head[:4], s.try)
		binary.BigEndian.PutUint32(head[4:], s.block)
		hash.Write(head[:])
		hash.Write([]byte(s.of))
		s.left = hash.Sum(nil)
		s.block++
	}
	drawn := s.left[0]
	s.left = s.left[1:]
	return drawn
}

// path masks what stands between slashes.
func (m *Mask) path(value string) string {
	parts := strings.Split(value, "/")
	for i, part := range parts {
		parts[i] = m.name(part)
	}
	return strings.Join(parts, "/")
}

// arn masks an ARN, whose partition, service, Region and kind of resource stay. What is no ARN is
// masked as a name.
func (m *Mask) arn(value string) string {
	parts := strings.SplitN(value, ":", 6)
	if len(parts) < 6 || parts[0] != "arn" || !plainWord(parts[1]) || !plainWord(parts[2]) ||
		!isRegion(parts[3]) {
		return m.name(value)
	}
	parts[4] = m.name(parts[4])
	kind, rest, found := strings.Cut(parts[5], "/")
	switch {
	case parts[5] == "root":
	case found && plainWord(kind) && parts[2] != "s3":
		resources := strings.Split(rest, "/")
		for i, resource := range resources {
			resources[i] = m.resource(resource)
		}
		parts[5] = kind + "/" + strings.Join(resources, "/")
	case found:
		parts[5] = m.path(parts[5])
	default:
		parts[5] = m.resource(parts[5])
	}
	return strings.Join(parts, ":")
}

// resource masks what an ARN calls an export: its name and a UUID, as AWS joins them.
func (m *Mask) resource(value string) string {
	const size = len("-00000000-0000-0000-0000-000000000000")
	cut := len(value) - size
	if cut > 0 && value[cut] == '-' && uuids().MatchString(value[cut+1:]) {
		return m.name(value[:cut]) + "-" + m.name(value[cut+1:])
	}
	return m.name(value)
}

// plainWord says whether a text is of small letters and hyphens: one of AWS's own words.
func plainWord(text string) bool {
	return text != "" && strings.Trim(text, "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
}

var regions = compiled(
	`^([a-z]{2,4}(-[a-z]+)+-[0-9])?$`)

func isRegion(text string) bool { return regions().MatchString(text) }
