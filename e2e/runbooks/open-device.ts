import { type Page, expect } from '@playwright/test';
import type { Scene } from './runbook.ts';

/** From the list of devices to the page of one, found by a quick filter or else by its name. Too plain for a picture. */
export function openDevice(page: Page, options: { name: string; what: string; quickFilter?: string }): Scene {
  const { name, what, quickFilter } = options;
  const line = page.getByRole('combobox', { name: 'Filter devices' });
  const link = page.getByRole('grid', { name: 'Devices' }).getByRole('link', { name, exact: true });
  const quick = page.getByRole('radio', { name: new RegExp(`^${quickFilter ?? '-'} `) });
  const find =
    quickFilter === undefined
      ? {
          say: `Choose Devices at the top of Tailboard, and type the name of ${what} into the filter.`,
          see: `The list shows it alone, or with others whose names are alike. Here it is \`${name}\`.`,
          at: line,
          act: () => line.fill(name),
          check: () => expect(link).toBeVisible(),
        }
      : {
          say: `Choose Devices at the top of Tailboard, and the quick filter ${quickFilter} above the list.`,
          see: `The list shows only such devices. If ${what} is not among them, stop here. Here it is \`${name}\`.`,
          at: page.getByRole('group', { name: 'Quick filters' }),
          act: () => quick.check({ force: true }),
          check: async () => {
            await expect(quick).toBeChecked();
            await expect(link).toBeVisible();
          },
        };
  return {
    steps: [
      find,
      {
        say: 'Choose its name in the column Machine.',
        see: 'The page of the device opens, with the machine name as its title.',
        at: link,
        act: (at) => at.click(),
        check: () => expect(page.getByRole('heading', { level: 1, name })).toBeVisible(),
      },
    ],
  };
}
