/** The design tokens as a canvas needs them: computed colours, taken again whenever light turns to dark or back. */

export type Token = 'accent' | 'second' | 'ink-2' | 'ink-3' | 'line' | 'line-strong' | 'surface' | 'up' | 'down';

/** A custom property keeps both themes' colours in its text; only a used colour says which of them holds. */
export function coloursOf(element: HTMLElement): (token: Token, alpha?: number) => string {
  const probe = element.ownerDocument.createElement('span');
  probe.hidden = true;
  const found = new Map<Token, string>();
  return (token, alpha = 1) => {
    let colour = found.get(token);
    if (colour === undefined) {
      element.append(probe);
      probe.style.color = `var(--${token})`;
      colour = getComputedStyle(probe).color;
      probe.remove();
      found.set(token, colour);
    }
    return alpha === 1 ? colour : faded(colour, alpha);
  };
}

export function onThemeChange(listener: () => void): () => void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  system.addEventListener('change', listener);
  return () => {
    observer.disconnect();
    system.removeEventListener('change', listener);
  };
}

function faded(rgb: string, alpha: number): string {
  const [red, green, blue] = rgb.match(/[\d.]+/g) ?? [];
  return `rgba(${red}, ${green}, ${blue}, ${alpha})`;
}
