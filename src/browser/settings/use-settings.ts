import { createContext, use, useSyncExternalStore } from 'react';
import type { Settings } from './settings.ts';

export const SettingsContext = createContext<Settings | undefined>(undefined);

/** What the page looks like: what was chosen, else what the system says. Before the first paint theme.js does the same. */
export function showTheme(settings: Settings): void {
  const theme = settings.read('theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset['theme'] = theme;
  else delete document.documentElement.dataset['theme'];
}

/** One setting of this browser and how to set it; throws outside of the app. */
export function useSetting(
  name: Parameters<Settings['read']>[0],
): readonly [value: string | undefined, set: (value: string | undefined) => void] {
  const settings = use(SettingsContext);
  if (settings === undefined) throw new Error('useSetting needs SettingsContext above it.');
  const value = useSyncExternalStore(settings.subscribe, () => settings.read(name));
  return [value, (next) => settings.write(name, next)];
}
