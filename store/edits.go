package store

import (
	"context"
	"database/sql"

	"exportwatch/model/watch"
)

// writeEdits writes how the user changed what is watched.
func (w *writer) writeEdits(ctx context.Context, r round) error {
	who := hash(r.view.Looks)
	for _, edit := range r.observed.Undone {
		err := w.run(ctx, `DELETE FROM edits WHERE who = ? AND target = ? AND kind = ?`,
			who, edit.Target, edit.Kind.String())
		if err != nil {
			return err
		}
	}
	for _, edit := range r.observed.Edits {
		err := w.run(ctx, `INSERT INTO edits (who, target, kind, at, mark) VALUES (?, ?, ?, ?, ?)
			ON CONFLICT DO UPDATE SET at = excluded.at, mark = excluded.mark`,
			who, edit.Target, edit.Kind.String(), micros(edit.At), edit.Mark)
		if err != nil {
			return err
		}
	}
	return nil
}

// edits returns how the user changed what is watched, oldest first. A kind that this program doesn't
// know is left out.
func (r *reader) edits(ctx context.Context, looks string) ([]watch.Edit, error) {
	rows, err := r.tx.QueryContext(ctx,
		`SELECT target, kind, at, mark FROM edits WHERE who = ? ORDER BY at, target, kind`,
		hash(looks))
	if err != nil {
		return nil, err //nolint:wrapcheck // the caller names the file
	}
	defer func() { _ = rows.Close() }()
	var edits []watch.Edit
	for rows.Next() {
		var edit watch.Edit
		var kind string
		var at sql.NullInt64
		if err = rows.Scan(&edit.Target, &kind, &at, &edit.Mark); err != nil {
			return nil, err //nolint:wrapcheck // the caller names the file
		}
		if edit.Kind, err = watch.ParseEditKind(kind); err != nil {
			continue
		}
		edit.At = instant(at)
		edits = append(edits, edit)
	}
	return edits, rows.Err() //nolint:wrapcheck // the caller names the file
}
