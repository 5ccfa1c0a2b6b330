import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Failure, npm, root } from './prepare.mjs';

/**
 * Packs what was built, installs that into an empty folder with neither network nor cache, starts it as `npx tailboard`
 * would, opens the page and stops it. Rejects with a Failure that says what went wrong.
 */
export async function checkPackage() {
  const folder = mkdtempSync(join(tmpdir(), 'tailboard-package-'));
  try {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    // The build is already there, and others are reading it.
    await succeed(npm(['pack', '--ignore-scripts', '--pack-destination', folder]));
    const apart = { cwd: folder, env: { ...withoutNpm(), npm_config_cache: join(folder, 'cache') } };
    const quietly = ['--offline', '--ignore-scripts', '--no-audit', '--no-fund'];
    await succeed(npm(['install', ...quietly, join(folder, `tailboard-${version}.tgz`)], apart));
    const packages = readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.'));
    expect(packages.join() === 'tailboard', `It brought along ${packages.join()}.`);
    expectOnly(join(folder, 'node_modules', 'tailboard'));
    const told = await succeed(npm(['exec', '--offline', '--', 'tailboard', '--version'], apart));
    expect(told.output.includes(version), `--version says ${told.output}`);
    await startAndStop(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function expectOnly(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    );
  const allowed = /^(package\.json|README\.md|LICENSE|dist\/server\/serve\.js|dist\/client\/.+(?<!\.map))$/;
  const stray = files.filter((name) => !allowed.test(name));
  expect(stray.length === 0, `It holds ${stray.join(', ')}.`);
}

async function startAndStop(folder) {
  const script = join(folder, 'node_modules', 'tailboard', 'dist', 'server', 'serve.js');
  const child = spawn(process.execPath, [script, '--port', '0'], { cwd: folder, env: withoutNpm() });
  try {
    let printed = '';
    const url = await new Promise((resolve) => {
      const read = (chunk) => {
        printed += chunk;
        const found = /http:\/\/127\.0\.0\.1:\d+(?=\n)/.exec(printed);
        if (found) resolve(found[0]);
      };
      child.stdout.on('data', read);
      child.stderr.on('data', read);
      child.on('close', () => resolve(undefined));
    });
    expect(url !== undefined, `It does not start: ${printed}`);
    const page = await fetch(`${url}/devices`, { headers: { accept: 'text/html' } });
    expect(
      page.status === 200 && (await page.text()).includes('<meta name="tailboard"'),
      `The page is ${page.status}.`,
    );
    const list = await fetch(`${url}/api/v2/tailnet/-/devices`);
    const { devices } = await list.json();
    expect(devices?.length === 34, `The list has ${devices?.length} devices.`);
    child.kill('SIGTERM');
    const [code] = child.exitCode === null ? await once(child, 'close') : [child.exitCode];
    expect(code === 0, `It ends with ${code}: ${printed}`);
  } finally {
    child.kill('SIGKILL');
  }
}

/** The environment of somebody who runs no script of ours, with no key in it. */
function withoutNpm() {
  const foreign = /^(npm_|TAILSCALE_|TAILBOARD_|PORT$|HOST$|NODE_OPTIONS$)/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
}

async function succeed(running) {
  const result = await running;
  expect(result.code === 0, result.output);
  return result;
}

function expect(isTrue, complaint) {
  if (!isTrue) throw new Failure(`The package is not as it should be. ${complaint}`);
}
