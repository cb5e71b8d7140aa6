import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand, startDemoPlatform } from '@qipei/testing/platform';
import { installedVinTable } from '@qipei/vin/compile';
import { smallDump } from '@qipei/vin/testing';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

const VIN = '1HGCM82633A004352';

let folder: string;
let dump: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'qipei-vin-data-'));
  dump = join(folder, 'vPICList_lite_2026_01.sql');
  writeFileSync(dump, smallDump('January'));
});
afterAll(() => rmSync(folder, { recursive: true }));

type Platform = Awaited<ReturnType<typeof startDemoPlatform>>;

const servedBy = async ({ shop }: Platform): Promise<string> => (await shop.get('/v1/vin-data')).body.release;

/** Decodes over and over until it is stopped; by which tables, and what else went wrong. */
function decoding({ shop }: Platform) {
  const releases = new Set<string>();
  const wrong: unknown[] = [];
  let calls = 0;
  let stopped = false;
  const loops = Array.from({ length: 4 }, async () => {
    while (!stopped) {
      const { status, body } = await shop.get(`/v1/vins/${VIN}`);
      calls += 1;
      releases.add(body.vinData);
      // The small table's trim is nobody else's: it has to come with that table's name.
      const isSmall = body.attributes?.trim?.value === 'January';
      if (
        status !== 200 ||
        body.attributes.model.value !== 'Accord' ||
        isSmall !== (body.vinData === 'vPICList_lite 2026-01')
      )
        wrong.push({ status, body });
    }
  });
  return {
    async stop() {
      stopped = true;
      await Promise.all(loops);
      return { calls, releases, wrong };
    },
  };
}

interface FitmentView {
  fitmentId: string;
  modelId: string;
  model: string | null;
  unresolved: boolean;
}

/** A part of which no fitment is of that model, and its fitments. */
async function partWithout(model: string, { shop }: Platform) {
  const { body } = await shop.get('/v1/search?pageSize=100');
  for (const { partId } of body.hits as { partId: string }[]) {
    const before = (await shop.get(`/v1/parts/${partId}/fitments`)).body;
    const fitments: FitmentView[] = before.fitments;
    if (fitments.length > 0 && fitments.every((each) => each.model !== model && !each.unresolved))
      return { partId, before };
  }
  throw new Error('The demo has no such part.');
}

describe('VIN data', () => {
  it('is built from a dump, installed while the platform serves, and taken back', async () => {
    await using platform = await startDemoPlatform(inject('demo'));
    const qipei = (...args: string[]) => runCommand(platform.env, ['vin-data', ...args]);
    const standard = await servedBy(platform);
    expect(standard).toMatch(/^@cardog\/corgi /);
    const out = join(folder, 'table.bin');
    expect(await qipei('build', '--from', dump, '--out', out)).toMatchObject({
      code: 0,
      output: expect.stringContaining('vPICList_lite 2026-01: 6 patterns'),
    });
    expect((await qipei('info', out)).output).toMatch(/^release +vPICList_lite 2026-01$/m);
    expect(await servedBy(platform)).toBe(standard);

    const load = decoding(platform);
    for (let round = 0; round < 3; round += 1) {
      expect(await qipei('install', round === 0 ? out : 'previous')).toMatchObject({
        code: 0,
        output: expect.stringContaining('vPICList_lite 2026-01 is installed.'),
      });
      await expect.poll(() => servedBy(platform)).toBe('vPICList_lite 2026-01');
      expect((await qipei('install', 'previous')).output).toContain('The default is served again');
      await expect.poll(() => servedBy(platform)).toBe(standard);
    }
    const { calls, releases, wrong } = await load.stop();
    expect(wrong).toEqual([]);
    expect(releases).toEqual(new Set([standard, 'vPICList_lite 2026-01']));
    expect(calls).toBeGreaterThan(20);
  }, 180_000);

  it('keeps fitments of models that the table doesn’t have any more', async () => {
    await using platform = await startDemoPlatform(inject('demo'));
    const { partId, before } = await partWithout('Accord', platform);
    const out = join(folder, 'table-2.bin');
    await runCommand(platform.env, ['vin-data', 'build', '--from', dump, '--out', out]);
    await runCommand(platform.env, ['vin-data', 'install', out]);
    await expect.poll(() => servedBy(platform)).toBe('vPICList_lite 2026-01');
    const after = (await platform.shop.get(`/v1/parts/${partId}/fitments`)).body;
    expect(after.total).toBe(before.total);
    const idsOf = ({ fitments }: { fitments: FitmentView[] }) =>
      fitments.map(({ fitmentId, modelId }) => `${fitmentId} ${modelId}`);
    expect(idsOf(after)).toEqual(idsOf(before));
    for (const fitment of after.fitments) expect(fitment).toMatchObject({ model: null, unresolved: true });

    await runCommand(platform.env, ['vin-data', 'install', 'previous']);
    await expect
      .poll(async () => (await platform.shop.get(`/v1/parts/${partId}/fitments`)).body)
      .toEqual(before);
  }, 180_000);

  it('that is broken is refused, told of, and harms nobody, now or at the next start', async () => {
    await using platform = await startDemoPlatform(inject('demo'));
    const out = join(folder, 'table-3.bin');
    await runCommand(platform.env, ['vin-data', 'build', '--from', dump, '--out', out]);
    await runCommand(platform.env, ['vin-data', 'install', out]);
    await expect.poll(() => servedBy(platform)).toBe('vPICList_lite 2026-01');
    await writeFile(join(folder, 'broken'), 'QPVINTBL and nothing more');
    await rename(join(folder, 'broken'), installedVinTable(platform.dataDir));
    const refusal = async () => (await platform.shop.get('/v1/vin-data')).body.refused?.code;
    await expect.poll(refusal).toBe('vin-table-foreign');
    expect(await servedBy(platform)).toBe('vPICList_lite 2026-01');
    await platform.process.stop();
    await platform.restart();
    expect(await servedBy(platform)).toMatch(/^@cardog\/corgi /);
    expect(await refusal()).toBe('vin-table-foreign');
    expect((await runCommand(platform.env, ['vin-data', 'install', 'corgi'])).code).toBe(0);
    await expect.poll(refusal).toBeUndefined();
  }, 180_000);

  it.each([
    [['build', '--from', 'none.sql'], 'There is no file none.sql.'],
    [['build', 'all'], "'all' was not expected"],
    [['install'], "needs a file, 'corgi' or 'previous'"],
    [['install', 'previous'], 'No table was ever installed'],
    [['info', 'none.bin'], 'There is no file none.bin.'],
    [['info', import.meta.filename], 'not a compiled VIN table'],
  ])('%j fails and says why', async (args, message) => {
    const { code, output } = await runCommand({ QIPEI_DATA_DIR: join(folder, 'empty') }, [
      'vin-data',
      ...args,
    ]);
    expect(code).toBe(1);
    expect(output).toContain(message);
  });
});
