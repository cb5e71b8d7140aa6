import { expect, it } from 'vitest';
import { z } from 'zod';
import { importLimitsOf, importVariables, releaseVariables } from './imports.ts';
import { ConfigurationError, readEnvironment } from './read-environment.ts';

const variables = z.object({ ...importVariables, ...releaseVariables });

it('limits of imports have defaults, and are bytes', () => {
  const read = readEnvironment(variables, {});
  expect(importLimitsOf(read)).toEqual({ maxUploadBytes: 20 * 1024 ** 3, maxUnpackedBytes: 64 * 1024 ** 3 });
  expect(read.QIPEI_RELEASES_KEPT).toBe(5);
  const set = { MAX_UPLOAD_BYTES: '1000', QIPEI_MAX_UNPACKED_BYTES: '5000', QIPEI_RELEASES_KEPT: '1' };
  expect(importLimitsOf(readEnvironment(variables, set))).toEqual({
    maxUploadBytes: 1_000,
    maxUnpackedBytes: 5_000,
  });
});

it.each([
  { MAX_UPLOAD_BYTES: '0' },
  { MAX_UPLOAD_BYTES: '20 GiB' },
  { QIPEI_MAX_UNPACKED_BYTES: '-1' },
  { QIPEI_MAX_UNPACKED_BYTES: '1e30' },
  { QIPEI_RELEASES_KEPT: '0' },
  { QIPEI_RELEASES_KEPT: '2.5' },
])('%j is refused', (set) => {
  expect(() => readEnvironment(variables, set)).toThrow(ConfigurationError);
});
