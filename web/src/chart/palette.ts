/** The design tokens as the canvas needs them: computed colours, taken again whenever light turns to dark or back. */

export interface Palette {
  readonly total: string;
  readonly totalFill: string;
  readonly totalFillEnd: string;
  readonly contribution: string;
  readonly text: string;
  readonly grid: string;
  readonly crosshair: string;
  readonly label: string;
  readonly surface: string;
}

/** A custom property keeps both themes' colours in its text; only a used colour says which of them holds. */
export function paletteOf(element: HTMLElement): Palette {
  const probe = element.ownerDocument.createElement('span');
  probe.hidden = true;
  element.append(probe);
  const colour = (token: string) => {
    probe.style.color = `var(${token})`;
    return getComputedStyle(probe).color;
  };
  const total = colour('--accent');
  const palette = {
    total,
    totalFill: faded(total, 0.22),
    totalFillEnd: faded(total, 0.02),
    contribution: colour('--ink-3'),
    text: colour('--ink-3'),
    grid: colour('--line'),
    crosshair: colour('--line-strong'),
    label: colour('--ink-2'),
    surface: colour('--surface'),
  };
  probe.remove();
  return palette;
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
