import { describe, vi } from 'vitest';
import { openCatalogUnderTest } from './catalog.fixture.ts';
import { importContract } from './catalog-import.contract.ts';
import { readsContract } from './catalog-reads.contract.ts';

vi.setConfig({ testTimeout: 60_000 });

describe('imports over SQLite', () => importContract(openCatalogUnderTest, 6_000));
describe('reads over SQLite', () => readsContract(openCatalogUnderTest));
