#!/usr/bin/env node
// Writes the types of packages/api-client, from the OpenAPI document that bff serves; nothing has to run for it. With --check
// it ends with 1 where they are others.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const client = join(root, 'packages', 'api-client');

const API_TYPES = join(client, 'src', 'gen', 'api.ts');

const HEADER = `/**
 * Made of the platform's OpenAPI document by 'node deploy/boot.mjs generate'. Do not edit.
 */

`;

/** What API_TYPES has to hold. */
async function apiTypes() {
  const { platformDocument } = await import('../services/bff/src/platform-document.ts');
  const entry = createRequire(join(client, 'package.json')).resolve('openapi-typescript');
  const module = await import(pathToFileURL(entry).href);
  const openapiTS = typeof module.default === 'function' ? module.default : module.default.default;
  const astToString = module.astToString ?? module.default.astToString;
  const nodes = await openapiTS(structuredClone(platformDocument()), { alphabetize: true });
  return HEADER + astToString(nodes);
}

const types = await apiTypes();
if (!process.argv.includes('--check')) {
  mkdirSync(dirname(API_TYPES), { recursive: true });
  writeFileSync(API_TYPES, types);
} else if (!isThere(types)) {
  console.error("packages/api-client/src/gen/api.ts is stale, run 'node deploy/boot.mjs generate'");
  process.exitCode = 1;
}

function isThere(expected) {
  try {
    return readFileSync(API_TYPES, 'utf8') === expected;
  } catch {
    return false;
  }
}
