/** The frame of a signed-in page: its title, what can be done on it, and its parts below each other. */
import { useEffect } from 'react';

interface PageFrameProps {
  readonly title: string;
  /** One line under the title. */
  readonly lead?: React.ReactNode;
  /** Controls beside the title. */
  readonly actions?: React.ReactNode;
  readonly children: React.ReactNode;
  /** The title is there for the browser and a screen reader; the page begins with something larger. */
  readonly hasOwnHeading?: boolean;
}

export function PageFrame({ title, lead, actions, children, hasOwnHeading = false }: PageFrameProps) {
  useEffect(() => {
    document.title = `${title} · Tidemark`;
  }, [title]);
  return (
    <div className="page">
      {!hasOwnHeading && (
        <div className="page-head">
          <div>
            <h1>{title}</h1>
            {lead && <p className="page-lead">{lead}</p>}
          </div>
          {actions && <div className="page-actions">{actions}</div>}
        </div>
      )}
      {children}
    </div>
  );
}

interface SectionProps {
  readonly title: string;
  readonly id: string;
  readonly actions?: React.ReactNode;
  readonly children: React.ReactNode;
  readonly className?: string;
}

/** A part of a page under a heading of its own. */
export function Section({ title, id, actions, children, className }: SectionProps) {
  return (
    <section aria-labelledby={id} className={className}>
      <div className="section-head">
        <h2 id={id}>{title}</h2>
        {actions}
      </div>
      {children}
    </section>
  );
}
