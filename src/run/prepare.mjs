import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';

/** The folder of the project, with a trailing separator. */
export const root = fileURLToPath(new URL('../../', import.meta.url));
const cache = join(root, 'node_modules', '.cache', 'tailboard');

const installedStamp = join(root, 'node_modules', '.tailboard-installed');
const builtStamp = join(root, 'dist', '.built');

/** A failure that a person can mend: its message is shown as it is, without a stack trace. */
export class Failure extends Error {}

/** Runs a script's main function; a Failure becomes one sentence on stderr and exit code 1. */
export async function run(main) {
  try {
    await main();
  } catch (error) {
    process.stderr.write(`${error instanceof Failure ? error.message : (error?.stack ?? error)}\n`);
    process.exitCode = 1;
  }
}

/** Runs a program to its end and resolves to its exit code, everything that it printed, and its seconds. */
export function execute(command, args, options = {}) {
  const started = performance.now();
  return new Promise((resolve) => {
    // Windows runs .cmd files by its shell only.
    const shell = command.endsWith('.cmd');
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], shell, ...options });
    let output = '';
    const append = (chunk) => (output += chunk);
    child.stdout.on('data', append);
    child.stderr.on('data', append);
    const stop = () => child.kill();
    process.once('exit', stop);
    const settle = (code) => {
      process.off('exit', stop);
      resolve({ code, output, seconds: (performance.now() - started) / 1000 });
    };
    child.on('error', (error) => {
      output += `${error.message}\n`;
      settle(127);
    });
    child.on('close', (code) => settle(code ?? 1));
  });
}

/** Refuses a Node.js older than the one that package.json asks for. */
function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new Failure(`Tailboard needs Node.js 20.19 or newer; this is ${process.versions.node}.`);
}

/** Installs the packages of package-lock.json, unless exactly those are there already. */
export async function install() {
  checkNode();
  const wanted = hash([join(root, 'package-lock.json')], [process.version, process.platform, process.arch]);
  if (read(installedStamp) === wanted) return;
  if (!existsSync(installedStamp) && isInstalledByHand()) {
    writeFileSync(installedStamp, wanted);
    return;
  }
  process.stdout.write('Installing packages, once…');
  // npm would try an unreachable registry for more than a minute.
  const patience = ['--fetch-retries=2', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=5000'];
  const { code, output, seconds } = await npm([
    'ci',
    '--include=dev',
    '--ignore-scripts',
    '--loglevel=error',
    ...patience,
  ]);
  process.stdout.write(` ${seconds.toFixed(0)} s\n`);
  if (code !== 0) throw new Failure(installFailure(output));
  writeFileSync(installedStamp, wanted);
}

/**
 * Builds the page and the server into dist/, unless dist/ was built from these very sources; `force` builds anyway and
 * says nothing. Resolves to the warnings of the build.
 */
export async function build({ force = false } = {}) {
  const wanted = hash(sources(), [process.version]);
  if (!force && read(builtStamp) === wanted) return [];
  const say = force ? () => {} : (text) => process.stdout.write(text);
  say('Building…');
  const started = performance.now();
  rmSync(builtStamp, { force: true });
  const { createBuilder, createLogger } = await import('vite');
  const warnings = [];
  const warn = (text) => warnings.push(stripVTControlCharacters(text));
  const logger = { ...createLogger('silent'), warn, warnOnce: warn };
  try {
    const builder = await createBuilder({ root, logLevel: 'warn', customLogger: logger });
    await builder.buildApp();
  } catch (error) {
    say('\n');
    throw new Failure(stripVTControlCharacters(`The build failed: ${error.message}`));
  }
  writeFileSync(builtStamp, wanted);
  say(` ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
  return warnings;
}

/** The path of a program that the packages brought along. */
export function tool(name) {
  return join(root, 'node_modules', '.bin', process.platform === 'win32' ? `${name}.cmd` : name);
}

/** A path for something that may be lost at any time; its folder exists. */
export function scratch(name) {
  mkdirSync(cache, { recursive: true });
  return join(cache, name);
}

/** Runs npm as `execute` runs a program: the one that runs us, where there is one. */
export function npm(args, options = {}) {
  const script = process.env.npm_execpath;
  if (script?.endsWith('.js')) return execute(process.execPath, [script, ...args], options);
  return execute('npm', args, { shell: process.platform === 'win32', ...options });
}

/** True when npm's own record of node_modules names every package of the lock in its version. */
function isInstalledByHand() {
  const lock = json(join(root, 'package-lock.json'));
  const installed = json(join(root, 'node_modules', '.package-lock.json'));
  if (lock === undefined || installed === undefined) return false;
  return Object.entries(lock.packages).every(
    ([path, { version, optional }]) => path === '' || optional || installed.packages[path]?.version === version,
  );
}

/** Only npm's error code is passed on: the rest of its output may hold a registry's address with a password. */
function installFailure(output) {
  const code = /npm error code (\w+)/.exec(output)?.[1] ?? '';
  if (/^(ENOTFOUND|EAI_AGAIN|ECONN\w+|ETIMEDOUT|ERR_SOCKET_TIMEOUT|ENETUNREACH|EHOSTUNREACH|FETCH_ERROR)$/.test(code)) {
    return `The packages could not be installed: the npm registry cannot be reached (${code}). The first start needs it once, later ones do not.`;
  }
  return `The packages could not be installed${code === '' ? '' : ` (${code})`}. Run "npm install" to see why.`;
}

/** Every file that the build reads: tests and the scripts around it are left out. */
function sources() {
  const single = ['index.html', 'vite.config.ts', 'package.json', 'package-lock.json', 'tsconfig.json'];
  return [...single.map((name) => join(root, name)), ...walk(join(root, 'src')), ...walk(join(root, 'public'))].filter(
    (path) => !/\.test\.tsx?$|\.mjs$/.test(path),
  );
}

function walk(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

function hash(files, words) {
  const digest = createHash('sha256');
  for (const word of words) digest.update(`${word}\n`);
  for (const file of files) {
    const content = existsSync(file) ? readFileSync(file) : '';
    digest.update(`${relative(root, file)} ${content.length}\n`).update(content);
  }
  return digest.digest('hex');
}

function read(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

function json(path) {
  const content = read(path);
  return content === undefined ? undefined : JSON.parse(content);
}
