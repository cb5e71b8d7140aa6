import { expect, test } from 'vitest';
import { type ImportProgress, observeImports } from './import-progress.ts';
import { startTelemetry } from './telemetry.ts';
import { readTelemetryConfig } from './telemetry-config.ts';

test('counts the rows of imports as they are taken in, and tells what is under way', async () => {
  await using telemetry = await startTelemetry(readTelemetryConfig('test', {}));
  using imports = observeImports('catalog');
  const job: ImportProgress = {
    ...{ id: 'parts_1', kind: 'parts', state: 'running', bytesTotal: 100, bytesDone: 40 },
    ...{ created: 5, updated: 1, unchanged: 0, deleted: 0, failed: 2 },
  };
  const figure = async (series: string) =>
    Number(new RegExp(`^${series}.*\\} (\\S+)$`, 'm').exec(await telemetry.metricsText())?.[1]);
  const created = 'qipei_import_rows_total\\{service="catalog",kind="parts",outcome="created"';
  imports.progressed(job);
  expect(await figure(created)).toBe(5);
  expect(await figure('qipei_imports_running\\{service="catalog",kind="parts"')).toBe(1);
  expect(await figure('qipei_import_progress\\{service="catalog",kind="parts"')).toBe(0.4);
  imports.progressed({ ...job, created: 8 });
  imports.progressed({ ...job, created: 8, state: 'done' });
  expect(await figure(created)).toBe(8);
  expect(await figure('qipei_imports_running\\{service="catalog",kind="parts"')).toBe(0);
  expect(await figure('qipei_import_jobs_total\\{service="catalog",kind="parts",outcome="done"')).toBe(1);
  expect(await telemetry.metricsText()).not.toMatch(/qipei_import_progress\{|parts_1/);
});
