import { existsSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { execute } from './prepare.mjs';

const systemBrowsers = [
  // Without a window to draw it needs about a third less time for the same tests.
  'chromium-headless-shell',
  'google-chrome',
  'google-chrome-stable',
  'chromium',
  'chromium-browser',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * A Chromium that Playwright can really drive, tried by starting it: $CHROMIUM_PATH, Playwright's own, one of the
 * system, a download by Playwright, and on Debian as root its package. Resolves to
 * `{ name, executablePath, sandbox }`, where no `executablePath` means Playwright's own, or to `{ tried }`.
 */
export async function findChromium({ say = () => {} } = {}) {
  const tried = [];
  const attempt = async (name, executablePath) => {
    const problem = await launch(executablePath);
    if (typeof problem === 'object') return { name, executablePath, ...problem };
    tried.push(`${name}: ${problem}`);
    return undefined;
  };
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen) {
    const found = await attempt('$CHROMIUM_PATH', chosen);
    return found ?? { tried };
  }
  const present = (await attempt("Playwright's own")) ?? (await firstOfSystem(attempt));
  if (present) return present;

  say('Downloading a browser…');
  // On a network that drops packets the download would wait for its connection five times.
  const download = await execute(process.execPath, [playwrightCli(), 'install', '--only-shell', 'chromium'], {
    env: { ...process.env, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000' },
    timeout: 90_000,
  });
  if (download.code !== 0) tried.push('playwright install: no download');
  else {
    const own = await attempt("Playwright's own, downloaded");
    if (own) return own;
  }

  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return { tried };
  // Older Debians have no package of the shell alone.
  for (const name of ['chromium-headless-shell', 'chromium']) {
    say(`Installing the ${name} package…`);
    const problem = await installPackage(name);
    if (problem !== undefined) tried.push(`apt-get install ${name}: ${problem}`);
    const found = await firstOfSystem(attempt);
    if (found) return found;
  }
  return { tried };
}

async function firstOfSystem(attempt) {
  for (const name of systemBrowsers) {
    const path = name.startsWith('/') ? name : which(name);
    if (path === undefined || !existsSync(path)) continue;
    const found = await attempt(name, path);
    if (found) return found;
  }
  return undefined;
}

/** `{ sandbox }` when the browser starts, else why it does not; as root, and in some containers, it has no sandbox. */
async function launch(executablePath) {
  const { chromium } = await import('@playwright/test');
  let problem = '';
  for (const sandbox of process.getuid?.() === 0 ? [false] : [true, false]) {
    try {
      const browser = await chromium.launch({
        chromiumSandbox: sandbox,
        timeout: 30_000,
        ...(executablePath === undefined ? {} : { executablePath }),
      });
      await browser.close();
      return { sandbox };
    } catch (error) {
      problem = String(error?.message ?? error)
        .replace(/^browserType\.launch: /, '')
        .split('\n')[0];
    }
  }
  return problem;
}

function which(name) {
  const folders = (process.env.PATH ?? '').split(':');
  return folders.map((folder) => `${folder}/${name}`).find((path) => existsSync(path));
}

function playwrightCli() {
  return fileURLToPath(new URL('../../node_modules/@playwright/test/cli.js', import.meta.url));
}

async function installPackage(name) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const lock = ['-o', 'DPkg::Lock::Timeout=300'];
  const update = await execute('apt-get', ['update', '-q', ...lock], { env, timeout: 180_000 });
  if (update.code !== 0) return lastLine(update.output);
  const packages = [name, 'fonts-liberation'];
  const install = await execute('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...lock, ...packages], {
    env,
    timeout: 300_000,
  });
  return install.code === 0 ? undefined : lastLine(install.output);
}

function lastLine(output) {
  return output.trim().split('\n').at(-1) ?? '';
}
