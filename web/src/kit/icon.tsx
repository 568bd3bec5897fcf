/** The few drawings the pages use, inline so that they take the colour of the text around them. */

export function Logo() {
  return (
    <span className="logo">
      <svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
        <rect width="32" height="32" rx="8" className="logo-ground" />
        <path className="logo-mark" d="M9 11.5h14" />
        <path className="logo-wave" d="M5 20c3.7 0 3.7-3 7.3-3s3.7 3 7.4 3 3.6-3 7.3-3" />
        <path className="logo-wave logo-wave-far" d="M5 25.5c3.7 0 3.7-3 7.3-3s3.7 3 7.4 3 3.6-3 7.3-3" />
      </svg>
      <span className="logo-name">Tidemark</span>
    </span>
  );
}

const PATHS = {
  sun: 'M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6ZM8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3.05 3.05l1.06 1.06M11.89 11.89l1.06 1.06M3.05 12.95l1.06-1.06M11.89 4.11l1.06-1.06',
  moon: 'M13.5 9.6A5.8 5.8 0 0 1 6.4 2.5a5.8 5.8 0 1 0 7.1 7.1Z',
  auto: 'M2 3h12v8H2ZM5.5 13.5h5M8 11v2.5',
  search: 'M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9ZM10.5 10.5 14 14',
  code: 'M5.5 4.5 2 8l3.5 3.5M10.5 4.5 14 8l-3.5 3.5',
  leave: 'M6.5 2.5h-4v11h4M6.5 8H14M11 5l3 3-3 3',
  close: 'M4 4l8 8M12 4l-8 8',
  home: 'M2.5 7 8 2.5 13.5 7v6.5h-4v-4h-3v4h-4Z',
  layers: 'M8 2 14 5.2 8 8.4 2 5.2ZM2 8l6 3.2L14 8M2 10.8 8 14l6-3.2',
  trend: 'M2 12.5 6 8l3 2.5L14 4M10.5 4H14v3.5',
  entries: 'M3 3.5h10M3 8h10M3 12.5h6.5',
  bell: 'M8 2a4 4 0 0 0-4 4c0 3.5-1.5 5-1.5 5h11S12 9.5 12 6a4 4 0 0 0-4-4ZM6.6 13.2a1.5 1.5 0 0 0 2.8 0',
  settings: 'M2 4.5h6M12 4.5h2M2 11.5h2M8 11.5h6M10 2.8v3.4M6 9.8v3.4',
  shield: 'M8 2l5 1.8v3.7c0 3.2-2.1 5.4-5 6.5-2.9-1.1-5-3.3-5-6.5V3.8ZM5.8 8l1.6 1.6 2.9-3',
  more: 'M3 7.5a.5.5 0 1 0 0 1 .5.5 0 0 0 0-1ZM8 7.5a.5.5 0 1 0 0 1 .5.5 0 0 0 0-1ZM13 7.5a.5.5 0 1 0 0 1 .5.5 0 0 0 0-1Z',
  down: 'M4 6l4 4 4-4',
  back: 'M9.5 3.5 5 8l4.5 4.5',
  forward: 'M6.5 3.5 11 8l-4.5 4.5',
  info: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2ZM8 7.2v3.6M8 5.1v.1',
  user: 'M8 2.5a2.7 2.7 0 1 0 0 5.4 2.7 2.7 0 0 0 0-5.4ZM3 13.5c.5-2.7 2.5-4 5-4s4.5 1.3 5 4',
  plus: 'M8 3v10M3 8h10',
  upload: 'M8 10.5v-8M5 5l3-3 3 3M2.5 10.5v3h11v-3',
  download: 'M8 2.5v8M5 7.8l3 3 3-3M2.5 10.5v3h11v-3',
  edit: 'M3 13h2.2L13 5.2 10.8 3 3 10.8ZM9.3 4.5l2.2 2.2',
  trash: 'M3 4.5h10M6 4.5V3h4v1.5M4.5 4.5 5 13.5h6l.5-9',
  check: 'M3 8.5 6.5 12 13 4.5',
  warn: 'M8 2 14.5 13.5h-13L8 2ZM8 6.5v3.5M8 11.7v.1',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
