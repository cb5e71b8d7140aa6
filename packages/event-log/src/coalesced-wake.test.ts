import { setTimeout as pause } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { coalescedWake } from './coalesced-wake.ts';

test('wakes once for commits that follow each other closely, and again for later ones', async () => {
  const wake = vi.fn();
  const committed = coalescedWake(wake);
  for (let commit = 0; commit < 100; commit += 1) committed();
  expect(wake).not.toHaveBeenCalled();
  await vi.waitFor(() => expect(wake).toHaveBeenCalledTimes(1), 30_000);
  await pause(30);
  expect(wake).toHaveBeenCalledTimes(1);
  committed();
  await vi.waitFor(() => expect(wake).toHaveBeenCalledTimes(2), 30_000);
});
