import { describe, vi } from 'vitest';
import { openCatalogUnderTest } from './catalog.fixture.ts';
import { foreignIdsContract } from './catalog-foreign-ids.contract.ts';
import { graphContract } from './catalog-graph.contract.ts';
import { importContract } from './catalog-import.contract.ts';
import { interchangeContract } from './catalog-interchange.contract.ts';
import { numbersContract } from './catalog-numbers.contract.ts';
import { piesContract } from './catalog-pies.contract.ts';
import { readsContract } from './catalog-reads.contract.ts';

vi.setConfig({ testTimeout: 180_000 });

describe('imports over SQLite', () => importContract(openCatalogUnderTest, 6_000));
describe('the graph over SQLite', () => {
  interchangeContract(openCatalogUnderTest);
  graphContract(openCatalogUnderTest);
});
describe('numbers over SQLite', () => {
  numbersContract(openCatalogUnderTest);
  foreignIdsContract(openCatalogUnderTest);
});
describe('reads over SQLite', () => readsContract(openCatalogUnderTest));
describe('PIES over SQLite', () => piesContract(openCatalogUnderTest));
