import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { forkProgram } from './forked-program.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'qipei-forked-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function start(source: string) {
  const file = join(folder, `${source.length}.mjs`);
  writeFileSync(file, source);
  return forkProgram(pathToFileURL(file), []);
}

test('hears each of many messages that come at once, whichever is asked for and when', async () => {
  const points = Array.from({ length: 50 }, (_, at) => `point-${at}`);
  const program = start(
    `for (const point of ${JSON.stringify(points)}) process.send(point); setInterval(() => {}, 1000);`,
  );
  await program.told('point-49');
  for (const point of points.toReversed()) await program.told(point);
  await program.kill();
  expect(await program.ended()).toBe('SIGKILL');
});

test('says that a program ended before it came to a point', async () => {
  const program = start(`process.send('first'); process.disconnect(); process.exitCode = 3;`);
  await expect(program.told('second')).rejects.toThrow('it ended (3) and had not come to second');
  await program.told('first');
  expect(await program.ended()).toBe(3);
  await program.kill();
});

test('a program kills itself at a point that it has passed so many times, and does nothing behind it', async () => {
  const module = new URL('./forked-program.ts', import.meta.url).href;
  const program = start(`import { killedAt } from '${module}';
    const pass = killedAt('there', 2);
    for (const point of ['there', 'between', 'there', 'behind']) pass(point);`);
  await program.told('between');
  expect(await program.ended()).toBe('SIGKILL');
  await expect(program.told('behind')).rejects.toThrow('it ended (SIGKILL)');
});
