/** Arrows point inward. @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'domain-imports-only-kernel',
      severity: 'error',
      from: { path: '^services/([^/]+)/src/domain/', pathNot: '\\.test\\.ts$' },
      to: {
        pathNot: [
          '^services/$1/src/domain/',
          '^packages/(kernel|part-number|part-type|vin)/',
          '^node:',
          '^(crypto|buffer|url)$',
        ],
      },
    },
    {
      name: 'application-imports-no-adapter',
      severity: 'error',
      from: { path: '^services/([^/]+)/src/application/', pathNot: '\\.test\\.ts$' },
      to: {
        path: [
          '/src/adapters/',
          '/src/(compose|config|service|main|background)\\.ts$',
          'node_modules/(express|better-sqlite3|mongoose|kafkajs|meilisearch)/',
        ],
      },
    },
    {
      name: 'only-compose-picks-adapters',
      severity: 'error',
      from: {
        path: '^services/([^/]+)/src/',
        pathNot: ['/adapters/', '/(compose|service|background)\\.ts$', '\\.test\\.ts$'],
      },
      to: { path: '^services/[^/]+/src/adapters/' },
    },
    {
      name: 'services-do-not-import-each-other',
      severity: 'error',
      from: { path: '^services/([^/]+)/', pathNot: '^services/all-in-one/' },
      to: { path: '^services/', pathNot: '^services/$1/' },
    },
    {
      name: 'packages-import-no-service',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^services/' },
    },
    {
      // What the browser gets: nothing that runs in a service, and REST through the typed client alone.
      name: 'web-is-a-client',
      severity: 'error',
      from: { path: '^services/web/src/', pathNot: '\\.test\\.ts$' },
      to: { path: ['^packages/(?!api-client/)', '^node:'] },
    },
    {
      name: 'kernel-depends-on-nothing',
      severity: 'error',
      from: { path: '^packages/kernel/src/', pathNot: '\\.test\\.ts$' },
      to: { pathNot: ['^packages/kernel/', '^node:', '^(crypto|buffer)$'] },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-unresolvable',
      severity: 'error',
      from: { pathNot: '/gen/' },
      // There are only types of 'sarif' (@types/sarif), and no package of that name. `?url` is Vite's: the address of a file.
      to: { couldNotResolve: true, pathNot: ['^sarif$', '\\.wasm\\?url$'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['(^|/)node_modules/\\.cache/', '^services/web/dist'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
    },
  },
};
