import { Moon, Sun, SunMoon } from 'lucide-react';
import type { ReactNode } from 'react';
import { useSetting } from '#browser/settings/use-settings.ts';
import { announce } from '#browser/ui/announcer.tsx';
import { IconButton } from '#browser/ui/button.tsx';

const themes = {
  system: { icon: SunMoon, words: 'follows the system', next: 'light' },
  light: { icon: Sun, words: 'light', next: 'dark' },
  dark: { icon: Moon, words: 'dark', next: 'system' },
} as const;

/** Goes through the three themes; the choice is remembered by this browser. */
export function ThemeButton(): ReactNode {
  const [setting, set] = useSetting('theme');
  const theme = themes[setting === 'light' || setting === 'dark' ? setting : 'system'];
  return (
    <IconButton
      icon={theme.icon}
      label={`Theme: ${theme.words}`}
      onClick={() => {
        set(theme.next === 'system' ? undefined : theme.next);
        announce(`Theme: ${themes[theme.next].words}.`);
      }}
    />
  );
}
