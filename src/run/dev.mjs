import process from 'node:process';
import { Failure, install, root, run } from './prepare.mjs';

await run(async () => {
  await install();
  const { createServer } = await import('vite');
  const server = await createServer({ root });
  try {
    const { readDevConfig, ConfigError } = await server.ssrLoadModule('/src/run/dev-proxy.ts');
    const { port } = orSentence(() => readDevConfig(process.env, process.argv.slice(2)), ConfigError);
    await server.listen(port);
  } catch (error) {
    await server.close();
    throw error?.message?.endsWith('is already in use')
      ? new Failure(`${error.message}. Choose another with --port.`)
      : error;
  }
  process.stdout.write(`Tailboard, rebuilt as you edit: ${server.resolvedUrls.local[0].replace(/\/$/, '')}\n`);
});

function orSentence(read, ConfigError) {
  try {
    return read();
  } catch (error) {
    throw error instanceof ConfigError ? new Failure(error.message) : error;
  }
}
