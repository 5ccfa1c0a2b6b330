import type { Page } from '@playwright/test';
import { expectAccessible, expectAccessibleInBothThemes } from './axe.ts';
import { type Tailboard, expect, test } from './fixtures.ts';
import { grid, openDevices, row } from './steps.ts';

test.use({ allowedConsole: [/Failed to load resource/] });

const router = '/devices/n5SUKe8CNTRL';
const second = 1000;

function heading(page: Page) {
  return page.getByRole('heading', { level: 1 });
}

function section(page: Page, name: string) {
  return page.getByRole('region', { name, exact: true });
}

/** Opens the editor of the routes with something staged and something typed. */
async function editRoutes(page: Page): Promise<void> {
  const routes = section(page, 'Subnet routes');
  await routes.getByRole('button', { name: 'Edit' }).click();
  await routes.getByRole('checkbox', { name: '10.0.0.0/16' }).check();
  await routes.getByLabel('Pre-approve a prefix').fill('10.30.0.5/16');
}

/** How far the page, or its main part, is wider than its window, in CSS px. */
async function overflow(page: Page): Promise<number> {
  return await page.evaluate(() => {
    const main = document.querySelector('main');
    const inside = main === null ? 0 : main.scrollWidth - main.clientWidth;
    return Math.max(document.documentElement.scrollWidth - window.innerWidth, inside);
  });
}

const states: readonly {
  name: string;
  address: string;
  prepare?: (tailboard: Tailboard) => void;
  arrive: (page: Page) => Promise<void>;
}[] = [
  {
    name: 'a page that does not exist',
    address: '/nowhere',
    arrive: (page) => expect(heading(page)).toHaveText('There is no such page.'),
  },
  {
    name: 'a device that does not exist',
    address: '/devices/n404CNTRL',
    arrive: (page) => expect(heading(page)).toHaveText(/^There is no device/),
  },
  {
    name: 'a device that could not be loaded',
    address: router,
    prepare: ({ standIn }) => standIn.fail({ status: 400, message: 'bad request', times: Infinity }),
    arrive: (page) => expect(heading(page)).toHaveText('This device could not be loaded.'),
  },
  {
    name: 'a device whose sections could not be loaded',
    address: router,
    prepare: ({ standIn }) => {
      for (const endpoint of ['getAttributes', 'listInvites'] as const)
        standIn.fail({ endpoint, status: 400, message: 'bad request', times: Infinity });
    },
    arrive: async (page) => {
      await expect(page.getByText('could not be loaded (400)')).toHaveCount(2);
    },
  },
  {
    name: 'a list that could not be loaded',
    address: '/devices',
    prepare: ({ standIn }) => standIn.fail({ status: 400, message: 'bad request', times: Infinity }),
    arrive: (page) => expect(page.getByRole('alert')).toContainText('The devices could not be loaded.'),
  },
  {
    name: 'a list that is on its way',
    address: '/devices',
    prepare: ({ standIn }) => standIn.fail({ hang: true, times: Infinity }),
    arrive: async (page) => {
      await page.clock.fastForward(5 * second);
      await expect(page.getByText('Still waiting for the server.')).toBeVisible();
    },
  },
  {
    name: 'a device that is on its way',
    address: router,
    prepare: ({ standIn }) => standIn.fail({ hang: true, times: Infinity }),
    arrive: (page) => expect(page.getByText('Loading…').first()).toBeAttached(),
  },
  {
    name: 'a filter that nothing passes',
    address: '/devices?filter=tag:prod os:windows',
    arrive: (page) => expect(page.getByText('No device matches all two filters.')).toBeVisible(),
  },
  {
    name: 'a device whose routes are edited',
    address: router,
    arrive: async (page) => {
      await editRoutes(page);
      await page.getByRole('button', { name: 'Add prefix' }).click();
    },
  },
  {
    name: 'the activity, with nothing in it',
    address: '/activity',
    arrive: (page) => expect(heading(page)).toBeVisible(),
  },
];

/** As wide as a desk, a laptop and a phone, nothing being loaded again; contrast hangs on the theme alone. */
const looks = [
  [1440, 'light', 'with'],
  [1440, 'dark', 'only'],
  [1280, 'dark', 'without'],
  [390, 'dark', 'with'],
] as const;

for (const { name, address, prepare, arrive } of states)
  test(`axe finds nothing on ${name}, in both themes and at three widths`, async ({ page, tailboard }) => {
    prepare?.(tailboard);
    await page.goto(address);
    await arrive(page);
    for (const [width, colorScheme, contrast] of looks) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      await expectAccessible(page, { contrast });
      expect(await overflow(page), `${width} px`).toBeLessThanOrEqual(0);
      await expect(page.getByRole('main'), `${width} px`).toHaveCount(1);
      await expect(heading(page), `${width} px`).toHaveCount(1);
    }
  });

test('axe finds nothing in an open menu, of a row or of a device', async ({ page }) => {
  for (const [address, button] of [
    ['/devices', 'Actions for edge-fra-01'],
    [router, 'More actions for edge-fra-01'],
  ] as const) {
    await page.goto(address);
    await page.getByRole('button', { name: button }).click();
    await expect(page.getByRole('menu')).toBeVisible();
    // The library guards the ends of a menu with elements that send focus back; they are never read out. What lies behind
    // the menu is looked at without it.
    await expectAccessibleInBothThemes(page, { except: '[data-base-ui-focus-guard], tbody, main section' });
    await page.keyboard.press('Escape');
    await expect(page.getByRole('menu')).toBeHidden();
  }
});

test('the page says what it is: language, landmarks, one heading, a way past the bar, dates for machines', async ({
  page,
}) => {
  await openDevices(page);
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  for (const role of ['banner', 'main', 'navigation'] as const) await expect(page.getByRole(role)).toHaveCount(1);
  await expect(heading(page)).toHaveCount(1);
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to content' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport({ ratio: 1 });
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('combobox', { name: 'Filter devices' })).toBeFocused();

  await expect(grid(page)).toHaveAttribute('aria-rowcount', '35');
  await expect(page.locator('[aria-sort]')).toHaveCount(1);
  expect(
    await page
      .getByRole('columnheader')
      .evaluateAll((heads) => heads.every((head) => head.getAttribute('scope') === 'col')),
  ).toBe(true);
  await expect(row(page, 'edge-fra-02')).toHaveAttribute('aria-rowindex', /^\d+$/);
  const time = row(page, 'amelie-iphone').locator('time');
  await expect(time).toHaveAttribute('datetime', '2026-11-21T16:24:00.000Z');
  await expect(time).toHaveAttribute('title', '21 Nov 2026, 16:24 UTC');

  await row(page, 'edge-fra-01').getByRole('link').click();
  await expect(page).toHaveTitle(/edge-fra-01 · Tailboard$/);
  await expect(heading(page)).toBeFocused();
  await expect(page.locator('#announcer')).toHaveText('edge-fra-01, Connected.');
  await expect(page.getByRole('main')).toHaveCount(1);
});

test('what comes by itself moves no focus, no caret and no scroll, and says nothing', async ({ page, tailboard }) => {
  /** Counts what a screen reader would say from now on. */
  const listen = () =>
    page.evaluate(() => {
      document.documentElement.dataset['said'] = '';
      const note = (records: MutationRecord[]) => {
        for (const { target } of records) {
          const element = target instanceof Element ? target : target.parentElement;
          const region = element?.closest('[aria-live], [role=status], [role=alert]');
          if (region) document.documentElement.dataset['said'] += `${region.textContent}; `;
        }
      };
      new MutationObserver(note).observe(document.body, { subtree: true, childList: true, characterData: true });
    });
  const said = () => page.evaluate(() => document.documentElement.dataset['said']);
  const caret = (input: ReturnType<Page['locator']>) =>
    input.evaluate((element) => (element instanceof HTMLInputElement ? element.selectionStart : undefined));
  const polls = ({ standIn }: Tailboard, endpoint: string) =>
    standIn.journal.filter((entry) => entry.endpoint === endpoint).length;

  await page.setViewportSize({ width: 1280, height: 500 });
  await openDevices(page, '/devices?filter=linux');
  const filter = page.getByRole('combobox', { name: 'Filter devices' });
  await expect(row(page, 'edge-fra-01')).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await grid(page).evaluate((table) => table.parentElement?.scrollTo(0, 120));
  await expect(page.locator('#announcer')).toHaveText(/of 34 devices\./);
  await listen();
  for (const version of ['1.94.0', '1.94.1', '1.94.2']) {
    tailboard.standIn.tailnet.device('edge-fra-01').clientVersion = version;
    const before = polls(tailboard, 'listDevices');
    await page.clock.fastForward(16 * second);
    await expect.poll(() => polls(tailboard, 'listDevices')).toBe(before + 1);
    await expect(row(page, 'edge-fra-01')).toContainText(version);
  }
  await expect(filter).toBeFocused();
  expect(await caret(filter)).toBe('linux'.length - 2);
  expect(await grid(page).evaluate((table) => table.parentElement?.scrollTop)).toBe(120);
  expect(await said()).toBe('');

  await page.goto(router);
  await expect(section(page, 'Sharing')).toContainText('sre@northwind.example');
  await editRoutes(page);
  const field = section(page, 'Subnet routes').getByLabel('Pre-approve a prefix');
  await field.press('ArrowLeft');
  const main = page.getByRole('main');
  const offset = await main.evaluate((element) => element.scrollTop);
  await listen();
  for (const version of ['1.95.0', '1.95.1']) {
    tailboard.standIn.tailnet.device('edge-fra-01').clientVersion = version;
    const before = polls(tailboard, 'getDevice');
    await page.clock.fastForward(16 * second);
    await expect.poll(() => polls(tailboard, 'getDevice')).toBe(before + 1);
    await expect(main).toContainText(version);
  }
  await expect(field).toBeFocused();
  await expect(field).toHaveValue('10.30.0.5/16');
  expect(await caret(field)).toBe('10.30.0.5/16'.length - 1);
  expect(await main.evaluate((element) => element.scrollTop)).toBe(offset);
  expect(await said()).toBe('');
});

test('every target is 24 by 24 px or stands apart, on a desk and on a phone', async ({ page }) => {
  for (const address of ['/devices', router, '/activity', '/devices/n404CNTRL']) {
    await page.goto(address);
    await expect(heading(page)).toBeVisible();
    if (address === router) await editRoutes(page);
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await page.evaluate(smallTargets), `${address} at ${width} px`).toEqual([]);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
  }
});

test.describe('with little room or large letters', () => {
  const addresses = [
    '/devices',
    '/devices?filter=tag:prod os:windows',
    router,
    '/devices/n404CNTRL',
    '/activity',
    '/nowhere',
  ];

  // 320 px are 1280 at 400 %, and 640 px are 1280 at 200 %.
  for (const width of [320, 640])
    test(`at ${width} px nothing is lost sideways, and wide text spacing cuts no word`, async ({ page }) => {
      await page.setViewportSize({ width, height: 640 });
      for (const address of addresses) {
        await page.goto(address);
        await expect(heading(page)).toBeVisible();
        if (address === router) await editRoutes(page);
        expect(await overflow(page), address).toBeLessThanOrEqual(0);
        expect(await page.evaluate(cutTexts), address).toEqual([]);
        // The values of WCAG 1.4.12, as a reader's own style sheet sets them.
        await page.evaluate(() => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(
            '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }',
          );
          document.adoptedStyleSheets = [sheet];
        });
        expect(await overflow(page), `${address}, spaced`).toBeLessThanOrEqual(0);
        expect(await page.evaluate(cutTexts), `${address}, spaced`).toEqual([]);
      }
    });
});

test('a status is told by its shape and its word, so it needs no colour', async ({ page, tailboard }) => {
  const strange = tailboard.standIn.tailnet.device('bastion');
  delete strange.connectedToControl;
  delete strange.lastSeen;
  await openDevices(page);
  await expect(row(page, 'bastion')).toBeVisible();
  const shapes = new Map<string, Set<string>>();
  for (const key of ['Home', 'PageDown', 'PageDown', 'End']) {
    await grid(page).press(key);
    const seen = await grid(page)
      .getByRole('rowheader')
      .getByRole('img')
      .evaluateAll((glyphs) =>
        glyphs.map((glyph) => [
          glyph.getAttribute('aria-label') ?? '',
          // Classes carry the colours; what is left is the drawing.
          glyph.innerHTML.replaceAll(/ class="[^"]*"/g, ''),
        ]),
      );
    for (const [label = '', drawing = ''] of seen) shapes.set(label, (shapes.get(label) ?? new Set()).add(drawing));
  }
  expect([...shapes.keys()].toSorted()).toEqual(['Connected', 'Cut off', 'Needs approval', 'Offline', 'Unknown']);
  const drawings = [...shapes.values()].flatMap((variants) => [...variants]);
  expect(drawings).toHaveLength(5);
  expect(new Set(drawings).size).toBe(5);
  // Every loud badge has a picture of its own beside its word.
  const badges = await grid(page)
    .locator('td span:has(> svg)')
    .evaluateAll((spans) => spans.map((span) => [span.textContent, span.querySelector('svg')?.innerHTML]));
  expect(badges.length).toBeGreaterThan(0);

  await page.emulateMedia({ forcedColors: 'active' });
  const visible = await grid(page)
    .getByRole('rowheader')
    .getByRole('img')
    .evaluateAll((glyphs) =>
      glyphs.every((glyph) => {
        const { fill, stroke } = getComputedStyle(glyph.firstElementChild ?? glyph);
        const ground = getComputedStyle(document.body).backgroundColor;
        return [fill, stroke].some((colour) => colour !== 'none' && colour !== ground);
      }),
    );
  expect(visible).toBe(true);
});

test('who wants no motion gets none', async ({ page, tailboard }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openDevices(page);
  await expect(row(page, 'bastion')).toBeVisible();
  tailboard.standIn.fail({ endpoint: 'listDevices', latencyMs: 1500 });
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect(page.locator('.animate-spin')).toBeAttached();
  // A transition of 0.01 ms is how a style is told not to move, and may just be there when one looks.
  const lasting = () =>
    document.getAnimations().filter(({ effect }) => Number(effect?.getComputedTiming().duration) > 1).length;
  expect(await page.evaluate(lasting)).toBe(0);
});

/** Runs in the page: targets under 24 by 24 CSS px whose circle of 24 px around the middle meets another target. */
function smallTargets(): string[] {
  const selector =
    'a[href], button, input, select, textarea, summary, [role=switch], [role=menuitem], [tabindex="0"]:not(table)';
  const boxes = [...document.querySelectorAll<HTMLElement>(selector)].flatMap((element) => {
    const style = getComputedStyle(element);
    const own = element.getBoundingClientRect();
    if (style.visibility === 'hidden' || own.width <= 1 || own.height <= 1 || own.bottom < 0) return [];
    // A label is part of its field's target, and a link in a sentence is as high as its line.
    const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : [];
    const parts = [own, ...labels.map((label) => label.getBoundingClientRect())];
    const left = Math.min(...parts.map((part) => part.left));
    const right = Math.max(...parts.map((part) => part.right));
    const top = Math.min(...parts.map((part) => part.top));
    const bottom = Math.max(...parts.map((part) => part.bottom));
    const isInSentence = style.display === 'inline' && element.closest('p, li, dd') !== null;
    const name = element.getAttribute('aria-label') ?? element.textContent?.trim() ?? element.localName;
    // What scrolls by itself passes below other things without being a target there.
    const pane = element.closest('table')?.parentElement ?? element.closest('main');
    return [
      { element, pane, name: `${element.localName} ${name.slice(0, 40)}`, isInSentence, left, right, top, bottom },
    ];
  });
  const isSmall = (box: (typeof boxes)[number]) => box.right - box.left < 24 || box.bottom - box.top < 24;
  return boxes.flatMap((box) => {
    if (!isSmall(box) || box.isInSentence) return [];
    const x = (box.left + box.right) / 2;
    const y = (box.top + box.bottom) / 2;
    const meets = boxes.find((other) => {
      if (
        other === box ||
        other.pane !== box.pane ||
        other.element.contains(box.element) ||
        box.element.contains(other.element)
      )
        return false;
      const dx = Math.max(other.left - x, 0, x - other.right);
      const dy = Math.max(other.top - y, 0, y - other.bottom);
      return Math.hypot(dx, dy) < 12;
    });
    return meets === undefined
      ? []
      : [`${box.name} (${Math.round(box.right - box.left)} x ${Math.round(box.bottom - box.top)}) meets ${meets.name}`];
  });
}

/** Runs in the page: words of headings, buttons, labels and paragraphs that do not fit where they stand. */
function cutTexts(): string[] {
  const selector = 'h1, h2, h3, p, button, label, legend, dt, dd, summary';
  return [...document.querySelectorAll<HTMLElement>(selector)].flatMap((element) => {
    const style = getComputedStyle(element);
    const text = element.textContent?.trim() ?? '';
    if (text === '' || element.closest('.sr-only, [aria-hidden=true]') !== null || style.display === 'inline')
      return [];
    const isCut =
      style.overflow !== 'visible' && style.textOverflow !== 'ellipsis'
        ? element.scrollHeight > element.clientHeight + 1 || element.scrollWidth > element.clientWidth + 1
        : false;
    // A button of fixed height may be narrower or lower than its words without any overflow of its own.
    const box = element.getBoundingClientRect();
    const range = document.createRange();
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    let isOutside = false;
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      // Words for screen readers alone stand in a box of one pixel.
      if ((node.parentElement?.getBoundingClientRect().width ?? 0) <= 1) continue;
      range.selectNodeContents(node);
      const words = range.getBoundingClientRect();
      isOutside ||= words.bottom > box.bottom + 2 || words.top < box.top - 2 || words.right > box.right + 2;
    }
    return isCut || isOutside ? [`${element.localName} ${text.slice(0, 40)}`] : [];
  });
}
