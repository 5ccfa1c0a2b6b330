import type { Browser } from '@playwright/test';
import type { Device } from '#contract/device.ts';
import { inFreshPage } from './bench-page.ts';

const rounds = 12;

/** A device whose key expiry can be turned off and on without a question: a person's own, with a date far away. */
export function plainDevice(devices: readonly Device[], now: number): Device | undefined {
  return devices.find(
    ({ tags, advertisedRoutes, authorized, isExternal, keyExpiryDisabled, expires }) =>
      !tags?.length &&
      !advertisedRoutes?.length &&
      authorized === true &&
      isExternal !== true &&
      keyExpiryDisabled !== true &&
      Date.parse(expires ?? '') > now + 30 * 86_400_000,
  );
}

/**
 * Milliseconds from each click on the switch of key expiry until the switch was painted in its new place, on a device
 * page that stands on the whole list.
 */
export function intend(browser: Browser, address: string): Promise<readonly number[]> {
  return inFreshPage(browser, async (page) => {
    await page.goto(address);
    const toggle = page.getByRole('region', { name: 'Key expiry' }).getByRole('switch');
    await toggle.waitFor({ timeout: 60_000 });
    await page.waitForLoadState('networkidle');
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const before = await toggle.getAttribute('aria-checked');
      const painted = toggle.evaluate(
        (button, was) =>
          new Promise<number>((resolve) => {
            let clickedAt = 0;
            button.addEventListener('click', () => (clickedAt = performance.now()), { capture: true, once: true });
            new MutationObserver((_, observer) => {
              const shown = document.querySelector('#key [role=switch]')?.getAttribute('aria-checked');
              if (shown === was) return;
              observer.disconnect();
              requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - clickedAt)));
            }).observe(document.body, { attributes: true, childList: true, subtree: true });
          }),
        before,
      );
      await toggle.click();
      times.push(await painted);
      // The next click waits until this change has been sent and read back.
      await page.waitForLoadState('networkidle');
    }
    return times;
  });
}
