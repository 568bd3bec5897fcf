/** Custom column types: exact decimals, calendar days, safe integers, and foreign keys held as ids. */
import { Type } from '@mikro-orm/core';
import type { Day } from '../domain/day.js';
import { Decimal } from '../domain/decimal.js';

/** `numeric(precision, scale)` as an exact Decimal; PostgreSQL pads with zeros, so values are compared as numbers. */
export class DecimalColumn extends Type<Decimal | null, string | null> {
  constructor(
    private readonly precision: number,
    private readonly scale: number,
  ) {
    super();
  }

  override convertToDatabaseValue(value: Decimal | null): string | null {
    return value === null || value === undefined ? null : value.toFixed();
  }

  override convertToJSValue(value: string | null): Decimal | null {
    return value === null || value === undefined ? null : new Decimal(value);
  }

  override compareAsType(): string {
    return 'string';
  }

  override compareValues(left: unknown, right: unknown): boolean {
    if (left === null || right === null || left === undefined || right === undefined) return left === right;
    return new Decimal(String(left)).eq(new Decimal(String(right)));
  }

  override ensureComparable(): boolean {
    return true;
  }

  override getColumnType(): string {
    return `numeric(${this.precision},${this.scale})`;
  }
}

/** `date` as its text: a day has no time zone to be shifted by. */
export class DayColumn extends Type<Day | null, string | null> {
  override getColumnType(): string {
    return 'date';
  }

  override compareAsType(): string {
    return 'string';
  }
}

/** `bigint` as a number: our counters stay far below 2^53. */
export class SafeIntegerColumn extends Type<number | null, string | null> {
  override convertToDatabaseValue(value: number | null): string | null {
    return value === null || value === undefined ? null : String(value);
  }

  override convertToJSValue(value: string | number | bigint | null): number | null {
    return value === null || value === undefined ? null : Number(value);
  }

  override compareAsType(): string {
    return 'number';
  }

  override getColumnType(): string {
    return 'bigint';
  }
}

/** Text that is encrypted in the database and plain in the entity; see `sealing.ts`. Nothing can be searched or sorted by it. */
export class SealedColumn extends Type<string | null, string | null> {
  override getColumnType(): string {
    return 'text';
  }

  override compareAsType(): string {
    return 'string';
  }
}

export const quantity = () => new DecimalColumn(30, 12);
export const price = () => new DecimalColumn(28, 8);
export const money = () => new DecimalColumn(28, 8);
/** What amounts add up to: units, a price and a rate of 18 digits each multiply, and many of them are one total. */
export const total = () => new DecimalColumn(72, 8);
export const rate = () => new DecimalColumn(28, 10);
export const day = () => new DayColumn();
export const sealed = () => new SealedColumn();
export const safeInteger = () => new SafeIntegerColumn();
/** Instants keep milliseconds, as JavaScript does. */
export const instant = { columnType: 'timestamptz(3)', type: 'Date' } as const;

interface Holder<T> {
  // biome-ignore lint/suspicious/noExplicitAny: stands for whatever constructor the referenced entity has
  new (...args: any[]): T;
  readonly prototype: T;
}

/** A foreign key whose property is the other noun's id; the compiler refuses any other noun's. */
export function references<E extends { readonly id: unknown }>(entity: () => abstract new (...args: never[]) => E) {
  return { kind: 'm:1', mapToPk: true, entity: entity as unknown as () => Holder<E['id']> } as const;
}
