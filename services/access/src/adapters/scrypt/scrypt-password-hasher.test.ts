import { scryptSync } from 'node:crypto';
import { expect, it } from 'vitest';
import { HasherBusy, scryptPasswordHasher } from './scrypt-password-hasher.ts';

const quick = { work: { ln: 4, r: 8, p: 1 } };

it('keeps what scrypt gives, with the work of OWASP’s recommendation beside it', async () => {
  const hasher = scryptPasswordHasher();
  const kept = await hasher.hash('correct horse battery');
  const [, name, work, salt = '', digest = ''] = kept.split('$');
  expect([name, work]).toEqual(['scrypt', 'ln=15,r=8,p=3']);
  const again = scryptSync('correct horse battery', Buffer.from(salt, 'base64'), 32, {
    ...{ N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 1024 ** 2 },
  });
  expect(again.toString('base64')).toBe(digest);
  expect(await hasher.verify('correct horse battery', kept)).toBe(true);
  expect(await hasher.verify('correct horse batterY', kept)).toBe(false);
  expect(hasher.isOutdated(kept)).toBe(false);
});

it('knows what was kept with other work, and whether that is less', async () => {
  const [older, newer] = [scryptPasswordHasher(quick), scryptPasswordHasher({ work: { ln: 5, r: 8, p: 1 } })];
  const kept = await older.hash('correct horse battery');
  expect(await newer.verify('correct horse battery', kept)).toBe(true);
  expect([newer.isOutdated(kept), older.isOutdated(await newer.hash('x'))]).toEqual([true, false]);
});

it('salts: nobody sees that two have one password', async () => {
  const hasher = scryptPasswordHasher(quick);
  expect(await hasher.hash('the same')).not.toBe(await hasher.hash('the same'));
});

it('does all of the work for nobody’s password, too, and never lets it in', async () => {
  // With one turn and no queue what comes while nobody's password is hashed is refused: so it was being hashed.
  const hasher = scryptPasswordHasher({ ...quick, atOnce: 1, waiting: 0 });
  const nobody = hasher.verify('', undefined);
  await expect(hasher.verify('x', undefined)).rejects.toThrow(HasherBusy);
  expect(await nobody).toBe(false);
});

it('hashes two at a time, lets some wait and refuses the rest at once', async () => {
  const hasher = scryptPasswordHasher({ ...quick, atOnce: 2, waiting: 5 });
  const results = await Promise.allSettled(Array.from({ length: 20 }, () => hasher.hash('x')));
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(7);
  for (const result of results)
    if (result.status === 'rejected')
      expect(result.reason).toMatchObject({ kind: 'exhausted', code: 'overloaded' });
  // All places are free again.
  expect(await Promise.all(Array.from({ length: 7 }, () => hasher.hash('x')))).toHaveLength(7);
});

it.each([
  '',
  'x',
  '$scrypt$ln=99,r=8,p=3$AAAA$AAAA',
  '$scrypt$ln=31,r=32,p=16$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=',
])('asks for no memory that %j names', async (kept) => {
  await expect(scryptPasswordHasher(quick).verify('x', kept)).rejects.toThrow(/kept password/);
});
