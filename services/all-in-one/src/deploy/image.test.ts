import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ignore from '@balena/dockerignore';
import { type Copy, DockerfileParser } from 'dockerfile-ast';
import { validate } from 'dockerfile-utils';
import { describe, expect, test } from 'vitest';
import { ROOT, readCompose } from './compose-project.fixture.ts';

const text = readFileSync(join(ROOT, 'deploy/Dockerfile'), 'utf8');
const dockerfile = DockerfileParser.parse(text);
const instructions = dockerfile.getInstructions();
const kept = ignore.default().add(readFileSync(join(ROOT, '.dockerignore'), 'utf8'));
const isSent = (path: string) => !kept.ignores(path);
const { scripts: _scripts, ...manifest } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

describe('the Dockerfile', () => {
  test('has no fault that a linter sees, which sees faults', () => {
    expect(validate(text)).toEqual([]);
    expect(validate('FORM node')).not.toEqual([]);
  });

  test('copies from the build context what is there and is sent', () => {
    const copies = dockerfile.getCOPYs().filter((copy) => copy.getFromFlag() === null);
    const sources = copies.flatMap((copy) =>
      copy
        .getArguments()
        .map((each) => each.getValue())
        .slice(0, -1),
    );
    expect(sources).toContain('pnpm-lock.yaml');
    for (const source of sources) {
      expect(existsSync(join(ROOT, source)), source).toBe(true);
      expect(isSent(source), source).toBe(true);
    }
  });

  test('copies from stages that there are', () => {
    const stages = dockerfile.getFROMs().map((from) => from.getBuildStage());
    const flags = dockerfile.getCOPYs().flatMap((copy: Copy) => copy.getFromFlag()?.getValue() ?? []);
    expect(flags).toEqual(['web', 'build']);
    expect(stages).toContain('build');
  });

  test('runs scripts that it has copied', () => {
    const run = instructions.filter((each) => each.getKeyword() === 'RUN').map((each) => each.toString());
    const scripts = run.flatMap((line) => line.match(/deploy\/[\w-]+\.mjs/g) ?? []);
    expect(new Set(scripts)).toEqual(
      new Set([
        'deploy/boot.mjs',
        'deploy/build-web.mjs',
        'deploy/slim-image.mjs',
        'deploy/try-services.mjs',
      ]),
    );
    for (const script of scripts) expect(isSent(script), script).toBe(true);
  });

  test('ends as a user that is not root, with no shell before the program', () => {
    const last = (keyword: string) => instructions.findLast((each) => each.getKeyword() === keyword);
    expect(last('USER')?.getRawArgumentsContent()).toBe('1000:1000');
    expect(JSON.parse(last('ENTRYPOINT')?.getRawArgumentsContent() ?? '')).toEqual([
      'node',
      '--max-semi-space-size=8',
    ]);
    const [program] = JSON.parse(last('CMD')?.getRawArgumentsContent() ?? '');
    expect(existsSync(join(ROOT, program))).toBe(true);
  });

  test('is of the version that the compose file names', () => {
    expect(text).toContain(`ARG VERSION=${manifest.version}\n`);
    expect(readCompose('docker-compose.yml').services.bff?.image).toBe(`qipei:${manifest.version}`);
    expect(text).toMatch(/ARG NODE_IMAGE=node:24\.\d+\.\d+-\w+-slim\n/);
  });
});

describe('the build context', () => {
  test.each([
    'deploy/secrets/mongodb-url',
    'deploy/engines/kafka.properties',
    '.git/config',
    '.qipei/access.sqlite',
    'services/bff/.qipei/access.sqlite',
    'node_modules/express/index.js',
    'services/bff/node_modules/express/index.js',
    'services/bff/src/wire.test.ts',
    'services/web/dist/index.html',
    'services/bff/src/peer-server.fixture.ts',
    'packages/testing/src/servers/mongo-server.ts',
    'README.md',
  ])('leaves out %s', (path) => {
    expect(isSent(path)).toBe(false);
  });

  test.each([
    'services/bff/src/main.ts',
    'services/all-in-one/src/cli.ts',
    'packages/contracts/src/gen/descriptors.binpb',
    'packages/testing/src/index.ts',
    'deploy/health.mjs',
    'services/web/src/main.tsx',
    'packages/api-client/src/gen/api.ts',
  ])('has %s', (path) => {
    expect(existsSync(join(ROOT, path))).toBe(true);
    expect(isSent(path)).toBe(true);
  });
});
