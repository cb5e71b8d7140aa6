import { expect, it } from 'vitest';
import { newWebhookSecret, rotated, signingSecrets, type WebhookSecret } from './webhook.ts';

const HOUR = 3_600_000;
const at = (hours: number) => new Date(Date.UTC(2026, 10, 1) + hours * HOUR);
const first: readonly WebhookSecret[] = [{ secret: newWebhookSecret(), until: undefined }];

it('a secret that was replaced signs for a day, whatever is asked for meanwhile', () => {
  const [{ secret: old } = { secret: '' }] = first;
  const once = rotated(first, at(0));
  // The answer was lost: it is asked for again.
  const twice = rotated(once, at(1));
  expect(signingSecrets(twice, at(2))).toHaveLength(3);
  expect(signingSecrets(twice, at(2)).at(-1)).toBe(old);
  expect(signingSecrets(twice, at(24))).not.toContain(old);
  expect(signingSecrets(twice, at(24))).toEqual([twice[0]?.secret, once[0]?.secret]);
  expect(signingSecrets(twice, at(25))).toEqual([twice[0]?.secret]);
  expect(rotated(twice, at(30))).toHaveLength(2);
});

it('of very many the newest sign', () => {
  let secrets = first;
  const made: string[] = [];
  for (let time = 0; time < 20; time += 1) {
    secrets = rotated(secrets, at(0));
    made.unshift(secrets[0]?.secret ?? '');
  }
  expect(signingSecrets(secrets, at(1))).toEqual(made.slice(0, 5));
});
