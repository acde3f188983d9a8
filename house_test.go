// Package main_test holds the rules of the house without any linter: which room may import what,
// who may read a clock, how long a file may be, and that no write operation is linked.
package main_test

import (
	"bufio"
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
)

const (
	module       = "exportwatch"
	maxCodeLines = 250
)

// room is one folder with Go files: what its sources (not its tests) may import of this module, and
// which functions of package time they may use although those read the clock. What they may import
// from outside is the linter's to hold (depguard in .golangci.yaml).
type room struct {
	rooms []string
	clock []string
}

// house is the table of all rooms by folder. A folder that is not in it is no room.
func house() map[string]room {
	words := []string{
		"model", "model/check", "model/evidence", "model/policy", "model/watch", "model/words",
	}
	drawing := slices.Concat(words, []string{"theme", "tui/cells"})
	pane := slices.Concat(drawing, []string{"tui/canvas"})
	return map[string]room{
		".": {rooms: []string{"cli"}},
		"cli": {
			rooms: slices.Concat(words, []string{
				"awsclient",
				"awsclient/recording",
				"awsclient/simulator",
				"cli/config",
				"serve",
				"serve/metrics",
				"serve/relay",
				"store",
				"theme",
				"tui",
				"tui/cells",
				"tui/terminal",
			}),
			clock: []string{"Now"},
		},
		"packaging":    {rooms: []string{"cli"}},
		"cli/config":   {rooms: []string{"model", "model/watch"}},
		"model":        {},
		"model/policy": {rooms: []string{"model"}},
		"model/check":  {rooms: []string{"model", "model/policy"}},
		"model/watch":  {rooms: []string{"model"}},
		"model/words": {
			rooms: []string{"model", "model/check", "model/policy", "model/watch"},
		},
		"model/evidence": {
			rooms: []string{"model", "model/check", "model/watch", "model/words"},
		},
		"awsclient":           {rooms: []string{"model"}},
		"awsclient/recording": {rooms: []string{"model"}},
		"awsclient/simulator": {},
		"serve":               {rooms: []string{"tui/terminal"}},
		"serve/relay":         {rooms: []string{"model"}},
		"serve/metrics":       {rooms: []string{"model", "model/watch"}},
		"store":               {rooms: []string{"model", "model/watch"}},
		"theme":               {},
		"tui":                 {rooms: slices.Concat(pane, []string{"tui/detail", "tui/list"})},
		"tui/list":            {rooms: pane},
		"tui/detail":          {rooms: slices.Concat(pane, []string{"tui/sql"})},
		"tui/canvas":          {rooms: drawing},
		"tui/sql":             {rooms: []string{"tui/cells"}},
		"tui/cells":           {},
		"tui/terminal":        {clock: clockReaders()},
	}
}

// clockReaders are the functions of package time that read the clock or wait for it.
func clockReaders() []string { return []string{"Now", "Since", "Until", "Sleep", "After"} }

// clockOf says what a file may use of clockReaders: what its room may, and the commands' timers.
func clockOf(name string, r room) []string {
	if name == "tui/commands.go" {
		return clockReaders()
	}
	return r.clock
}

// inspect reads every Go source under fsys that is no test, and returns how many it read and each
// breach of the rules as "file: what is wrong".
func inspect(fsys fs.FS) (int, []string, error) {
	sources := 0
	var breaches []string
	err := fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		base := entry.Name()
		if entry.IsDir() {
			if name != "." && (strings.ContainsAny(base[:1], "._") || base == "testdata") {
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(base, ".go") || strings.HasSuffix(base, "_test.go") {
			return nil
		}
		sources++
		text, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		found, err := inspectFile(name, text)
		for _, breach := range found {
			breaches = append(breaches, name+": "+breach)
		}
		return err
	})
	return sources, breaches, err
}

func inspectFile(name string, text []byte) ([]string, error) {
	file, err := parser.ParseFile(token.NewFileSet(), name, text, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	r, known := house()[path.Dir(name)]
	if !known {
		return []string{path.Dir(name) + " is no room of the house"}, nil
	}
	breaches := inspectImports(path.Dir(name), r, file)
	for _, used := range clockUses(file) {
		if !slices.Contains(clockOf(name, r), used) {
			breaches = append(breaches, "reads the clock by time."+used)
		}
	}
	vague := []string{"util", "utils", "common", "helper", "helpers", "manager", "managers"}
	stem := strings.TrimSuffix(path.Base(name), ".go")
	if slices.Contains(vague, file.Name.Name) || slices.Contains(vague, stem) {
		breaches = append(breaches, "has a name that says nothing")
	}
	if lines := codeLines(text); lines > maxCodeLines {
		breaches = append(breaches, fmt.Sprintf("has %d lines of code, more than %d", lines,
			maxCodeLines))
	}
	return breaches, nil
}

func inspectImports(dir string, r room, file *ast.File) []string {
	var breaches []string
	for _, spec := range file.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			breaches = append(breaches, "imports what cannot be read: "+err.Error())
			continue
		}
		target, ours := strings.CutPrefix(imported, module+"/")
		ours = ours || imported == module
		if ours && !slices.Contains(r.rooms, target) || imported == "C" {
			breaches = append(breaches, dir+" must not import "+imported)
		}
	}
	return breaches
}

// clockUses lists the clock readers that a file mentions, called or handed on as a value, under
// whatever name it imports package time.
func clockUses(file *ast.File) []string {
	local := ""
	for _, spec := range file.Imports {
		if spec.Path.Value != `"time"` {
			continue
		}
		local = "time"
		if spec.Name != nil {
			local = spec.Name.Name
		}
	}
	var uses []string
	ast.Inspect(file, func(node ast.Node) bool {
		name := ""
		switch node := node.(type) {
		case *ast.SelectorExpr:
			if pkg, ok := node.X.(*ast.Ident); ok && pkg.Name == local {
				name = node.Sel.Name
			}
		case *ast.Ident:
			if local == "." {
				name = node.Name
			}
		}
		if slices.Contains(clockReaders(), name) {
			uses = append(uses, name)
		}
		return true
	})
	return uses
}

// codeLines counts the lines that hold at least one token: comments and blank lines don't count.
func codeLines(text []byte) int {
	files := token.NewFileSet()
	file := files.AddFile("", files.Base(), len(text))
	var scan scanner.Scanner
	scan.Init(file, text, nil, 0)
	count, last := 0, 0
	for {
		pos, tok, literal := scan.Scan()
		if tok == token.EOF {
			return count
		}
		if tok == token.SEMICOLON && literal == "\n" {
			continue
		}
		from := file.Line(pos)
		to := from + strings.Count(literal, "\n")
		count += to - max(from, last+1) + 1
		last = max(last, to)
	}
}

func TestHouseIsInOrder(t *testing.T) {
	t.Parallel()
	sources, breaches, err := inspect(os.DirFS("."))
	if err != nil {
		t.Fatal(err)
	}
	if sources == 0 {
		t.Error("no Go source found: looked in the wrong place?")
	}
	for _, breach := range breaches {
		t.Error(breach)
	}
}

func TestPlantedImportIsFound(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		dir, imported string
		allowed       bool
	}{
		{".", "exportwatch/cli", true},
		{".", "os", true},
		{".", "exportwatch/model", false},
		{"model", "time", true},
		{"model", "exportwatch/model/watch", false},
		{"model", "exportwatch/tui", false},
		{"model/watch", "exportwatch/model", true},
		{"model/watch", "exportwatch/model/words", false},
		{"model/words", "exportwatch/model/watch", true},
		{"model/words", "exportwatch/tui/canvas", false},
		{"theme", "exportwatch/model", false},
		{"awsclient", "exportwatch/model", true},
		{"awsclient", "exportwatch/model/watch", false},
		{"awsclient", "exportwatch/awsclient/simulator", false},
		{"awsclient", "exportwatch/awsclient/recording", false},
		{"awsclient/recording", "exportwatch/model", true},
		{"awsclient/recording", "exportwatch/awsclient", false},
		{"awsclient/recording", "exportwatch/awsclient/simulator", false},
		{"awsclient/simulator", "exportwatch/awsclient", false},
		{"awsclient/simulator", "exportwatch/model", false},
		{"tui", "exportwatch/tui/detail", true},
		{"tui", "exportwatch/tui/terminal", false},
		{"tui", "exportwatch/tui/sql", false},
		{"tui", "exportwatch/awsclient", false},
		{"tui", "exportwatch/store", false},
		{"tui/list", "exportwatch/tui/canvas", true},
		{"tui/list", "exportwatch/tui/detail", false},
		{"tui/list", "exportwatch/tui", false},
		{"tui/detail", "exportwatch/tui/sql", true},
		{"tui/detail", "exportwatch/tui/list", false},
		{"tui/canvas", "exportwatch/theme", true},
		{"tui/canvas", "exportwatch/tui/list", false},
		{"tui/sql", "exportwatch/tui/cells", true},
		{"tui/sql", "exportwatch/tui/canvas", false},
		{"tui/cells", "exportwatch/theme", false},
		{"tui/terminal", "exportwatch/tui", false},
		{"tui/terminal", "exportwatch/theme", false},
		{"store", "exportwatch/model/watch", true},
		{"store", "exportwatch/cli", false},
		{"serve/metrics", "exportwatch/model/watch", true},
		{"serve/metrics", "exportwatch/tui", false},
		{"serve/metrics", "exportwatch/awsclient", false},
		{"cli", "exportwatch/awsclient/recording", true},
		{"cli", "exportwatch/awsclient/simulator", true},
		{"cli", "exportwatch/tui/terminal", true},
		{"cli", "exportwatch/tui/list", false},
		{"cli", "exportwatch/tui/cells", true},
		{"cli", "exportwatch/tui/canvas", false},
		{"cli", "exportwatch", false},
		{"cli", "C", false},
		{"packaging", "exportwatch/cli", true},
		{"packaging", "exportwatch/tui", false},
	} {
		t.Run(tt.dir+" imports "+tt.imported, func(t *testing.T) {
			t.Parallel()
			source := fmt.Sprintf("package p\nimport _ %q\n", tt.imported)
			want := tt.dir + " must not import " + tt.imported
			if tt.allowed {
				want = ""
			}
			checkBreach(t, path.Join(tt.dir, "a.go"), source, want)
		})
	}
}

func TestPlantedBreachIsFound(t *testing.T) {
	t.Parallel()
	long := func(lines int) string {
		return "// Package tui.\n\npackage tui\n" + strings.Repeat("// c\n\nvar _ = 1\n", lines-1)
	}
	raw := "package tui\nvar _ = `" + strings.Repeat("\n", maxCodeLines-1) + "`"
	for name, tt := range map[string]struct{ file, source, want string }{
		"new room":                 {"internal/a.go", "package internal", "is no room"},
		"room in a room":           {"tui/golden/a.go", "package golden", "is no room"},
		"model asks the clock":     {"model/a.go", uses("time", "time.Now()"), "time.Now"},
		"model hands the clock on": {"model/a.go", uses("time", "time.Now"), "time.Now"},
		"a duration is no clock":   {"model/a.go", uses("time", "time.Second"), ""},
		"clock by another name":    {"awsclient/a.go", uses("t \"time\"", "t.Since"), "time.Since"},
		"clock without a name":     {"tui/a.go", uses(". \"time\"", "Until"), "time.Until"},
		"tui sleeps":               {"tui/list.go", uses("time", "time.Sleep"), "time.Sleep"},
		"commands wait":            {"tui/commands.go", uses("time", "time.After"), ""},
		"painter's clock":          {"tui/terminal/a.go", uses("time", "time.Now()"), ""},
		"cli gives the clock":      {"cli/a.go", uses("time", "time.Now"), ""},
		"cli sleeps":               {"cli/a.go", uses("time", "time.Sleep"), "time.Sleep"},
		"vague package":            {"tui/a.go", "package helper", "says nothing"},
		"vague file":               {"tui/util.go", "package tui", "says nothing"},
		"file at its limit":        {"tui/a.go", long(maxCodeLines), ""},
		"file too long":            {"tui/a.go", long(maxCodeLines + 1), "251 lines of code"},
		"raw string too long":      {"tui/a.go", raw, "251 lines of code"},
		"tests are free":           {"model/a_test.go", uses("time", "time.Now"), ""},
		"testdata is free":         {"tui/testdata/a.go", "package helper", ""},
		"hidden is skipped":        {".ci/a.go", "package helper", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			checkBreach(t, tt.file, tt.source, tt.want)
		})
	}
}

// checkBreach inspects one file and wants exactly one breach with the given words, or none.
func checkBreach(t *testing.T, name, source, want string) {
	t.Helper()
	_, breaches, err := inspect(fstest.MapFS{name: {Data: []byte(source)}})
	if err != nil {
		t.Fatal(err)
	}
	switch {
	case want == "" && len(breaches) > 0:
		t.Errorf("found %q, want nothing", breaches)
	case want != "" && (len(breaches) != 1 || !strings.Contains(breaches[0], want)):
		t.Errorf("found %q, want one breach with %q", breaches, want)
	}
}

// uses writes a source that imports package time as spec says and mentions an expression of it.
func uses(spec, expression string) string {
	if !strings.Contains(spec, `"`) {
		spec = strconv.Quote(spec)
	}
	return "package p\nimport " + spec + "\nvar _ = " + expression + "\n"
}

// TestNoWriteOperationIsLinked reads the program's own symbol table: an operation that the linker
// dropped can't be called by any path through the program.
func TestNoWriteOperationIsLinked(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("builds the program: not in -short")
	}
	symbols := linkedSymbols(t, ".")
	operations := linkedOperations("bcmdataexports", symbols)
	if !slices.Contains(operations, "GetExecution") {
		t.Errorf("GetExecution is not among the linked operations %q: the table was misread",
			operations)
	}
	if writes := writeOperations(operations); len(writes) > 0 {
		t.Errorf("the binary can call %q", writes)
	}
	// The SDK links CreateSession with any operation of S3. It is never sent: awsclient's guard
	// stops it, and its client never wants it.
	want := []string{
		"CreateSession", "GetBucketEncryption", "GetBucketPolicy", "GetObject", "HeadBucket",
		"ListObjectsV2",
	}
	if ofS3 := linkedOperations("s3", symbols); !slices.Equal(ofS3, want) {
		t.Errorf("the binary can call %q of S3, want %q", ofS3, want)
	}
	// Those that assume a role are the SDK's own way to credentials; awsclient's guard stops its own
	// client from sending them.
	want = []string{"AssumeRole", "AssumeRoleWithWebIdentity", "GetCallerIdentity"}
	if ofSTS := linkedOperations("sts", symbols); !slices.Equal(ofSTS, want) {
		t.Errorf("the binary can call %q of STS, want %q", ofSTS, want)
	}
}

func TestLinkedWriteOperationIsFound(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("builds a program: not in -short")
	}
	source := filepath.Join(t.TempDir(), "main.go")
	text := `package main

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/bcmdataexports"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

func main() {
	_, _ = s3.New(s3.Options{}).PutObject(context.Background(), nil)
	client := bcmdataexports.New(bcmdataexports.Options{})
	_, _ = client.GetExecution(context.Background(), nil)
	_, _ = client.TagResource(context.Background(), nil)
}
`
	if err := os.WriteFile(source, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	symbols := linkedSymbols(t, source)
	operations := linkedOperations("bcmdataexports", symbols)
	if want := []string{"GetExecution", "TagResource"}; !slices.Equal(operations, want) {
		t.Errorf("linked operations are %q, want %q", operations, want)
	}
	if writes := writeOperations(operations); !slices.Equal(writes, []string{"TagResource"}) {
		t.Errorf("write operations are %q, want TagResource", writes)
	}
	operations = linkedOperations("s3", symbols)
	if want := []string{"CreateSession", "PutObject"}; !slices.Equal(operations, want) {
		t.Errorf("linked operations of S3 are %q, want %q", operations, want)
	}
}

// writeOperations returns those that AWS's naming does not mark as reading.
func writeOperations(operations []string) []string {
	return slices.DeleteFunc(slices.Clone(operations), func(operation string) bool {
		return strings.HasPrefix(operation, "Get") || strings.HasPrefix(operation, "List")
	})
}

// linkedSymbols builds a main package and returns the symbol table of the binary.
func linkedSymbols(t *testing.T, target string) []byte {
	t.Helper()
	binary := filepath.Join(t.TempDir(), "program")
	build := exec.CommandContext(t.Context(), "go", "build", "-buildvcs=false", "-ldflags=", "-o",
		binary, target)
	if output, err := build.CombinedOutput(); err != nil {
		t.Fatalf("building %s: %v\n%s", target, err, output)
	}
	table, err := exec.CommandContext(t.Context(), "go", "tool", "nm", binary).Output()
	if err != nil {
		t.Fatalf("reading the symbol table: %v", err)
	}
	return table
}

// linkedOperations returns, sorted, the operations of a service that are in a binary's symbol table:
// by the client's method or by the middleware that writes the request.
func linkedOperations(service string, table []byte) []string {
	operation := regexp.MustCompile(`service/` + service + `\.(?:` +
		`\(\*Client\)\.(?:addOperation)?([A-Z]\w*?)(?:Middlewares)?|` +
		`\(\*aws(?:Awsjson11|Awsquery|Restxml)_serializeOp(\w+)\)\.HandleSerialize)$`)
	found := map[string]bool{}
	for lines := bufio.NewScanner(bytes.NewReader(table)); lines.Scan(); {
		if match := operation.FindStringSubmatch(lines.Text()); match != nil {
			found[match[1]+match[2]] = true
		}
	}
	delete(found, "Options") // the client's own settings: no operation
	operations := make([]string, 0, len(found))
	for name := range found {
		operations = append(operations, name)
	}
	slices.Sort(operations)
	return operations
}
