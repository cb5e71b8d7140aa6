import { randomUUID } from 'node:crypto';
import type { Clock } from '@qipei/kernel';
import type { MoveSteps, RowMove, UnresolvedFitment } from '../../domain/unresolved-fitments.ts';
import type { FitmentReleaseModels } from './fitment-release-documents.ts';
import { rememberMoves } from './moved-rows.ts';
import type { RewriteWaiting, WaitingWrites } from './rewrite-waiting.ts';
import {
  asRead,
  type MovingRows,
  type WaitingDocument,
  type WaitingState,
  waitingRows,
  waitingState,
} from './waiting-document.ts';

/** Behind which who moves a row is taken to have ended. */
const GIVEN_UP_MS = 10 * 60_000;
const DOCUMENTS_AT_ONCE = 100;

type OfParts = ReadonlyMap<string, RowMove[]>;

/**
 * Moves rows between documents that have no transaction together. A row is first noted, at its place, as one that is being moved; then it
 * is put; then it goes from its place. Who takes it back meanwhile takes it from its place as ever, and the note stays: by it the mover,
 * or another when he has ended, takes it away from where it was put. Of some who move a row at once one takes it from its place, and
 * the notes of the others with it.
 */
export function mongoRowMoves(
  { waiting, movedRows }: Pick<FitmentReleaseModels, 'waiting' | 'movedRows'>,
  rewrite: RewriteWaiting,
  clock: Clock,
) {
  /** In some documents at a time; what `changeOf` says of the last look at each counts. */
  async function rewriteAll(
    publisher: string,
    movesOf: OfParts,
    changeOf: (now: WaitingDocument, moves: readonly RowMove[]) => Changed | undefined,
  ): Promise<void> {
    const partIds = [...movesOf.keys()];
    for (let at = 0; at < partIds.length; at += DOCUMENTS_AT_ONCE) {
      const some = partIds.slice(at, at + DOCUMENTS_AT_ONCE);
      await rewrite(publisher, some, (found) =>
        [...found].flatMap(([partId, now]) => {
          const changed = changeOf(now, movesOf.get(partId) ?? []);
          return changed === undefined ? [] : writeOf(now, changed);
        }),
      );
    }
  }

  /** Notes those that still wait. */
  async function note(publisher: string, movesOf: OfParts, token: string): Promise<RowMove[]> {
    const stillOf = new Map<string, RowMove[]>();
    const at = clock.now();
    await rewriteAll(publisher, movesOf, (now, moves) => {
      const rows = rowsByName(waitingRows(now));
      const still = moves.filter((move) => rows.has(nameOf(move)));
      stillOf.set(now.partId, still);
      const toNote = still.filter(({ stays }) => stays === undefined);
      if (toNote.length === 0) return undefined;
      const fresh = [...Map.groupBy(toNote, ({ to }) => to)].map(([to, all]): MovingRows => {
        return { token, at, to, rows: all.map(nameOf) };
      });
      const isNoted = (name: string, to: string) =>
        fresh.some((of) => of.to === to && of.rows.includes(name));
      // The note of who has ended says nothing more than the new one.
      const known = without(
        now.moving,
        (name, of) => of.token === token || (isGivenUp(of, at) && isNoted(name, of.to)),
      );
      return { moving: [...known, ...fresh] };
    });
    return [...stillOf.values()].flat();
  }

  /** Takes them from their places. Returns those that somebody else has taken from there, and not to move them. */
  async function take(publisher: string, movesOf: OfParts, token: string): Promise<RowMove[]> {
    const goneOf = new Map<string, RowMove[]>();
    await rewriteAll(publisher, movesOf, (now, moves) => {
      const rows = rowsByName(waitingRows(now));
      const isOwn = (move: RowMove) =>
        now.moving?.some((of) => of.token === token && of.to === move.to && of.rows.includes(nameOf(move)));
      const there = moves.filter((move) => rows.has(nameOf(move)));
      goneOf.set(
        now.partId,
        moves.filter((move) => move.stays === undefined && !rows.has(nameOf(move)) && isOwn(move)),
      );
      if (there.length === 0) return undefined;
      for (const move of there) {
        const { since } = rows.get(nameOf(move)) as UnresolvedFitment;
        rows.delete(nameOf(move));
        if (move.stays !== undefined) rows.set(nameOf(move), { ...move.stays, since });
      }
      const taken = new Set(there.filter(({ stays }) => stays === undefined).map(moveName));
      return {
        state: waitingState(now.partId, [...rows.values()].sort(byKey)),
        moving: without(now.moving, (name, { to }) => taken.has(`${name} ${to}`)),
      };
    });
    return [...goneOf.values()].flat();
  }

  async function forget(publisher: string, moves: readonly RowMove[], token?: string): Promise<void> {
    const names = new Set(moves.map(moveName));
    const now = clock.now();
    const isMeant = (of: MovingRows) => (token === undefined ? isGivenUp(of, now) : of.token === token);
    await rewriteAll(publisher, byPart(moves), ({ moving = [] }) => ({
      moving: without(moving, (name, of) => isMeant(of) && names.has(`${name} ${of.to}`)),
    }));
  }

  return {
    async move(publisher: string, moves: readonly RowMove[], { put, takeBack }: MoveSteps): Promise<void> {
      const token = randomUUID();
      const still = await note(publisher, byPart(moves), token);
      const elsewhere = still.filter(({ stays }) => stays === undefined);
      await rememberMoves(movedRows, publisher, elsewhere);
      if (elsewhere.length > 0) await put(elsewhere);
      const gone = await take(publisher, byPart(still), token);
      if (gone.length === 0) return;
      await takeBack(gone);
      await forget(publisher, gone, token);
    },
    async leftMoves(publisher: string): Promise<RowMove[]> {
      const before = new Date(clock.now().getTime() - GIVEN_UP_MS);
      const found = await waiting.find({ publisher, 'moving.at': { $lt: before } }).lean<WaitingDocument[]>();
      return found.flatMap((now) => {
        const rows = rowsByName(waitingRows(now));
        const left = (now.moving ?? []).filter((of) => isGivenUp(of, clock.now()));
        return left.flatMap(({ to, rows: names }) =>
          names
            .filter((name) => !rows.has(name))
            .map((name): RowMove => {
              const at = name.indexOf(' ');
              return { partId: now.partId, key: name.slice(0, at), source: name.slice(at + 1), to };
            }),
        );
      });
    },
    forgetMoves: (publisher: string, left: readonly RowMove[]) => forget(publisher, left),
  };
}

interface Changed {
  moving: MovingRows[];
  state?: WaitingState;
}

function writeOf(now: WaitingDocument, { moving, state }: Changed): WaitingWrites {
  const filter = asRead(now);
  const count = state?.count ?? now.count;
  if (count === 0 && moving.length === 0) return [{ deleteOne: { filter } }] as WaitingWrites;
  const said = state ?? { tag: randomUUID() };
  const update = moving.length === 0 ? { $set: said, $unset: { moving: 1 } } : { $set: { ...said, moving } };
  return [{ updateOne: { filter, update } }] as WaitingWrites;
}

/** What is noted, but for some rows; nothing where that was all. */
function without(
  moving: readonly MovingRows[] = [],
  isGone: (name: string, of: MovingRows) => boolean,
): MovingRows[] {
  return moving.flatMap((of) => {
    const rows = of.rows.filter((name) => !isGone(name, of));
    return rows.length === 0 ? [] : [{ ...of, rows }];
  });
}

function byPart(moves: readonly RowMove[]): OfParts {
  return Map.groupBy(moves, ({ partId }) => partId);
}

function rowsByName(rows: readonly UnresolvedFitment[]): Map<string, UnresolvedFitment> {
  return new Map(rows.map((row) => [nameOf(row), row]));
}

/** Keys have no blank. */
function nameOf({ key, source }: Pick<RowMove, 'key' | 'source'>): string {
  return `${key} ${source}`;
}

function moveName(move: RowMove): string {
  return `${nameOf(move)} ${move.to}`;
}

function isGivenUp({ at }: MovingRows, now: Date): boolean {
  return at.getTime() < now.getTime() - GIVEN_UP_MS;
}

function byKey(a: UnresolvedFitment, b: UnresolvedFitment): number {
  return a.key < b.key ? -1 : 1;
}
