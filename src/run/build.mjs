import { build, install, run } from './prepare.mjs';

// What `npm pack` puts into the package is built from exactly these sources.
await run(async () => {
  await install();
  await build();
});
