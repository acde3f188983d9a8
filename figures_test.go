package main_test

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
)

// figures are what one room measures, its tests left out but for their back doors.
type figures struct {
	files     []int // lines of code each
	functions []int // lines each, comments within included
	exported  int   // names at the top level, and methods
	backDoor  int   // lines of test files within the package: export_test.go
}

// TestFigures prints the measures of the house, with -v. EXPORTWATCH_TREE names another checkout.
func TestFigures(t *testing.T) {
	t.Parallel()
	if !testing.Verbose() {
		t.Skip("prints figures: run it with -v")
	}
	tree := cmp.Or(os.Getenv("EXPORTWATCH_TREE"), ".")
	rooms := map[string]*figures{}
	var all figures
	err := fs.WalkDir(os.DirFS(tree), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil ||
			entry.IsDir() && name != "." && strings.ContainsAny(entry.Name()[:1], "._") {
			return cmp.Or(err, fs.SkipDir)
		}
		if !strings.HasSuffix(name, ".go") || strings.Contains(name, "testdata/") {
			return nil
		}
		text, err := fs.ReadFile(os.DirFS(tree), name)
		if err != nil {
			return err
		}
		room := rooms[path.Dir(name)]
		if room == nil {
			room = &figures{}
			rooms[path.Dir(name)] = room
		}
		return cmp.Or(room.measure(name, text), all.measure(name, text))
	})
	if err != nil {
		t.Fatal(err)
	}
	fmt.Println("room: files, lines of code, exported names, lines of back doors for tests")
	for _, name := range slices.Sorted(maps.Keys(rooms)) {
		room := rooms[name]
		fmt.Printf("%-20s %3d %6d %5d %4d\n",
			name, len(room.files), sum(room.files), room.exported, room.backDoor)
	}
	fmt.Printf("all: %d files, %d lines; a file: median %d, largest %d; a function: median %d, "+
		"p90 %d, longest %d\n", len(all.files), sum(all.files), share(all.files, 50),
		share(all.files, 100), share(all.functions, 50), share(all.functions, 90),
		share(all.functions, 100))
}

func (f *figures) measure(name string, text []byte) error {
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, name, text, parser.SkipObjectResolution)
	if err != nil {
		return fmt.Errorf("reading %s: %w", name, err)
	}
	if strings.HasSuffix(name, "_test.go") {
		if !strings.HasSuffix(file.Name.Name, "_test") {
			f.backDoor += codeLines(text)
		}
		return nil
	}
	f.files = append(f.files, codeLines(text))
	for _, declared := range file.Decls {
		switch declared := declared.(type) {
		case *ast.FuncDecl:
			from, to := files.Position(declared.Pos()).Line, files.Position(declared.End()).Line
			f.functions = append(f.functions, to-from+1)
			f.count(declared.Name)
		case *ast.GenDecl:
			for _, spec := range declared.Specs {
				switch spec := spec.(type) {
				case *ast.TypeSpec:
					f.count(spec.Name)
				case *ast.ValueSpec:
					f.count(spec.Names...)
				}
			}
		}
	}
	return nil
}

func (f *figures) count(names ...*ast.Ident) {
	for _, name := range names {
		if name.IsExported() {
			f.exported++
		}
	}
}

func sum(numbers []int) int {
	total := 0
	for _, n := range numbers {
		total += n
	}
	return total
}

// share returns the number up to which a percentage of all lie.
func share(numbers []int, percent int) int {
	sorted := slices.Sorted(slices.Values(numbers))
	if len(sorted) == 0 {
		return 0
	}
	return sorted[(len(sorted)-1)*percent/100]
}
