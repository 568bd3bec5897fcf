// Builds the two pages, the dashboard (`/`) and the playground (`/playground`), into dist/web. They are separate entries,
// so the dashboard never loads the playground's editor. Nothing is inlined into the HTML: the pages run under a strict CSP.
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const root = fileURLToPath(new URL('.', import.meta.url));

export default defineConfig({
  root,
  plugins: [react()],
  worker: { format: 'es' },
  server: { proxy: { '/graphql': { target: 'http://127.0.0.1:4000', ws: true } } },
  build: {
    outDir: fileURLToPath(new URL('../dist/web', import.meta.url)),
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 5000,
    rolldownOptions: {
      input: { index: `${root}index.html`, playground: `${root}playground.html` },
      // Hints to the React compiler inside the playground's packages; there is nothing to do about them.
      onwarn: (warning, warn) => warning.code !== 'MODULE_LEVEL_DIRECTIVE' && warn(warning),
    },
  },
});
