import { gzipSync } from 'node:zlib';
import type { Plugin, Rolldown } from 'vite';

type Chunk = Rolldown.OutputChunk;

/**
 * Fails the build where the first load of a storefront grows above `maxBytes` of gzipped JavaScript: the entry with all that it
 * imports at once, and the largest of the chunks named, which are told by the end of their module's path.
 */
export function jsBudget(options: { entry: string; firstLoad: readonly string[]; maxBytes: number }): Plugin {
  return {
    name: 'js-budget',
    apply: 'build',
    generateBundle: {
      // Before Vite takes away an entry that does nothing but import.
      order: 'pre',
      handler(_options, bundle) {
        const chunks = new Map<string, Chunk>();
        for (const output of Object.values(bundle))
          if (output.type === 'chunk') chunks.set(output.fileName, output);
        const entry = [...chunks.values()].find((chunk) => chunk.isEntry && chunk.name === options.entry);
        if (entry === undefined) throw new Error(`there is no entry '${options.entry}'`);
        const shell = closure(entry, chunks);
        const sizes = options.firstLoad.map((name) => {
          const chunk = [...chunks.values()].find((each) =>
            each.facadeModuleId?.replace(/\.tsx?$/, '').endsWith(name),
          );
          if (chunk === undefined) throw new Error(`no chunk is made of '${name}'`);
          const more = [...closure(chunk, chunks)].filter((each) => !shell.has(each));
          return { name, kind: name.startsWith('locales/') ? 'locale' : 'view', bytes: total(more) };
        });
        const most = (kind: string) =>
          Math.max(0, ...sizes.filter((each) => each.kind === kind).map(({ bytes }) => bytes));
        const bytes = total([...shell]) + most('view') + most('locale');
        const kilobytes = (count: number) => `${(count / 1024).toFixed(1)} KB`;
        const parts = sizes.map((each) => `${each.name} ${kilobytes(each.bytes)}`).join(', ');
        const text = `first load ${kilobytes(bytes)} of JavaScript, gzipped (shell ${kilobytes(total([...shell]))}; ${parts})`;
        if (bytes > options.maxBytes) throw new Error(`${text}: more than ${kilobytes(options.maxBytes)}`);
        console.log(text);
      },
    },
  };
}

function closure(entry: Chunk, chunks: ReadonlyMap<string, Chunk>): Set<Chunk> {
  const found = new Set<Chunk>();
  const visit = (chunk: Chunk | undefined) => {
    if (chunk === undefined || found.has(chunk)) return;
    found.add(chunk);
    for (const name of chunk.imports) visit(chunks.get(name));
  };
  visit(entry);
  return found;
}

function total(chunks: readonly Chunk[]): number {
  return chunks.reduce((sum, { code }) => sum + gzipSync(code, { level: 9 }).length, 0);
}
