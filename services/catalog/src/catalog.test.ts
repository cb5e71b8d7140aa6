import { describe, vi } from 'vitest';
import { openCatalogUnderTest } from './catalog.fixture.ts';
import { graphContract } from './catalog-graph.contract.ts';
import { importContract } from './catalog-import.contract.ts';
import { piesContract } from './catalog-pies.contract.ts';
import { readsContract } from './catalog-reads.contract.ts';

vi.setConfig({ testTimeout: 60_000 });

describe('imports over SQLite', () => importContract(openCatalogUnderTest, 6_000));
describe('the graph over SQLite', () => graphContract(openCatalogUnderTest));
describe('reads over SQLite', () => readsContract(openCatalogUnderTest));
describe('PIES over SQLite', () => piesContract(openCatalogUnderTest));
