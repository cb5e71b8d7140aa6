import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('../..', import.meta.url));
// A page that happens to have been built, of whatever sources, says nothing of the API.
if (process.env.QIPEI_WEB === undefined) process.env.WEB_DIST = 'off';
const tests = ['services/*/src/**/*.test.ts', 'packages/*/src/**/*.test.ts'];
/** What a test waits for may take this long on a machine that is busy; a test has several times as long. */
const PATIENCE_MS = 30_000;
const common = {
  root,
  pool: 'forks' as const,
  testTimeout: 4 * PATIENCE_MS,
  hookTimeout: 4 * PATIENCE_MS,
  expect: { poll: { timeout: PATIENCE_MS } },
  // What was found is told, and not only that it was one thing too many.
  chaiConfig: { truncateThreshold: 400 },
};

// Needs servers of others, which it starts itself; so it is in the run only where it is asked for.
const live = {
  root,
  test: {
    ...common,
    name: 'live',
    include: ['services/*/src/**/*.live.test.ts', 'packages/*/src/**/*.live.test.ts'],
    exclude: ['**/node_modules/**'],
    globalSetup: [fileURLToPath(new URL('./src/servers/live-kafka.setup.ts', import.meta.url))],
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
};

/** The end-to-end tests again, over a cluster: a process for each service, and the servers that it needs. */
const cluster = {
  root,
  test: {
    ...common,
    name: 'cluster',
    include: ['main-job', 'rest', 'import', 'tenants', 'bad-input', 'bad-files', 'fitment-releases']
      .map((name) => `services/all-in-one/src/${name}.e2e.test.ts`)
      .concat('services/*/src/**/*.cluster.test.ts'),
    globalSetup: [fileURLToPath(new URL('./src/platform/demo-cluster.setup.ts', import.meta.url))],
    testTimeout: 180_000,
    // Three servers and eight processes come up in one.
    hookTimeout: 480_000,
  },
};

/** What the engines of one machine are held to, beside the others in one report. */
const embeddedEngines = {
  root,
  test: {
    ...common,
    name: 'embedded-engines',
    include: [
      'packages/{event-log,search-engine,import-job,release}/src/sqlite/*.test.ts',
      'packages/export-job/src/export-runner.test.ts',
      'packages/import-job/src/{file-import-spool,import-crash}.test.ts',
      'packages/sqlite/src/{outbox,inbox,group-commit}*.test.ts',
      'services/*/src/adapters/sqlite/*.test.ts',
    ],
  },
};

/** The web catalogue in a real Chromium; `npm run test:web` builds it before. */
const web = {
  root,
  test: {
    ...common,
    name: 'web',
    include: ['services/*/src/**/*.web.test.ts'],
    exclude: ['**/node_modules/**'],
    globalSetup: [fileURLToPath(new URL('./src/platform/demo-folder.setup.ts', import.meta.url))],
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
};

export default defineConfig({
  root,
  test: {
    maxWorkers: 2,
    projects: [
      {
        root,
        test: {
          ...common,
          name: 'unit',
          include: tests,
          exclude: ['**/*.{e2e,live,cluster,web}.test.ts', '**/node_modules/**'],
        },
      },
      {
        root,
        test: {
          ...common,
          name: 'e2e',
          include: ['services/*/src/**/*.e2e.test.ts'],
          exclude: ['**/node_modules/**'],
          globalSetup: [fileURLToPath(new URL('./src/platform/demo-folder.setup.ts', import.meta.url))],
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      ...(process.env.QIPEI_WEB === undefined ? [] : [web]),
      ...(process.env.QIPEI_LIVE === undefined ? [] : [live, cluster, embeddedEngines]),
    ],
  },
});
