import { vi } from 'vitest';
import { openCatalogUnderTest } from './catalog.fixture.ts';
import { releasesContract } from './catalog-release.contract.ts';

vi.setConfig({ testTimeout: 180_000 });

releasesContract(openCatalogUnderTest);
