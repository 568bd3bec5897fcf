/**
 * Measures a parsed document: depth, aliases, breadth, directives, fields and cost, with every fragment counted where it is
 * spread. Each fragment is looked at once, so time is linear in the text however often fragments spread each other. It
 * measures faulty documents too, because it runs before validation.
 */
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLOutputType,
  type GraphQLSchema,
  type GraphQLType,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import { DEFAULT_PAGE, MAX_PAGE } from '../domain/page.js';
import { LIMITS, type LimitName } from './limit.js';

export interface Size {
  readonly depth: number;
  readonly aliases: number;
  readonly directives: number;
  readonly rootFields: number;
  readonly fields: number;
  readonly cost: number;
}

/** Rows expected of a list that takes no `first`. */
const UNPAGED_ROWS = 20;
/** What computing one object of a type costs, beside reading it. */
const WEIGHTS: Readonly<Record<string, number>> = { Valuation: 50, HoldingConnection: 50, Performance: 100, Attribution: 200 };

type Variables = Readonly<Record<string, unknown>>;

/** The size of one operation; before the variables are known (null), each `first: $n` counts as the least there can be. */
export function measure(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables | null,
): Size {
  const fragments = new Map(
    document.definitions.flatMap((each) => (each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each]] : [])),
  );
  const walk = new Walk(schema, fragments, variables && { ...defaultsOf(operation), ...variables });
  const root = schema.getRootType(operation.operation) ?? undefined;
  const { rootFields, ...part } = walk.selections(operation.selectionSet, root, null);
  return { ...part, rootFields, directives: part.directives + (operation.directives?.length ?? 0) };
}

/** The limits an operation of this size breaks. */
export function brokenLimits(size: Size): { readonly name: LimitName; readonly used: number }[] {
  const used: readonly [LimitName, number][] = [
    ['DEPTH', size.depth],
    ['ALIASES', size.aliases],
    ['DIRECTIVES', size.directives],
    ['ROOT_FIELDS', size.rootFields],
    ['FIELDS', size.fields],
    ['COST', size.cost],
  ];
  return used.filter(([name, amount]) => amount > LIMITS[name]).map(([name, amount]) => ({ name, used: amount }));
}

class Walk {
  private readonly known = new Map<string, Size>();
  private readonly open = new Set<string>();

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>,
    private readonly variables: Variables | null,
  ) {}

  /** @param rows how many items the lists directly below bring; null when no `first` above says so */
  selections(set: SelectionSetNode, parent: GraphQLType | undefined, rows: number | null): Size {
    let sum = NOTHING;
    for (const selection of set.selections) {
      const directives = selection.directives?.length ?? 0;
      sum = add(sum, { ...NOTHING, directives });
      if (selection.kind === Kind.FIELD) sum = add(sum, this.field(selection, parent, rows));
      else if (selection.kind === Kind.FRAGMENT_SPREAD) sum = add(sum, this.spread(selection.name.value, rows));
      else sum = add(sum, this.selections(selection.selectionSet, this.typeOf(selection.typeCondition?.name.value) ?? parent, rows));
    }
    return sum;
  }

  private field(node: FieldNode, parent: GraphQLType | undefined, rows: number | null): Size {
    const own = { ...NOTHING, depth: 1, fields: 1, rootFields: 1, aliases: node.alias ? 1 : 0 };
    if (!node.selectionSet) return own;
    const field = fieldOf(parent, node.name.value);
    const named = field && getNamedType(field.type);
    const below = this.selections(node.selectionSet, named, field ? this.rowsBelow(field, node) : null);
    // The schema's own shape is bounded by a rule of GraphQL itself, and costs no reading.
    if (node.name.value.startsWith('__')) return { ...below, depth: 1, cost: 0, rootFields: 1, aliases: below.aliases + own.aliases };
    const weight = 1 + (isCompositeType(named) ? (WEIGHTS[named.name] ?? 0) : 0);
    const times = field && isList(field.type) ? (rows ?? UNPAGED_ROWS) : 1;
    return {
      depth: below.depth + 1,
      fields: below.fields + 1,
      rootFields: 1,
      aliases: below.aliases + own.aliases,
      directives: below.directives,
      cost: times * (weight + below.cost),
    };
  }

  private spread(name: string, rows: number | null): Size {
    const key = `${name} ${rows}`;
    const known = this.known.get(key);
    if (known) return known;
    const fragment = this.fragments.get(name);
    // A fragment inside itself is refused by validation; here it only must not go on for ever.
    if (!fragment || this.open.has(name)) return NOTHING;
    this.open.add(name);
    const size = this.selections(fragment.selectionSet, this.typeOf(fragment.typeCondition.name.value), rows);
    this.open.delete(name);
    this.known.set(key, size);
    return size;
  }

  private rowsBelow(field: GraphQLField<unknown, unknown>, node: FieldNode): number | null {
    if (!field.args.some(({ name }) => name === 'first')) return null;
    const given = node.arguments?.find(({ name }) => name.value === 'first')?.value;
    if (given?.kind === Kind.VARIABLE && !this.variables) return 1;
    // More than a page holds is refused where it is read, in better words.
    return Math.min(Math.max(1, numberOf(given, this.variables ?? {}) ?? DEFAULT_PAGE), MAX_PAGE);
  }

  private typeOf(name: string | undefined): GraphQLType | undefined {
    return name === undefined ? undefined : this.schema.getType(name);
  }
}

const NOTHING: Size = { depth: 0, aliases: 0, directives: 0, rootFields: 0, fields: 0, cost: 0 };

function add(left: Size, right: Size): Size {
  return {
    depth: Math.max(left.depth, right.depth),
    aliases: left.aliases + right.aliases,
    directives: left.directives + right.directives,
    rootFields: left.rootFields + right.rootFields,
    fields: left.fields + right.fields,
    cost: left.cost + right.cost,
  };
}

function fieldOf(parent: GraphQLType | undefined, name: string): GraphQLField<unknown, unknown> | undefined {
  return isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
}

function isList(type: GraphQLOutputType): boolean {
  return isListType(isNonNullType(type) ? getNullableType(type) : type);
}

function numberOf(node: ValueNode | undefined, variables: Variables): number | null {
  if (node?.kind === Kind.INT) return Number(node.value);
  const value = node?.kind === Kind.VARIABLE ? variables[node.name.value] : null;
  return typeof value === 'number' ? value : null;
}

function defaultsOf(operation: OperationDefinitionNode): Variables {
  const entries = (operation.variableDefinitions ?? []).map(({ variable, defaultValue }) => [
    variable.name.value,
    numberOf(defaultValue, {}),
  ]);
  return Object.fromEntries(entries);
}
