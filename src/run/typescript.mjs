import { resolve } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { Failure, install, root, run, scratch } from './prepare.mjs';

/** Leaves plain scripts where they are, as they know the project's folder by their own. */
const plainScripts = {
  name: 'plain-scripts',
  enforce: 'pre',
  resolveId(source, importer) {
    if (importer === undefined || !/^(\.|#run)\/.*\.mjs$/.test(source)) return null;
    const from = source.startsWith('#') ? pathToFileURL(`${root}src/x`) : pathToFileURL(importer);
    return { id: new URL(source.replace('#', './'), from).href, external: true };
  },
};

// Node 20 cannot run TypeScript: the file is bundled into node_modules/.cache, packages left out, and imported.
await run(async () => {
  const [file] = process.argv.splice(2, 1);
  if (file === undefined) throw new Failure('Say which file: node src/run/typescript.mjs src/run/x.ts');
  await install();
  const { build } = await import('vite');
  const outDir = scratch('scripts');
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    plugins: [plainScripts],
    build: {
      ssr: resolve(file),
      outDir,
      target: 'node20',
      minify: false,
      emptyOutDir: false,
      rolldownOptions: {
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  });
  const name = file.replace(/^.*[/\\]/, '').replace(/\.tsx?$/, '.js');
  await import(pathToFileURL(resolve(outDir, name)).href);
});
