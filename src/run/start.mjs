import { build, install, run } from './prepare.mjs';

await run(async () => {
  await install();
  await build();
  await import(new URL('../../dist/server/serve.js', import.meta.url).href);
});
