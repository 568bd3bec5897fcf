/**
 * Lets entities hold plain text whose columns are encrypted. A column of the type `sealed()` is opened when its row becomes an
 * entity and sealed when a change of it is written; whoever goes past entities (`nativeUpdate`, SQL) sees what is stored.
 */
import {
  type EntityData,
  type EntityFactory,
  type EntityMetadata,
  type EventArgs,
  type EventSubscriber,
  ObjectHydrator,
} from '@mikro-orm/core';
import { SealedColumn } from './columns.js';
import type { Place, Vault } from './vault.js';

/** A table with encrypted columns. */
export interface SealedTable {
  readonly table: string;
  /** The column of the primary key. */
  readonly key: string;
  readonly columns: readonly string[];
}

// biome-ignore lint/suspicious/noExplicitAny: stands for whatever entity it is
type Meta = EntityMetadata<any>;
type Values = Record<string, unknown>;

export function sealedTables(metas: Iterable<Meta>): SealedTable[] {
  return [...metas].flatMap((meta) => {
    const columns = sealedProperties(meta).map(({ column }) => column);
    const [key] = meta.getPrimaryProps().flatMap(({ fieldNames }) => fieldNames);
    return columns.length > 0 && key ? [{ table: meta.tableName, key, columns }] : [];
  });
}

/** The class MikroORM turns rows into entities with. */
export function hydratorFor(vault: Vault | null) {
  return class SealedHydrator extends ObjectHydrator {
    override hydrate<T extends object>(
      entity: T,
      meta: EntityMetadata<T>,
      data: EntityData<T>,
      factory: EntityFactory,
      type: 'full' | 'reference',
      isNew?: boolean,
      ...rest: [convertCustomTypes?: boolean, schema?: string, parentSchema?: string, normalizeAccessors?: boolean]
    ): void {
      if (type !== 'reference' && isNew !== true) openAll(vault, meta, entity as Values, data as Values);
      super.hydrate(entity, meta, data, factory, type, isNew, ...rest);
    }
  };
}

function openAll(vault: Vault | null, meta: Meta, entity: Values, data: Values): void {
  for (const { name, column } of sealedProperties(meta)) {
    const value = data[name];
    if (typeof value === 'string') data[name] = having(vault).open(value, placeOf(meta, column, { ...entity, ...data }));
  }
}

export class SealingSubscriber implements EventSubscriber<object> {
  constructor(private readonly vault: Vault | null) {}

  beforeCreate({ meta, changeSet, entity }: EventArgs<object>): void {
    this.sealAll(meta, changeSet?.payload as Values, entity as Values);
  }

  beforeUpdate({ meta, changeSet, entity }: EventArgs<object>): void {
    this.sealAll(meta, changeSet?.payload as Values, entity as Values);
  }

  /** What was just written counts as unchanged, although the entity holds it in another form. */
  afterCreate({ meta, em, entity }: EventArgs<object>): void {
    const original = em.getUnitOfWork().getOriginalEntityData(entity) as Values;
    for (const { name } of sealedProperties(meta)) original[name] = (entity as Values)[name];
  }

  private sealAll(meta: Meta, payload: Values, entity: Values): void {
    for (const { name, column } of sealedProperties(meta)) {
      const value = payload[name];
      if (typeof value === 'string') payload[name] = having(this.vault).seal(value, placeOf(meta, column, entity));
    }
  }
}

const known = new WeakMap<Meta, readonly { readonly name: string; readonly column: string }[]>();

function sealedProperties(meta: Meta) {
  const found =
    known.get(meta) ??
    Object.values(meta.properties)
      .filter(({ customType }) => customType instanceof SealedColumn)
      .map(({ name, fieldNames }) => ({ name: name as string, column: fieldNames[0] as string }));
  known.set(meta, found);
  return found;
}

function placeOf(meta: Meta, column: string, values: Values): Place {
  return { table: meta.tableName, column, row: String(values[meta.getPrimaryProps()[0]?.name as string]) };
}

function having(vault: Vault | null): Vault {
  if (!vault) throw new Error('the database was opened without the keys of its encrypted columns');
  return vault;
}
