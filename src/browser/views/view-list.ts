import type { View } from '#contract/views.ts';

/** The views with this one saved: in the place of the one that has its name, else at the end. */
export function saveView(views: readonly View[], view: View): readonly View[] {
  const at = views.findIndex(({ name }) => name === view.name);
  return at === -1 ? [...views, view] : views.with(at, view);
}

/** The views with one called otherwise; the same where the name is another one's already. */
export function renameView(views: readonly View[], before: string, name: string): readonly View[] {
  if (views.some((view) => view.name === name)) return views;
  return views.map((view) => (view.name === before ? { ...view, name } : view));
}

/** The views with one moved up (-1) or down (1); the same where there is no further place. */
export function moveView(views: readonly View[], name: string, by: -1 | 1): readonly View[] {
  const at = views.findIndex((view) => view.name === name);
  const moved = views[at];
  const other = views[at + by];
  return moved === undefined || other === undefined ? views : views.with(at, other).with(at + by, moved);
}

/** The views with those of a file besides; one of the same name is replaced. */
export function mergeViews(views: readonly View[], added: readonly View[]): readonly View[] {
  return added.reduce(saveView, views);
}
