import { registerHooks } from 'node:module';

/** Prints the packages that a module brings with it, a line each: `node thread-modules.fixture.ts <module>`. */
const packages = new Set<string>();
registerHooks({
  load(url, context, next) {
    const [, name] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url) ?? [];
    if (name !== undefined) packages.add(name);
    return next(url, context);
  },
});
await import(process.argv[2] ?? '');
process.stdout.write([...packages].sort().join('\n'));
