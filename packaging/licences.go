package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// module is one whose code is linked into the binary.
type module struct{ name, dir string }

// writeLicences writes FOLDER/THIRD-PARTY-LICENSES: what the licences of the linked modules, and
// Go's own, ask to be handed on with the binary.
func writeLicences(ctx context.Context, folder string) error {
	modules, err := linked(ctx)
	if err != nil {
		return err
	}
	var b strings.Builder
	b.WriteString("exportwatch holds code of others, under these licences.\n")
	for _, m := range modules {
		texts, err := licences(m.dir)
		if err != nil {
			return fmt.Errorf("%s: %w", m.name, err)
		}
		for _, text := range texts {
			fmt.Fprintf(&b, "\n%s\n%s\n\n%s\n", strings.Repeat("-", len(m.name)), m.name,
				strings.TrimSpace(text))
		}
	}
	return writeFile(filepath.Join(folder, "THIRD-PARTY-LICENSES"), []byte(b.String()))
}

// linked lists Go itself and the modules that are linked on any system a release is made for.
func linked(ctx context.Context) ([]module, error) {
	const format = "{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}}\t{{.Dir}}{{end}}{{end}}"
	dirs := map[string]string{}
	for _, system := range []string{"linux", "darwin"} {
		lines, err := goSays(ctx, system, "list", "-deps", "-f", format, "exportwatch")
		if err != nil {
			return nil, err
		}
		for line := range strings.Lines(lines) {
			if name, dir, found := strings.Cut(strings.TrimSpace(line), "\t"); found {
				dirs[name] = dir
			}
		}
	}
	root, err := goSays(ctx, "", "env", "GOROOT")
	if err != nil {
		return nil, err
	}
	modules := []module{{"The Go programming language", strings.TrimSpace(root)}}
	for _, name := range slices.Sorted(maps.Keys(dirs)) {
		modules = append(modules, module{name, dirs[name]})
	}
	return modules, nil
}

// goSays runs the go command for a system; empty means this one.
func goSays(ctx context.Context, system string, args ...string) (string, error) {
	command := exec.CommandContext(ctx, "go", args...) //nolint:gosec // the arguments are ours
	command.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS="+system)
	return outputOf(command)
}

// licences returns the texts of the licence files in a module's folder, by the files' names.
func licences(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("reading the module's folder: %w", err)
	}
	var texts []string
	for _, entry := range entries {
		if entry.IsDir() || !namesLicence(entry.Name()) {
			continue
		}
		text, err := os.ReadFile(filepath.Join(dir, entry.Name()))
		if err != nil {
			return nil, fmt.Errorf("reading the licence: %w", err)
		}
		texts = append(texts, string(text))
	}
	if len(texts) == 0 {
		return nil, errors.New("no licence file found in " + dir)
	}
	return texts, nil
}

// namesLicence says whether a file is called as licences and what belongs to them are.
func namesLicence(name string) bool {
	name = strings.ToUpper(name)
	return !strings.HasSuffix(name, ".GO") && slices.ContainsFunc(
		[]string{"LICENSE", "LICENCE", "COPYING", "NOTICE"},
		func(begin string) bool { return strings.HasPrefix(name, begin) },
	)
}
