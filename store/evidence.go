package store

import (
	"context"
	"encoding/json"
	"fmt"

	"exportwatch/model/watch"
)

// mostManifests bounds how many manifests of an export are kept.
const mostManifests = 8

// writeEvidence writes what a look at an export's evidence found; of manifests the last ones are kept.
func (w *writer) writeEvidence(ctx context.Context, seen watch.SeenEvidence) error {
	export, err := w.exportOf(ctx, seen.ARN)
	if err != nil {
		return err
	}
	for _, manifest := range seen.Manifests {
		body, broken := json.Marshal(manifest)
		if broken != nil {
			return fmt.Errorf("a manifest: %w", broken)
		}
		err = w.run(
			ctx,
			`INSERT INTO manifests (export, key, etag, body, looked) VALUES (?, ?, ?, ?, ?)
			ON CONFLICT DO UPDATE SET body = excluded.body, looked = max(looked, excluded.looked)`,
			export,
			manifest.Key,
			manifest.ETag,
			string(body),
			micros(w.options.Now()),
		)
		if err != nil {
			return fmt.Errorf("a manifest: %w", err)
		}
	}
	err = w.run(ctx, `DELETE FROM manifests WHERE export = ?1 AND (key, etag) NOT IN
		(SELECT key, etag FROM manifests WHERE export = ?1 ORDER BY looked DESC LIMIT ?2)`,
		export, mostManifests)
	if err != nil || seen.Columns == nil {
		return err
	}
	names, err := json.Marshal(seen.Columns)
	if err != nil {
		return fmt.Errorf("columns: %w", err)
	}
	return w.run(ctx, `INSERT INTO table_columns (export, names) VALUES (?, ?)
		ON CONFLICT DO UPDATE SET names = excluded.names`, export, string(names))
}

// evidence returns what is remembered of looks at an export's evidence, the last look last.
func (r *reader) evidence(ctx context.Context, e export) (watch.SeenEvidence, error) {
	seen := watch.SeenEvidence{ARN: e.seen.ARN}
	rows, err := r.tx.QueryContext(ctx,
		`SELECT body FROM manifests WHERE export = ? ORDER BY looked, key, etag`, e.id)
	if err != nil {
		return seen, err //nolint:wrapcheck // the caller names the file
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var body string
		if err = rows.Scan(&body); err != nil {
			return seen, err //nolint:wrapcheck // the caller names the file
		}
		var manifest watch.SeenManifest
		if err = json.Unmarshal([]byte(body), &manifest); err != nil {
			return seen, fmt.Errorf("a manifest: %w", err)
		}
		seen.Manifests = append(seen.Manifests, manifest)
	}
	if err = rows.Err(); err != nil {
		return seen, err //nolint:wrapcheck // the caller names the file
	}
	var names string
	row := r.tx.QueryRowContext(ctx, `SELECT names FROM table_columns WHERE export = ?`, e.id)
	known, err := found(row.Scan(&names))
	if !known {
		return seen, err
	}
	if err = json.Unmarshal([]byte(names), &seen.Columns); err != nil {
		return seen, fmt.Errorf("columns: %w", err)
	}
	return seen, nil
}
