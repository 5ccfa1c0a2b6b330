import type { View } from '#contract/views.ts';
import { parseQuery } from '#browser/search-params.ts';
import type { Command } from './command.ts';

/** The views that somebody saved in this browser, and those that everybody of this console is offered. */
export function viewCommands(saved: readonly View[], shared: readonly View[]): readonly Command[] {
  const command = (owner: string, { name, url }: View): Command => {
    const { filter } = parseQuery(url.split('?', 2)[1] ?? '');
    return {
      id: `view:${owner}:${name}`,
      title: name,
      kind: 'View',
      words: `${owner} ${filter ?? ''}`,
      href: url,
      ...(filter === undefined ? {} : { of: filter }),
    };
  };
  return [...saved.map((view) => command('saved', view)), ...shared.map((view) => command('shared', view))];
}
