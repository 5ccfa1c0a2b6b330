import process from 'node:process';
import { defineConfig } from '@playwright/test';
import { isThroughNginx } from './nginx.ts';

const {
  TAILBOARD_CHROMIUM: found = '',
  TAILBOARD_CHROMIUM_SANDBOX: sandbox = '1',
  TAILBOARD_E2E_REPORT: report = '',
  CHROMIUM_PATH: chosen = '',
  CI: ci = '',
} = process.env;
const executablePath = found || chosen;

export default defineConfig({
  testDir: '.',
  // What is about the commands themselves starts servers of its own, and nginx says for everybody who they are.
  testIgnore: isThroughNginx ? ['start.spec.ts', 'people.spec.ts'] : [],
  outputDir: '../test-results',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  // For machines that do other things at the same time; nothing here takes a second on an idle one.
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: ci !== '',
  reporter: [['list'], ...(report === '' ? [] : [['json', { outputFile: report }] as const])],
  use: {
    browserName: 'chromium',
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    timezoneId: 'UTC',
    // A browser without a window has nobody to give it; one with a window gives it to the page that was clicked.
    permissions: ['clipboard-write'],
    // Nobody has signed the certificate of nginx.
    ignoreHTTPSErrors: isThroughNginx,
    launchOptions: {
      // Chromium has no sandbox for root; src/run/find-chromium.mjs found out whether it has one here.
      chromiumSandbox: sandbox === '1' && process.getuid?.() !== 0,
      ...(executablePath === '' ? {} : { executablePath }),
    },
  },
});
