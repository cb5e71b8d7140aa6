import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { renderQueue } from './render-queue.ts';

/** Work that ends when it is told to, and the order in which it began. */
function works() {
  const queue = renderQueue();
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const add = (name: string, tenant: string, signal?: AbortSignal) => {
    const done = queue.inTurn({ tenant, signal }, async () => {
      begun.push(name);
      const end = Promise.withResolvers<void>();
      ends.set(name, end.resolve);
      await end.promise;
      return name;
    });
    done.catch(() => {});
    return done;
  };
  const end = async (name: string) => {
    ends.get(name)?.();
    await setImmediate();
  };
  return { add, begun, end };
}

it('gives a tenant one place, and the other to somebody else', async () => {
  const { add, begun, end } = works();
  for (const name of ['a1', 'a2', 'a3']) add(name, 'acme');
  add('b1', 'bolt');
  add('c1', 'cog');
  expect(begun).toEqual(['a1', 'b1']);
  await end('b1');
  expect(begun).toEqual(['a1', 'b1', 'c1']);
  await end('a1');
  expect(begun.at(-1)).toBe('a2');
  await end('a2');
  await end('c1');
  expect(begun).toEqual(['a1', 'b1', 'c1', 'a2', 'a3']);
  await end('a3');
  await expect(Promise.race([add('a4', 'acme'), setImmediate('runs')])).resolves.toBe('runs');
  expect(begun.at(-1)).toBe('a4');
});

it('does nothing for who has gone away meanwhile, and refuses who would wait too long', async () => {
  const { add, begun, end } = works();
  const gone = new AbortController();
  add('a1', 'acme');
  const left = add('a2', 'acme', gone.signal);
  add('a3', 'acme');
  gone.abort();
  await expect(left).rejects.toMatchObject({ code: 'caller-gone' });
  await expect(add('late', 'cog', gone.signal)).rejects.toMatchObject({ code: 'caller-gone' });
  await end('a1');
  expect(begun).toEqual(['a1', 'a3']);
  const many = Array.from({ length: 17 }, (_, n) => add(`n${n}`, 'acme'));
  await expect(many.at(-1)).rejects.toMatchObject({ code: 'overloaded', kind: 'unavailable' });
  // The others still have their place.
  add('b1', 'bolt');
  expect(begun.at(-1)).toBe('b1');
});
