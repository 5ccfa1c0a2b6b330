/// <reference types="vitest/config" />
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { type Plugin, defineConfig } from 'vite';
import type { TestSequencer, TestSpecification } from 'vitest/node';
import { devProxy } from './src/run/dev-plugin.ts';

export default defineConfig(({ command }) => ({
  // Everything names its neighbours, so that one build serves at any path; the proxy tells the document where it is.
  base: './',
  plugins: [react(), tailwindcss(), devProxy(), plainImports(), embedDocument()],
  // React has this hook itself; what stands in for it in older versions would be a part of every first visit.
  resolve: { alias: { 'use-sync-external-store/shim/with-selector': 'use-sync-external-store/with-selector' } },
  build: {
    target: 'baseline-widely-available',
    // No `data:` addresses and no inline code: the page's content policy allows neither.
    assetsInlineLimit: 0,
    // The document says what the first page needs. What a lazy part needs besides is asked for when it is here: it comes
    // from this machine, and a list of all files in the first script costs more than that step.
    modulePreload: {
      polyfill: false,
      resolveDependencies: (_, files, { hostType }) => (hostType === 'html' ? files : []),
    },
    sourcemap: false,
    reportCompressedSize: false,
  },
  environments: {
    client: {
      build: {
        outDir: 'dist/client',
        emptyOutDir: true,
        rolldownOptions: {
          output: {
            comments: false,
            // What the first page needs comes as one file: beside a list of megabytes each further one waits its turn.
            codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] },
          },
        },
      },
    },
    // Embed pages are a page of their own, with files of their own: they take nothing from the console's first visit.
    embed: {
      consumer: 'client',
      build: {
        outDir: 'dist/client',
        emptyOutDir: false,
        copyPublicDir: false,
        rolldownOptions: {
          input: 'src/browser/embed/embed.html',
          output: { comments: false, codeSplitting: { groups: [{ name: 'embed', tags: ['$initial'] }] } },
        },
      },
    },
    ssr: {
      // Everything goes into the one file, so that a built copy runs without node_modules; in development Node finds it.
      resolve: command === 'build' ? { noExternal: true } : {},
      build: {
        outDir: 'dist/server',
        emptyOutDir: true,
        target: 'node20',
        minify: true,
        copyPublicDir: false,
        rolldownOptions: { input: 'src/run/serve.ts', output: { codeSplitting: false } },
      },
    },
  },
  builder: {
    buildApp: async (builder) => {
      for (const environment of Object.values(builder.environments)) await builder.build(environment);
    },
  },
  server: { host: '127.0.0.1', port: 8420, strictPort: true, allowedHosts: [], cors: false },
  test: {
    environment: 'node',
    include: ['src/**/*.test.{ts,tsx}'],
    // By itself it leaves one core to nobody, and of two that is half.
    maxWorkers: '100%',
    sequence: { sequencer: LongestFirst },
    setupFiles: ['src/run/quiet-console.ts'],
    // For machines that do other things at the same time; the slowest test takes a second on an idle one.
    testTimeout: 20_000,
  },
}));

/**
 * The unit tests that take their time by themselves come first, so that no core waits for them at the end. A class, as
 * Vitest makes one of it.
 */
class LongestFirst implements TestSequencer {
  sort(files: TestSpecification[]): TestSpecification[] {
    const isLong = ({ moduleId }: TestSpecification) => /\/(fuzz|settle-unknown|handover)\.test\./.test(moduleId);
    return [...files.filter(isLong), ...files.filter((file) => !isLong(file))];
  }

  shard(files: TestSpecification[]): TestSpecification[] {
    return files;
  }
}

/**
 * Lazy parts are imported and nothing else: without a list of files and with all styles in one, the helper that would ask
 * for both beforehand has nothing to do, and would be a part of every first visit.
 */
function plainImports(): Plugin {
  return {
    name: 'plain-imports',
    enforce: 'pre',
    apply: 'build',
    load: (id) => (id === '\0vite/preload-helper.js' ? 'export const __vitePreload = (load) => load();' : undefined),
  };
}

/** The document of the embed pages stands beside that of the console, wherever its source is. */
function embedDocument(): Plugin {
  return {
    name: 'embed-document',
    enforce: 'post',
    apply: 'build',
    applyToEnvironment: ({ name }) => name === 'embed',
    generateBundle(_, bundle) {
      const source = 'src/browser/embed/embed.html';
      const document = bundle[source];
      if (document?.type !== 'asset') return;
      delete bundle[source];
      this.emitFile({
        type: 'asset',
        fileName: 'embed.html',
        source: String(document.source).replaceAll(/(=")(?:\.\.\/)+/g, '$1./'),
      });
    },
  };
}
