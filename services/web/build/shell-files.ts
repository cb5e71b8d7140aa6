import { createHash } from 'node:crypto';
import type { Plugin } from 'vite';

const PLACEHOLDER = '__SHELL_FILES__';

/**
 * Tells the service worker which files the shell is made of: the build's entry, what it imports at once, its styles, and the
 * chunks of views that work without a network. A build that differs gives a worker that differs, which is how browsers
 * find out.
 */
export function shellFiles(options: { worker: string }): Plugin {
  return {
    name: 'shell-files',
    apply: 'build',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const worker = Object.values(bundle).find(
        (output) => output.type === 'chunk' && output.isEntry && output.name === options.worker,
      );
      if (worker?.type !== 'chunk') throw new Error('the service worker is not in the bundle');
      if (worker.imports.length > 0 || worker.dynamicImports.length > 0)
        throw new Error('the service worker must be one file: it shares a module with the application');
      const assets = Object.values(bundle)
        .filter(
          (output) => output.fileName.startsWith('assets/') && !/\.(?:br|gz|zst)$/.test(output.fileName),
        )
        .map((output) => `/${output.fileName}`)
        .sort();
      // What comes only with the tables of the office, or reads codes: fetched, and then kept, when it is first used.
      const isLater = (path: string) =>
        !/\.(?:js|css)$/.test(path) || /\/(?:antd|office|code-reader)/.test(path);
      const files = assets.filter((path) => !isLater(path));
      const later = assets.filter(isLater);
      const version = createHash('sha256').update(assets.join('\n')).digest('hex').slice(0, 16);
      if (!worker.code.includes(PLACEHOLDER)) throw new Error(`the service worker has no ${PLACEHOLDER}`);
      worker.code = worker.code.replaceAll(
        new RegExp(`["'\`]${PLACEHOLDER}["'\`]`, 'g'),
        JSON.stringify(JSON.stringify({ version, files, later })),
      );
    },
  };
}
