import { join, resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { build, type Plugin } from 'vite';

/**
 * Builds `entry` for Node beside the page, with all that it imports, as `server/{name}.mjs`: what writes a view as HTML on the server,
 * of the very components that the browser gets. It is no file that is served.
 */
export function serverView(options: { entry: string; name: string }): Plugin {
  let root = '';
  let outDir = '';
  return {
    name: 'server-view',
    apply: 'build',
    configResolved(config) {
      root = config.root;
      outDir = join(resolve(config.root, config.build.outDir), 'server');
    },
    writeBundle: {
      sequential: true,
      order: 'post',
      async handler() {
        await build({
          root,
          configFile: false,
          publicDir: false,
          logLevel: 'warn',
          plugins: [react()],
          // Else React would ask at run time, and be the slower one for development.
          define: { 'process.env.NODE_ENV': '"production"' },
          ssr: { noExternal: true },
          build: {
            ssr: join(root, options.entry),
            outDir,
            emptyOutDir: true,
            target: 'node24',
            minify: true,
            rolldownOptions: {
              output: {
                entryFileNames: `${options.name}.mjs`,
                chunkFileNames: '[name]-[hash].mjs',
              },
            },
          },
        });
      },
    },
  };
}
