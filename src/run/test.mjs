import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import process from 'node:process';
import { checkPackage } from './check-package.mjs';
import { findChromium } from './find-chromium.mjs';
import { Failure, build, execute, install, run, scratch, tool } from './prepare.mjs';

/**
 * The steps of `npm test`, in the order of their lines on screen; two run at a time, one that is `alone` by itself, and
 * one that is `light`, because it mostly waits for a download, beside any other.
 * `check` resolves to `{ passed, failed, output }`. `after` names steps to wait for (the unit tests read dist/ where
 * there is one); `needs` also names those whose failure leaves nothing to work on.
 */
const steps = [
  { name: 'types', check: () => command(tool('tsc'), ['-b']) },
  { name: 'lint', check: () => command(tool('oxlint'), ['--type-aware', '--deny-warnings']) },
  { name: 'format', check: () => command(tool('prettier'), ['--check', '--log-level=warn', '.']) },
  { name: 'dead code', check: () => command(tool('knip'), []) },
  { name: 'build', check: production },
  { name: 'unit', check: unit, after: ['build'] },
  { name: 'package', check: packed, needs: ['build'] },
  { name: 'browser', check: browser, light: true },
  { name: 'e2e', check: endToEnd, needs: ['build', 'browser'], alone: true },
];

let chromium;

const throughNginx = '--through-nginx';

async function command(path, args) {
  const { code, output } = await execute(path, args);
  return code === 0 ? { passed: 1, failed: 0, output: '' } : { passed: 0, failed: 1, output };
}

/** A warning of the build fails it, as nobody would read it otherwise. */
async function production() {
  try {
    const warnings = await build({ force: true });
    if (warnings.length > 0) throw new Failure(warnings.join('\n'));
    return { passed: 1, failed: 0, output: '' };
  } catch (error) {
    return { passed: 0, failed: 1, output: String(error?.message ?? error) };
  }
}

/** What `npm pack` makes is installed elsewhere, started and looked at. */
async function packed() {
  try {
    await checkPackage();
    return { passed: 1, failed: 0, output: '' };
  } catch (error) {
    return { passed: 0, failed: 1, output: String(error?.message ?? error) };
  }
}

/** Runs a program that writes its results as JSON, and counts them; `count` reads `{ passed, failed }` from them. */
async function counted(path, args, report, env, count) {
  rmSync(report, { force: true });
  const { code, output } = await execute(path, args, { env: { ...process.env, ...env } });
  const { passed, failed } = existsSync(report)
    ? count(JSON.parse(readFileSync(report, 'utf8')))
    : { passed: 0, failed: 0 };
  // A run that ends badly, or that ran nothing, without naming a failed test is a failure of its own.
  const missing = failed === 0 && (code !== 0 || passed === 0) ? 1 : 0;
  return { passed, failed: failed + missing, output: failed + missing === 0 ? '' : output };
}

function unit(_, further) {
  const report = scratch('unit.json');
  const args = ['run', ...further, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  return counted(tool('vitest'), args, report, {}, (result) => ({
    passed: result.numPassedTests,
    failed: result.testResults.reduce((sum, file) => {
      const failures = file.assertionResults.filter((test) => test.status === 'failed').length;
      return sum + (file.status === 'failed' ? Math.max(1, failures) : failures);
    }, 0),
  }));
}

async function browser(say) {
  const found = await findChromium({ say });
  if (found.tried) {
    const ways = found.tried.map((line) => `  ${line}\n`).join('');
    return { passed: 0, failed: 1, output: `No Chromium could be started. Set CHROMIUM_PATH to one. Tried:\n${ways}` };
  }
  chromium = found;
  return { passed: 1, failed: 0, output: '', note: found.name };
}

function endToEnd(_, further) {
  const report = scratch('e2e.json');
  const args = further.filter((argument) => argument !== throughNginx);
  const isThroughNginx = args.length < further.length;
  const missing = isThroughNginx ? ['nginx', 'openssl'].filter((name) => spawnSync(name, ['-v']).error) : [];
  if (missing.length > 0) {
    return { passed: 0, failed: 1, output: `${throughNginx} needs ${missing.join(' and ')} to be installed.\n` };
  }
  const env = {
    TAILBOARD_E2E_REPORT: report,
    TAILBOARD_E2E_NGINX: isThroughNginx ? '1' : '',
    TAILBOARD_CHROMIUM: chromium.executablePath ?? '',
    TAILBOARD_CHROMIUM_SANDBOX: chromium.sandbox ? '1' : '0',
  };
  return counted(tool('playwright'), ['test', '-c', 'e2e', ...args], report, env, ({ stats, errors }) => ({
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
  }));
}

/**
 * `--only unit,e2e` picks steps by name and brings what they need along; what follows goes to the one step that is
 * picked: `npm test -- --only e2e -g "sorts"`. `--through-nginx` is `--only e2e` with nginx in front of every console.
 */
function selected(args) {
  const [flag, list = '', ...further] = args[0] === throughNginx ? ['--only', 'e2e', ...args] : args;
  if (flag === undefined) return { chosen: steps, further };
  const names = list.split(',');
  if (flag !== '--only' || names.some((name) => !steps.some((step) => step.name === name))) {
    throw new Failure(`Say --only and some of: ${steps.map((step) => step.name).join(', ')}.`);
  }
  const wanted = new Set(names);
  for (const step of steps.toReversed()) {
    if (wanted.has(step.name)) for (const need of step.needs ?? []) wanted.add(need);
  }
  return { chosen: steps.filter((step) => wanted.has(step.name)), further };
}

/** Starts each step as soon as fewer than two run and those that it needs are done; resolves in the given order. */
function start(chosen, further) {
  const done = new Map();
  let free = 2;
  const waiting = [];
  const acquire = (slots) =>
    new Promise((resolve) => {
      waiting.push({ slots, resolve });
      grant();
    });
  const grant = () => {
    while (waiting.length > 0 && free >= waiting[0].slots) {
      const { slots, resolve } = waiting.shift();
      free -= slots;
      resolve();
    }
  };
  const execution = async (step) => {
    await Promise.all((step.after ?? []).map((name) => done.get(name)));
    const needed = await Promise.all((step.needs ?? []).map((name) => done.get(name)));
    if (needed.some((result) => result.failed > 0)) {
      return { passed: 0, failed: 1, output: `Not run, because "${step.needs.join('" or "')}" failed.\n`, seconds: 0 };
    }
    const slots = step.light ? 0 : step.alone ? 2 : 1;
    if (slots > 0) await acquire(slots);
    const started = performance.now();
    const result = await step.check((line) => process.stdout.write(`${line}\n`), further);
    free += slots;
    grant();
    return { ...result, seconds: (performance.now() - started) / 1000 };
  };
  for (const step of chosen) done.set(step.name, execution(step));
  return done;
}

await run(async () => {
  const { chosen, further } = selected(process.argv.slice(2));
  const started = performance.now();
  await install();
  let passed = 0;
  let failed = 0;
  for (const [name, execution] of start(chosen, further)) {
    const result = await execution;
    passed += result.passed;
    failed += result.failed;
    const verdict = result.failed === 0 ? 'ok' : 'failed';
    const count = result.passed + result.failed > 1 ? `, ${result.passed} of ${result.passed + result.failed}` : '';
    const note = result.note ? `, ${result.note}` : '';
    process.stdout.write(`${name.padEnd(10)} ${result.seconds.toFixed(1).padStart(6)} s  ${verdict}${count}${note}\n`);
    if (result.output) process.stdout.write(`${result.output.trimEnd()}\n`);
  }
  const seconds = (performance.now() - started) / 1000;
  process.stdout.write(`${'all'.padEnd(10)} ${seconds.toFixed(1).padStart(6)} s\n`);
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  process.exitCode = failed === 0 ? 0 : 1;
});
