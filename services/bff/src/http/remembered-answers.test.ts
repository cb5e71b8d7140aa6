import { expect, it } from 'vitest';
import { rememberedAnswers } from './remembered-answers.ts';

/** Answers when it is told to, in the order in which it was asked. */
function bench() {
  const asked: { secret: string; answer: PromiseWithResolvers<{ for: string } | undefined> }[] = [];
  const answers = rememberedAnswers<{ for: string }>((secret) => {
    const answer = Promise.withResolvers<{ for: string } | undefined>();
    asked.push({ secret, answer });
    return answer.promise;
  });
  return {
    asked,
    of: (secret: string) => answers.of(secret, ''),
    end: answers.end,
    forgetAll: answers.forgetAll,
  };
}

it('a secret that has ended is good for nothing, also by an answer that was under way', async () => {
  const { asked, of, end } = bench();
  const before = of('a');
  end('a');
  asked[0]?.answer.resolve({ for: 'a' });
  // Who asked before it ended gets what was true then.
  expect(await before).toEqual({ for: 'a' });
  expect(await of('a')).toBeUndefined();
  expect(asked).toHaveLength(1);
});

it('others go on when one ends', async () => {
  const { asked, of, end } = bench();
  const [a, b] = [of('a'), of('b')];
  for (const { secret, answer } of asked) answer.resolve({ for: secret });
  await Promise.all([a, b]);
  end('a');
  expect([await of('a'), await of('b')]).toEqual([undefined, { for: 'b' }]);
  expect(asked).toHaveLength(2);
});

it('what was asked before something changed isn’t remembered', async () => {
  const { asked, of, forgetAll } = bench();
  const first = of('a');
  forgetAll();
  const second = of('a');
  asked[0]?.answer.resolve({ for: 'the old' });
  asked[1]?.answer.resolve({ for: 'the new' });
  expect([await first, await second]).toEqual([{ for: 'the old' }, { for: 'the new' }]);
  expect(await of('a')).toEqual({ for: 'the new' });
  expect(asked).toHaveLength(2);
});

it('a failure is told to all who wait and remembered for nobody', async () => {
  const { asked, of } = bench();
  const waiting = [of('a'), of('a')];
  asked[0]?.answer.reject(new Error('away'));
  expect((await Promise.allSettled(waiting)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  const again = of('a');
  asked[1]?.answer.resolve({ for: 'a' });
  expect(await again).toEqual({ for: 'a' });
});
