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
  warn: 'M8 2 14.5 13.5h-13L8 2ZM8 6.5v3.5M8 11.7v.1',
} as const;

export function Icon({ name }: { name: keyof typeof PATHS }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
