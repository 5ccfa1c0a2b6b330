import { createServer } from 'node:http';
import { once } from 'node:events';
import { expectAccessible } from './axe.ts';
import { type Tailboard, expect, test } from './fixtures.ts';
import { requestTo } from './nginx.ts';

const name = 'edge-fra-01';

function addressOf({ standIn }: Tailboard): string {
  return `/devices/${standIn.tailnet.device(name).nodeId}`;
}

test.describe('a value that one section cannot show', () => {
  const report = 'A part of the page could not be shown: RangeError.';
  test.use({ allowedConsole: [new RegExp(`^error: ${report}$`)] });

  test('takes that section alone: the others work, the list works, and the report names no device', async ({
    page,
    tailboard,
  }) => {
    const told: string[] = [];
    page.on('console', (message) => told.push(message.text()));
    const { clientConnectivity } = tailboard.standIn.tailnet.device(name);
    const [relay] = Object.values(clientConnectivity?.latency ?? {});
    if (relay === undefined) throw new Error('The device reports no relay.');
    relay.latencyMs = 1234.5;
    // No value that the server can send is known to do this, so the browser is made to stumble over one.
    await page.addInitScript({
      content: `const { toFixed } = Number.prototype;
        Number.prototype.toFixed = function (digits) {
          if (Number(this) === 1234.5) throw new RangeError('edge-fra-01 at 100.87.74.78');
          return toFixed.call(this, digits);
        };`,
    });
    await page.goto(addressOf(tailboard));
    const network = page.getByRole('region', { name: 'Network' });
    const relays = network.getByRole('button', { name: /^All \d+ relays$/ });
    await expect(relays.or(network.getByText('This section could not be shown.')).first()).toBeVisible();
    if (await relays.isVisible()) await relays.click();
    await expect(network).toContainText('This section could not be shown.');
    await expect(network).toContainText('The other sections work.');
    await expectAccessible(page);

    const key = page.getByRole('region', { name: 'Key expiry' });
    await expect(key.getByRole('switch')).toBeVisible();
    const routes = page.getByRole('region', { name: 'Subnet routes' });
    await routes.getByRole('button', { name: 'Edit subnet routes' }).click();
    await routes.getByRole('checkbox', { name: '10.0.0.0/16' }).check();
    await routes.getByRole('button', { name: 'Save 1 change' }).click();
    await expect(routes.getByRole('listitem').filter({ hasText: '10.0.0.0/16' })).toContainText('Approved');

    relay.latencyMs = 12.3;
    await page.getByRole('button', { name: 'Refresh' }).click();
    await network.getByRole('button', { name: 'Try again: Network' }).click();
    await expect(network).not.toContainText('could not be shown');
    await page.getByRole('main').getByRole('link', { name: 'Devices' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Devices' })).toBeVisible();
    expect(new Set(told)).toEqual(new Set([report]));
  });
});

test.describe('in a frame of another page', () => {
  // What the portal itself asks for, such as its icon, the console refuses.
  test.use({ allowedConsole: [/status of 403/] });

  test('a press alone cuts nothing off: the name is asked for', async ({ page, tailboard }) => {
    // Another program on this machine that hands the console on without what forbids framing it.
    const portal = createServer((incoming, outgoing) => {
      if (incoming.url === '/portal') {
        outgoing.setHeader('content-type', 'text/html');
        outgoing.end(
          `<!doctype html><html lang="en"><title>Portal</title><main><h1>Portal</h1><iframe title="Console" width="1200" height="800" src="${new URL(tailboard.home + addressOf(tailboard)).pathname}"></iframe></main></html>`,
        );
        return;
      }
      const headers = { ...incoming.headers, host: new URL(tailboard.origin).host };
      const passed = requestTo(tailboard.origin + (incoming.url ?? ''), { method: incoming.method, headers });
      passed.on('response', (answer) => {
        const { 'x-frame-options': _, 'content-security-policy': __, ...rest } = answer.headers;
        outgoing.writeHead(answer.statusCode ?? 500, rest);
        answer.pipe(outgoing);
      });
      incoming.pipe(passed);
    });
    portal.listen(0, '127.0.0.1');
    await once(portal, 'listening');
    const address = portal.address();
    if (address === null || typeof address === 'string') throw new Error('The portal does not listen.');
    try {
      await page.goto(`http://127.0.0.1:${address.port}/portal`);
      const frame = page.frameLocator('iframe');
      const danger = frame.getByRole('region', { name: 'Danger zone' });
      for (const act of ['Expire key', 'Revoke approval', 'Delete device']) {
        await danger.getByRole('button', { name: act }).click();
        const question = frame.getByRole('alertdialog');
        await expect(question).toContainText('Another page shows Tailboard in a frame');
        await expect(question.getByRole('button', { name: act })).toHaveAttribute('aria-disabled', 'true');
        await question.getByRole('textbox', { name: `Type ${name} to confirm` }).fill(name);
        await expect(question.getByRole('button', { name: act })).not.toHaveAttribute('aria-disabled');
        await page.keyboard.press('Escape');
        await expect(question).toHaveCount(0);
      }
    } finally {
      portal.close();
      portal.closeAllConnections();
    }
    await page.goto(addressOf(tailboard));
    await page.getByRole('region', { name: 'Danger zone' }).getByRole('button', { name: 'Expire key' }).click();
    await expect(page.getByRole('alertdialog').getByRole('textbox')).toHaveCount(0);
    await expect(page.getByRole('alertdialog').getByRole('button', { name: 'Expire key' })).toBeEnabled();
  });
});
