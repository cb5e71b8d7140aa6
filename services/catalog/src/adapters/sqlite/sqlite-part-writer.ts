import { type Database, joinedTransaction } from '@qipei/sqlite';
import {
  type ChangeContext,
  type ChangeCounts,
  type ChangeOutcome,
  noChanges,
  type PartChange,
  sourceOf,
} from '../../domain/part-change.ts';
import type { PartWriter } from '../../domain/part-repository.ts';
import { contentHashOf, encodeContent } from '../protobuf/part-message.ts';
import { WITHDRAWN } from './schema.ts';
import { sqlitePartTable } from './sqlite-part-table.ts';

export interface SqlitePartWriter extends PartWriter {
  apply(changes: readonly PartChange[], context: ChangeContext): ChangeCounts;
}

/** Writes parts, their index and their events. The database has `CATALOG_MIGRATIONS`. */
export function sqlitePartWriter(db: Database): SqlitePartWriter {
  const parts = sqlitePartTable(db);

  function upsert(
    { identity, content, row }: Extract<PartChange, { action: 'upsert' }>,
    context: ChangeContext,
  ): ChangeOutcome {
    const { publisher, feed } = context;
    const bytes = encodeContent(content);
    const hash = contentHashOf(bytes);
    const known = parts.find(publisher, identity);
    const live = known !== undefined && known.visibility !== WITHDRAWN;
    if (live && known.content_hash.equals(hash)) {
      if (known.feed !== feed) parts.moveTo(feed, publisher, identity);
      return 'unchanged';
    }
    const said = { content, bytes, hash, feed, source: sourceOf(context, row) };
    tellRepeated(parts.put(known, identity, said, context), row, context);
    return live ? 'updated' : 'created';
  }

  function withdraw({ identity, row }: PartChange, context: ChangeContext): ChangeOutcome {
    const known = parts.find(context.publisher, identity);
    if (known === undefined || known.visibility === WITHDRAWN) return 'unchanged';
    tellRepeated(parts.withdraw(known, identity, known.feed, context), row, context);
    return 'deleted';
  }

  return {
    apply(changes, context) {
      const counts = noChanges();
      try {
        joinedTransaction(db, () => {
          for (const change of changes)
            counts[change.action === 'upsert' ? upsert(change, context) : withdraw(change, context)] += 1;
          parts.flush();
        });
      } catch (error) {
        parts.forget();
        throw error;
      }
      return counts;
    },
  };
}

function tellRepeated(replaced: string | undefined, row: number, context: ChangeContext): void {
  const own = sourceOf(context, 0).slice(0, -1);
  if (replaced?.startsWith(own) && Number(replaced.slice(own.length)) <= context.rowsBefore)
    context.onRepeated?.(row);
}
