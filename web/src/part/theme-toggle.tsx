/** Light, dark, or as the system has it; the choice is remembered, and theme.js applies it before the first paint. */
import { useState } from 'react';
import { Icon } from './icon.js';

const KEY = 'tidemark.theme';
const THEMES = ['auto', 'light', 'dark'] as const;
const ICONS = { auto: 'auto', light: 'sun', dark: 'moon' } as const;
type Theme = (typeof THEMES)[number];

export function ThemeToggle() {
  const [theme, setTheme] = useState<Theme>(() => THEMES.find((known) => known === document.documentElement.dataset.theme) ?? 'auto');
  const choose = () => {
    const chosen = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'auto';
    apply(chosen);
    setTheme(chosen);
  };
  return (
    <button type="button" className="icon-button" onClick={choose} aria-label={`Theme: ${theme}. Change it`} title={`Theme: ${theme}`}>
      <Icon name={ICONS[theme]} />
    </button>
  );
}

function apply(theme: Theme): void {
  if (theme === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  try {
    if (theme === 'auto') localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, theme);
  } catch {
    // Storage is blocked: the choice lasts as long as the page.
  }
}
