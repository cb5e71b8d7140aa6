import type { Database } from '@qipei/sqlite';

/** How many parts of each brand a scope holds; changes are collected and written by `flush`. */
export function brandCounters(db: Database) {
  const change = db.prepare(
    `INSERT INTO brand_count (scope, brand_key, name, parts) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET parts = parts + excluded.parts`,
  );
  const removeEmpty = db.prepare('DELETE FROM brand_count WHERE scope = ? AND brand_key = ? AND parts <= 0');
  const waiting = new Map<string, { scope: string; brandKey: string; name: string; parts: number }>();
  return {
    add(scope: string, brandKey: string, name: string, parts: number): void {
      const key = `${scope}\0${brandKey}`;
      const entry = waiting.get(key);
      if (entry === undefined) waiting.set(key, { scope, brandKey, name, parts });
      else entry.parts += parts;
    },
    flush(): void {
      for (const { scope, brandKey, name, parts } of waiting.values()) {
        if (parts === 0) continue;
        change.run(scope, brandKey, name, parts);
        if (parts < 0) removeEmpty.run(scope, brandKey);
      }
      waiting.clear();
    },
    /** After a rollback. */
    forget: () => waiting.clear(),
  };
}
