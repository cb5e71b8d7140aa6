import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compressedFiles } from './build/compressed-files.ts';
import { developmentPage } from './build/development-page.ts';
import { firstPaint } from './build/first-paint.ts';
import { jsBudget } from './build/js-budget.ts';
import { noncedStyles } from './build/nonced-styles.ts';
import { serverView } from './build/server-view.ts';
import { shellFiles } from './build/shell-files.ts';

const here = fileURLToPath(new URL('.', import.meta.url));

export default defineConfig({
  root: here,
  plugins: [
    react(),
    developmentPage(),
    noncedStyles(),
    shellFiles({ worker: 'service-worker' }),
    jsBudget({
      entry: 'main',
      // What the first page of a storefront loads beside the entry, whatever the page: measured in Chromium, too.
      firstLoad: [
        'search/home-page',
        'session/sign-in-page',
        'results/results-page',
        'locales/zh-CN',
        'locales/en',
      ],
      maxBytes: 180 * 1024,
    }),
    firstPaint({
      styles: ['look/base.css', 'look/shell.css'],
      written: ['search', 'parts', 'orders', 'orders/'],
      // By the first part of the path, with a slash where more stands behind it that makes another view.
      views: {
        '': 'search/home-page',
        search: 'results/results-page',
        'sign-in': 'session/sign-in-page',
        vehicles: 'vehicles/vehicles-page',
        numbers: 'numbers/numbers-page',
        parts: 'part/part-page',
        cart: 'cart/cart-page',
        orders: 'orders/orders-page',
        'orders/': 'orders/order-page',
      },
    }),
    compressedFiles(),
    serverView({ entry: 'src/on-server/write-view.tsx', name: 'write-view' }),
  ],
  html: { cspNonce: '__NONCE__' },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2023',
    // Small images as data: URLs would be in the page's JavaScript.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The tables of the office, which have no part in the first load.
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      input: {
        main: fileURLToPath(new URL('index.html', import.meta.url)),
        'service-worker': fileURLToPath(new URL('src/service-worker.ts', import.meta.url)),
      },
      output: {
        // Two files for what every page needs, and not one for each module that two views share: the first paint waits for them.
        codeSplitting: {
          groups: [
            { name: 'libraries', tags: ['$initial'], test: /node_modules[\\/](?!.*workbox)/ },
            { name: 'shell', tags: ['$initial'], test: /(?:web|api-client)[\\/]src[\\/](?!service-worker)/ },
            // A request costs more than a few kilobytes: what views share comes as one file.
            {
              name: 'shared',
              minShareCount: 2,
              test: /web[\\/]src[\\/](?!service-worker|console|locales|numbers)|@tanstack[\\/]/,
            },
          ],
        },
        entryFileNames: ({ name }) =>
          name === 'service-worker' ? 'service-worker.js' : 'assets/[name]-[hash].js',
      },
    },
  },
  server: { port: 5173, proxy: { '/v1': { target: process.env.QIPEI_URL ?? 'http://127.0.0.1:8080' } } },
});
