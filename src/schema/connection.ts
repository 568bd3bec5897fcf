/** Relay connections: the one shape of every list that can grow. */
import { ArgsType, type ClassType, Field, Int, ObjectType } from 'type-graphql';
import { listPage, type Page, type PageArgs } from '../domain/page.js';

@ObjectType('PageInfo', { description: 'Where a page lies in its list.' })
export class PageInfoView {
  @Field(() => Boolean, { description: 'Whether there is more after this page.' })
  readonly hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Whether this page was asked for with `after`.' })
  readonly hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true })
  readonly startCursor!: string | null;

  @Field(() => String, { nullable: true, description: 'Give it as `after` to get the next page.' })
  readonly endCursor!: string | null;
}

@ArgsType()
export class PageInput {
  @Field(() => Int, { nullable: true, description: 'How many: 1 to 200, 50 when not given.' })
  readonly first?: number | null;

  @Field(() => String, { nullable: true, description: 'The `endCursor` of the page before.' })
  readonly after?: string | null;
}

export interface Connection<T> {
  readonly edges: readonly { readonly cursor: string; readonly node: T }[];
  readonly nodes: readonly T[];
  readonly pageInfo: PageInfoView;
}

/** The connection type of a noun; call it once per noun. */
export function connectionOf<T extends object>(node: ClassType<T>, name: string) {
  @ObjectType(`${name}Edge`)
  class EdgeView {
    @Field(() => String)
    readonly cursor!: string;

    @Field(() => node)
    readonly node!: T;
  }

  @ObjectType(`${name}Connection`, { description: `A page of a list of ${name}.` })
  class ConnectionView {
    @Field(() => [EdgeView])
    readonly edges!: EdgeView[];

    @Field(() => [node], { description: 'The same items without their cursors.' })
    readonly nodes!: T[];

    @Field(() => PageInfoView)
    readonly pageInfo!: PageInfoView;
  }
  return ConnectionView;
}

export function toConnection<T>({ items, hasNextPage, hasPreviousPage, cursorOf }: Page<T>): Connection<T> {
  const edges = items.map((node) => ({ cursor: cursorOf(node), node }));
  return {
    edges,
    nodes: items,
    pageInfo: { hasNextPage, hasPreviousPage, startCursor: edges[0]?.cursor ?? null, endCursor: edges.at(-1)?.cursor ?? null },
  };
}

/** A page of a list that is in memory; without ids its order is its only key. */
export function orderedConnection<T>(items: readonly T[], page: PageArgs, idOf?: (item: T) => string): Connection<T> {
  return toConnection(listPage(items, page, idOf));
}
