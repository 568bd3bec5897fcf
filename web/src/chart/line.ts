/** What a time chart draws, in plain data: pages make it, and only the chart itself knows the library that draws it. */
import type { Token } from './palette.js';

/** A calendar day, or seconds since 1970 where a chart looks into a day. All points of one chart are of one kind. */
export type Moment = string | number;

export interface LinePoint {
  readonly at: Moment;
  /** Places the line, and nothing else: figures in words come from their own decimal text. */
  readonly value: number;
}

export interface Line {
  readonly key: string;
  /** AREA: the main line over a soft ground. STEPS: holds its value until the next. FALL: hangs from zero. */
  readonly form: 'AREA' | 'LINE' | 'STEPS' | 'FALL';
  readonly colour: Token;
  readonly points: readonly LinePoint[];
  /** Drawn where it falls, without a say in the scale. */
  readonly isOffScale?: boolean;
}

/** An event on the main line. */
export interface Mark {
  readonly at: Moment;
  readonly kind: 'BUY' | 'SELL' | 'INCOME';
  readonly text: string;
}

/** Marks of a scale; `span` is what lies between its lowest and highest value, or the height of a flat line. */
export interface ChartFormat {
  readonly value: (value: number, span: number) => string;
  /** What lies between two marks at least, so that no two read alike. */
  readonly step: (span: number) => number;
}
