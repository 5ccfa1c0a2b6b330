import { build, install, run } from './prepare.mjs';

await run(async () => {
  await install();
  await build();
  await import('../../dist/server/serve.js');
});
