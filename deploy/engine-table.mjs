// The table in docs/engines.md: how many of its tests each port passed over each engine in the run that wrote it.
import { readFileSync, writeFileSync } from 'node:fs';

const SQLITE = 'SQLite';
const MONGODB = 'MongoDB wire protocol (mongo-java-server 1.47)';
const KAFKA = 'Apache Kafka 4.1.0';
const MEILISEARCH = 'Meilisearch';

/** What is tested, and by engine the files whose tests count. */
export const ROWS = [
  [
    'event log: order, durability, redelivery, dead letters, lag',
    {
      [SQLITE]: /^packages\/event-log\/src\/sqlite\//,
      [KAFKA]: /^packages\/event-log\/src\/kafka\/kafka-event-log\.live/,
    },
  ],
  [
    'event log: lost answers, rebalances, restarts, dead leaders',
    { [KAFKA]: /^packages\/event-log\/src\/kafka\/(?!kafka-event-log\.live).*\.live/ },
  ],
  [
    'outbox, versioned writes and their races',
    {
      [SQLITE]: /^packages\/sqlite\/src\/(outbox|inbox|group-commit)/,
      [MONGODB]: /^packages\/mongo\/src\/.*\.live/,
    },
  ],
  [
    'import jobs and uploads',
    {
      [SQLITE]: /^packages\/import-job\/src\/(sqlite\/|file-import-spool|import-crash)/,
      [MONGODB]: /^packages\/import-job\/src\/mongo\/.*\.live/,
    },
  ],
  [
    'releases: states, decisions, leases',
    {
      [SQLITE]: /^packages\/release\/src\/sqlite\//,
      [MONGODB]: /^packages\/release\/src\/mongo\/.*\.live/,
    },
  ],
  [
    'exports and their files',
    {
      [SQLITE]: /^packages\/export-job\/src\/export-runner\.test/,
      [MONGODB]: /^packages\/export-job\/src\/mongo\/.*\.live/,
    },
  ],
  ...['access', 'catalog', 'fitment', 'inventory', 'order'].map((service) => [
    service,
    {
      [SQLITE]: new RegExp(`^services/${service}/src/adapters/sqlite/`),
      [MONGODB]: new RegExp(`^services/${service}/src/.*\\.live`),
    },
  ]),
  [
    'search engine',
    {
      [SQLITE]: /^packages\/search-engine\/src\/sqlite\//,
      [MEILISEARCH]: /^packages\/search-engine\/src\/meilisearch\/.*\.live/,
    },
  ],
  [
    'the platform end to end, a process for each service',
    { [`${MONGODB}, ${KAFKA}`]: /^services\/all-in-one\/src\/.*\.e2e\.test/ },
  ],
  ['outages and moving', { [`${MONGODB}, ${KAFKA}`]: /^services\/all-in-one\/src\/.*\.cluster\.test/ }],
];

const BEGIN = '<!-- Written by `npm run test:live`. -->\n';
const END = '<!-- End of what is written. -->\n';

/** `results`: the runner's JSON report. `root`: what its file names begin with. Returns whether the file was as it is now. */
export function writeEngineTable(file, results, root) {
  const text = readFileSync(file, 'utf8');
  const begin = text.indexOf(BEGIN) + BEGIN.length;
  const end = text.indexOf(END);
  if (begin < BEGIN.length || end < begin) throw new Error(`${file} has no place for the table`);
  const before = text.slice(begin, end);
  const lines = ['| what | over | tests passed |', '| --- | --- | --- |'];
  for (const [what, engines] of ROWS) {
    for (const [engine, files] of Object.entries(engines)) {
      const tests = results.testResults
        .filter(({ name }) => files.test(name.slice(root.length + 1).replaceAll('\\', '/')))
        .flatMap(({ assertionResults }) => assertionResults);
      lines.push(`| ${what} | ${engine} | ${cell(what, engine, tests, before)} |`);
    }
  }
  const table = `${lines.join('\n')}\n`;
  writeFileSync(file, text.slice(0, begin) + table + text.slice(end));
  return table === before;
}

function cell(what, engine, tests, before) {
  const passed = tests.filter(({ status }) => status === 'passed').length;
  const run = tests.filter(({ status }) => status === 'passed' || status === 'failed').length;
  if (engine !== MEILISEARCH) return `${passed} of ${tests.length}`;
  if (passed > 1) return `with \`MEILI_URL\` set: ${passed} of ${run}`;
  // No registry has the server: what was found where there was one stays.
  const kept = before.split('\n').find((line) => line.startsWith(`| ${what} | ${engine} | with`));
  return kept?.split(' | ').at(-1)?.replace(/ \|$/, '') ?? 'not run: `MEILI_URL` was not set';
}
