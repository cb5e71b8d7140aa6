import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type AlbumServer, albumServer } from './album-server.fixture.ts';
import { imageFiles } from './image-files.ts';
import { plannedImages } from './image-plan.ts';
import { pushImages } from './image-push.ts';
import { openImageRecords } from './image-records.ts';
import { createPlatformClient } from './platform-client.ts';

const PARTS = new Map(
  ['A100', 'B200'].map((partNumber) => [
    partNumber,
    [{ partId: partNumber.toLowerCase(), brand: 'Ketto', partNumber }],
  ]),
);
let server: AlbumServer;
let folder: string;
beforeEach(async () => {
  server = await albumServer();
  folder = mkdtempSync(join(tmpdir(), 'qipei-push-'));
});
afterEach(async () => {
  await server[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

/** Of these files more each time; what is known of former pushes is read from the disk. */
async function push(
  files: Record<string, string>,
  { replace = false, patienceMs = 60_000, stop = new AbortController() } = {},
): Promise<{ outcomes: Record<string, string>; stopped: unknown }> {
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  const env = { XDG_STATE_HOME: join(folder, '.state') };
  const records = await openImageRecords({ url: 'http://platform', tenant: 'acme' }, env);
  const patience = { patienceMs, signal: stop.signal, onWait: () => undefined };
  using client = createPlatformClient({ url: server.url, key: 'k', env: {}, patience });
  const { images } = await imageFiles(folder);
  const { results, stopped } = await pushImages(plannedImages(images, PARTS), {
    ...{ client, records, replace, onDone: () => undefined },
  });
  const outcomes = results.map(({ file, outcome, code }) => [
    file,
    code === null ? outcome : `${outcome} ${code}`,
  ]);
  return { outcomes: Object.fromEntries(outcomes), stopped };
}
const album = (partId = 'a100') => [...(server.albums.get(partId)?.keys() ?? [])];

it('brings a picture between two into its place though its answer is lost', async () => {
  await push({ 'A100-1.png': '1', 'A100-3.png': '3' });
  let lost = 0;
  server.fate = (line) => (line === 'PUT A100-2.png' && lost++ === 0 ? 'unanswered' : undefined);
  const { outcomes } = await push({ 'A100-2.png': '2' });
  expect([lost, outcomes['A100-2.png']]).toEqual([2, 'put-up']);
  expect(album()).toEqual(['A100-1.png', 'A100-2.png', 'A100-3.png']);
});

it('brings it there with the next push where this one was stopped between', async () => {
  await push({ 'A100-1.png': '1', 'A100-3.png': '3' });
  const stop = new AbortController();
  server.fate = (line) => {
    if (!line.startsWith('PATCH')) return undefined;
    stop.abort();
    return 'unanswered';
  };
  const broken = await push({ 'A100-2.png': '2' }, { stop });
  expect(broken.stopped).toBe(stop.signal.reason);
  server.fate = () => undefined;
  // As somebody may have put it meanwhile.
  const pictures = server.albums.get('a100') ?? new Map<string, string>();
  server.albums.set('a100', new Map([...pictures].reverse()));
  expect(new Set(Object.values((await push({})).outcomes))).toEqual(new Set(['unchanged']));
  expect(album()).toEqual(['A100-1.png', 'A100-2.png', 'A100-3.png']);
  // Once it is in order, somebody's own order stays.
  server.albums.set('a100', new Map([...pictures].reverse()));
  await push({ 'A100-1.png': 'retouched' });
  expect(album()).toEqual([...pictures.keys()].reverse());
});

it('leaves what somebody else put in its place', async () => {
  await push({ 'A100.png': 'ours' });
  server.albums.get('a100')?.set('A100.png', 'theirs');
  for (const content of ['ours', 'ours, retouched'])
    expect((await push({ 'A100.png': content })).outcomes).toEqual({ 'A100.png': 'refused image-exists' });
  expect(server.albums.get('a100')?.get('A100.png')).toBe('theirs');
  const replaced = await push({}, { replace: true });
  expect(replaced.outcomes).toEqual({ 'A100.png': 'replaced' });
  expect((await push({ 'A100.png': 'again' })).outcomes).toEqual({ 'A100.png': 'replaced' });
  server.fate = (line) => {
    // Between what it was told and what it sends.
    if (line.startsWith('PUT')) server.albums.get('a100')?.set('A100.png', 'just now');
    return undefined;
  };
  expect((await push({ 'A100.png': 'too late' })).outcomes).toEqual({ 'A100.png': 'refused image-changed' });
  expect(server.albums.get('a100')?.get('A100.png')).toBe('just now');
});

it('tells what was done and what wasn’t where it ends before its end', async () => {
  const files = { 'A100-1.png': '1', 'A100-2.png': '2', 'A100-3.png': '3', 'C.png': 'nobody’s' };
  server.fate = (line) => (line === 'PUT A100-2.png' ? { status: 503, code: 'overloaded' } : undefined);
  const { outcomes, stopped } = await push(files, { patienceMs: 1 });
  expect(outcomes).toEqual({
    ...{ 'A100-1.png': 'put-up', 'A100-2.png': 'not-sent', 'A100-3.png': 'not-sent' },
    'C.png': 'refused part-unknown',
  });
  expect(stopped).toMatchObject({ code: 'overloaded' });
});

it('brings what is there into order where there is no space for more', async () => {
  await push({ 'A100-2.png': '2' });
  server.fate = (line) => (line === 'PUT A100-3.png' ? { status: 429, code: 'image-space-used' } : undefined);
  const { outcomes, stopped } = await push({ 'A100-1.png': '1', 'A100-3.png': '3', 'A100-4.png': '4' });
  expect(outcomes).toEqual({
    ...{ 'A100-1.png': 'put-up', 'A100-2.png': 'unchanged' },
    ...{ 'A100-3.png': 'refused image-space-used', 'A100-4.png': 'not-sent' },
  });
  expect(stopped).toMatchObject({ code: 'image-space-used' });
  expect(album()).toEqual(['A100-1.png', 'A100-2.png']);
});

it('goes on with the other parts where one is refused', async () => {
  server.fate = (line) => (line === 'GET a100' ? { status: 404, code: 'part-not-found' } : undefined);
  const files = { 'A100.png': '1', 'A100-1.png': '2', 'B200-2.png': '4' };
  expect(await push(files)).toEqual({
    outcomes: {
      ...{ 'A100.png': 'refused part-not-found', 'A100-1.png': 'refused part-not-found' },
      'B200-2.png': 'put-up',
    },
    stopped: undefined,
  });
  server.fate = (line) => (line.startsWith('PATCH') ? { status: 404, code: 'image-not-found' } : undefined);
  const { outcomes, stopped } = await push({ 'B200-1.png': '3' });
  expect([outcomes['B200-1.png'], stopped]).toEqual(['put-up image-not-found', undefined]);
  expect(outcomes['A100.png']).toBe('put-up');
});
