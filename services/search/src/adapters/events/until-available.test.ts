import { DomainError, InvalidInput } from '@qipei/kernel';
import { expect, test } from 'vitest';
import { untilAvailable } from './until-available.ts';

class Away extends DomainError {
  constructor() {
    super({ kind: 'unavailable', code: 'away', message: 'Away.' });
  }
}

function failing(times: number, error: () => Error) {
  let left = times;
  return async () => {
    left -= 1;
    if (left >= 0) throw error();
    return 'done';
  };
}

const { signal } = new AbortController();

test('what fails because a server is away is repeated, and told', async () => {
  const waits: number[] = [];
  const onWait = (_: DomainError, waitMs: number) => void waits.push(waitMs);
  expect(
    await untilAvailable(
      failing(2, () => new Away()),
      { signal, onWait },
    ),
  ).toBe('done');
  expect(waits).toHaveLength(2);
  expect(waits[0]).toBeLessThanOrEqual(375);
});

test.each([() => new InvalidInput('', 'wrong', 'Wrong.'), () => new TypeError('wrong')])(
  'what fails otherwise is not',
  async (error) => {
    const onWait = () => expect.unreachable();
    await expect(untilAvailable(failing(1, error), { signal, onWait })).rejects.toThrow('rong');
  },
);

test('who stops does not wait', async () => {
  const stopping = new AbortController();
  const onWait = () => stopping.abort();
  const waiting = untilAvailable(
    failing(9, () => new Away()),
    { signal: stopping.signal, onWait },
  );
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
});
