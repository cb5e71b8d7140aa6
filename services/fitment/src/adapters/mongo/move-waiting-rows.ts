import { randomUUID } from 'node:crypto';
import type { Clock } from '@qipei/kernel';
import type { MoveSteps, RowMove, UnresolvedFitment } from '../../domain/unresolved-fitments.ts';
import type { FitmentReleaseModels } from './fitment-release-documents.ts';
import { rememberMoves } from './moved-rows.ts';
import { type RewriteWaiting, type Rewritten, toRewrite } from './rewrite-waiting.ts';
import { nameOf, ofName, without } from './row-notes.ts';
import { type MovingRows, type WaitingDocument, waitingRows, waitingState } from './waiting-document.ts';

/** Behind which who moves a row is taken to have ended. */
const GIVEN_UP_MS = 10 * 60_000;
const DOCUMENTS_AT_ONCE = 100;

type OfParts = ReadonlyMap<string, RowMove[]>;

/**
 * Moves rows between documents that have no transaction together. A row is first noted, at its place, as one that is being moved; then it
 * is put; then it goes from its place. Who takes it back meanwhile takes it from its place as ever, and the note stays: by it the mover,
 * or another when he has ended, takes it away from where it was put. A row has one mover: another leaves it alone until he is given up,
 * and has it alone then. Where it is said again as it was put, whoever says so drops the note.
 */
export function mongoRowMoves(
  { fitments, waiting, movedRows }: Pick<FitmentReleaseModels, 'fitments' | 'waiting' | 'movedRows'>,
  rewrite: RewriteWaiting,
  clock: Clock,
) {
  /** In some documents at a time; what `changeOf` says of the last look at each counts, be there a document then or not. */
  async function rewriteAll(
    publisher: string,
    movesOf: OfParts,
    changeOf: (
      now: WaitingDocument | undefined,
      moves: readonly RowMove[],
      partId: string,
    ) => Rewritten | undefined,
  ): Promise<void> {
    const partIds = [...movesOf.keys()];
    for (let at = 0; at < partIds.length; at += DOCUMENTS_AT_ONCE) {
      const some = partIds.slice(at, at + DOCUMENTS_AT_ONCE);
      await rewrite(publisher, some, (found) =>
        some.flatMap((partId) => {
          const now = found.get(partId);
          const changed = changeOf(now, movesOf.get(partId) ?? [], partId);
          return now === undefined || changed === undefined ? [] : toRewrite(now, changed);
        }),
      );
    }
  }

  /** Notes those that still wait, and that nobody else moves. */
  async function note(
    publisher: string,
    movesOf: OfParts,
    { token, at }: Pick<MovingRows, 'token' | 'at'>,
  ): Promise<RowMove[]> {
    const stillOf = new Map<string, RowMove[]>();
    await rewriteAll(publisher, movesOf, (now, moves, partId) => {
      const rows = rowsByName(now);
      const others = (now?.moving ?? []).filter((of) => of.token !== token && !isGivenUp(of, at));
      const moved = new Set(others.flatMap((of) => of.rows));
      const still = moves.filter((move) => rows.has(nameOf(move)) && !moved.has(nameOf(move)));
      stillOf.set(partId, still);
      const toNote = still.filter(({ stays }) => stays === undefined);
      if (toNote.length === 0) return undefined;
      const fresh = [...Map.groupBy(toNote, ({ to }) => to)].map(([to, all]): MovingRows => {
        return { token, at, to, rows: all.map(nameOf) };
      });
      const isNoted = (name: string, to: string) =>
        fresh.some((of) => of.to === to && of.rows.includes(name));
      // The note of who has ended says nothing more than the new one.
      const known = without(
        now?.moving,
        (name, of) => of.token === token || (isGivenUp(of, at) && isNoted(name, of.to)),
      );
      return { moving: [...known, ...fresh] };
    });
    return [...stillOf.values()].flat();
  }

  /**
   * Takes them from their places. Returns the others: those that somebody else has taken from there and not to move them, and those that
   * somebody else moves by now, or has.
   */
  async function take(publisher: string, movesOf: OfParts, token: string): Promise<RowMove[]> {
    const goneOf = new Map<string, RowMove[]>();
    await rewriteAll(publisher, movesOf, (now, moves, partId) => {
      const rows = rowsByName(now);
      const own = (now?.moving ?? []).filter((of) => of.token === token);
      const noted = new Set(own.flatMap((of) => of.rows.map((name) => `${name} ${of.to}`)));
      // Without the note another moves it by now.
      const there = moves.filter(
        (move) => rows.has(nameOf(move)) && (move.stays !== undefined || noted.has(moveName(move))),
      );
      goneOf.set(
        partId,
        moves.flatMap((move): RowMove[] => {
          if (move.stays !== undefined || there.includes(move)) return [];
          return [noted.has(moveName(move)) ? move : { ...move, overtaken: true }];
        }),
      );
      if (there.length === 0) return undefined;
      for (const move of there) {
        const { since } = rows.get(nameOf(move)) as UnresolvedFitment;
        rows.delete(nameOf(move));
        if (move.stays !== undefined) rows.set(nameOf(move), { ...move.stays, since });
      }
      const taken = new Set(there.filter(({ stays }) => stays === undefined).map(moveName));
      return {
        state: waitingState(partId, [...rows.values()].sort(byKey)),
        moving: without(now?.moving, (name, of) => of.token === token && taken.has(`${name} ${of.to}`)),
      };
    });
    return [...goneOf.values()].flat();
  }

  async function forget(publisher: string, moves: readonly RowMove[], token?: string): Promise<void> {
    const names = new Set(moves.map(moveName));
    const now = clock.now();
    const isMeant = (of: MovingRows) => (token === undefined ? isGivenUp(of, now) : of.token === token);
    await rewriteAll(publisher, byPart(moves), (now) => ({
      moving: without(now?.moving, (name, of) => isMeant(of) && names.has(`${name} ${of.to}`)),
    }));
  }

  /** What was put is there for good. */
  async function settled(moves: readonly RowMove[], mover: string): Promise<void> {
    const _id = { $in: [...new Set(moves.map(({ to }) => to))] };
    const source = { $in: moves.map((move) => move.source) };
    const $pull = { arriving: { mover }, replaced: { release: '', source } };
    await fitments.updateMany({ _id, 'arriving.mover': mover }, { $pull } as never);
  }

  const left = () => ({ 'moving.at': { $lt: new Date(clock.now().getTime() - GIVEN_UP_MS) } });

  /** What those who have ended have noted, and whether it is at its place still. */
  async function leftOf(publisher: string): Promise<{ move: RowMove; waits: boolean }[]> {
    const found = await waiting.find({ publisher, ...left() }).lean<WaitingDocument[]>();
    return found.flatMap((now) => {
      const rows = rowsByName(now);
      const ofEnded = (now.moving ?? []).filter((of) => isGivenUp(of, clock.now()));
      return ofEnded.flatMap(({ token, to, rows: names }) =>
        names.map((name) => {
          const move = { partId: now.partId, ...ofName(name), to, mover: token };
          return { move, waits: rows.has(name) };
        }),
      );
    });
  }

  return {
    async move(
      publisher: string,
      moves: readonly RowMove[],
      { release, put, takeBack }: MoveSteps,
    ): Promise<void> {
      const at = clock.now();
      // Who takes over from one who is given up comes behind him, whatever their clocks say: that one’s note has told when he began.
      const token = `${at.toISOString()} ${randomUUID()}`;
      const noted = await note(publisher, byPart(moves), { token, at });
      const still = noted.map((move) => (move.stays === undefined ? { ...move, mover: token } : move));
      const elsewhere = still.filter(({ stays }) => stays === undefined);
      if (release !== '') await rememberMoves(movedRows, release, elsewhere);
      if (elsewhere.length > 0) await put(elsewhere);
      const gone = await take(publisher, byPart(still), token);
      if (gone.length > 0) {
        await takeBack(gone);
        await forget(publisher, gone, token);
      }
      if (elsewhere.length > 0) await settled(elsewhere, token);
    },
    publishersOfLeft: async (): Promise<string[]> => await waiting.distinct('publisher', left()),
    leftMoves: async (publisher: string): Promise<RowMove[]> =>
      (await leftOf(publisher)).filter(({ waits }) => !waits).map(({ move }) => move),
    partsOfLeft: async (publisher: string): Promise<string[]> => {
      const waiting = (await leftOf(publisher)).filter(({ waits }) => waits);
      return [...new Set(waiting.map(({ move }) => move.partId))];
    },
    forgetMoves: (publisher: string, moves: readonly RowMove[]) => forget(publisher, moves),
  };
}

function byPart(moves: readonly RowMove[]): OfParts {
  return Map.groupBy(moves, ({ partId }) => partId);
}

function rowsByName(now: WaitingDocument | undefined): Map<string, UnresolvedFitment> {
  return new Map((now === undefined ? [] : waitingRows(now)).map((row) => [nameOf(row), row]));
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
