/**
 * Which subscriptions may be answered from ready frames, and what those frames hold. graphql-js has parsed and validated the
 * document before it comes here; whatever this file does not know for certain is left to graphql-js, with the reason.
 */
import {
  type DirectiveNode,
  type ExecutionArgs,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getOperationAST,
  getVariableValues,
  isLeafType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { type Entry, FIELDS, type Figure, type PlannedType } from './figures.js';

const ROOT_FIELD = 'valuationChanged';
const PLANS_MAX = 64;

/** One object of the answer: its fields in the order graphql-js would give them. */
export interface Selection {
  readonly type: PlannedType;
  readonly fields: readonly PlannedField[];
  /** The figures among `fields`, in order. */
  readonly figures: readonly Figure<never>[];
}

export type PlannedField =
  | { readonly kind: 'TEXT'; readonly key: string; readonly text: string }
  | { readonly kind: 'FIGURE'; readonly key: string; readonly figure: Figure<never> }
  | {
      readonly kind: 'FIXED';
      readonly key: string;
      readonly leaf: GraphQLLeafType;
      readonly read: Extract<Entry<never>, { kind: 'FIXED' }>['read'];
    }
  | { readonly kind: 'ONE'; readonly key: string; readonly selection: Selection }
  | { readonly kind: 'LIST'; readonly key: string; readonly type: 'Holding' | 'CashBalance' | 'Gap'; readonly selection: Selection };

export interface Plan {
  /** Two subscriptions with the same key have the same answer for the same portfolio. */
  readonly key: string;
  /** The root field's name in the answer, as JSON. */
  readonly rootKey: string;
  readonly selection: Selection;
  /** Those with figures, in the order in which an answer comes to their end. */
  readonly blocks: readonly Selection[];
}

/** Why a document is left to graphql-js. */
export const Unplanned = {
  OPERATION: 'OPERATION',
  VARIABLES: 'VARIABLES',
  ROOT: 'ROOT',
  FIELD: 'FIELD',
  ARGUMENT: 'ARGUMENT',
  DIRECTIVE: 'DIRECTIVE',
  FRAGMENT: 'FRAGMENT',
} as const;
export type Unplanned = (typeof Unplanned)[keyof typeof Unplanned];

export class Plans {
  /** By key, the longest unused first. */
  private readonly known = new Map<string, Plan>();

  constructor(private readonly schema: GraphQLSchema) {}

  of(args: ExecutionArgs): Plan | Unplanned {
    const operation = getOperationAST(args.document, args.operationName);
    if (operation?.operation !== 'subscription') return Unplanned.OPERATION;
    const given = getVariableValues(this.schema, operation.variableDefinitions ?? [], args.variableValues ?? {});
    // graphql-js words the refusal.
    if (!given.coerced) return Unplanned.VARIABLES;
    try {
      const reader = new Reader(this.schema, args, operation, given.coerced);
      const key = reader.key();
      const plan = this.known.get(key) ?? reader.plan(key);
      this.known.delete(key);
      this.known.set(key, plan);
      for (const oldest of this.known.keys()) {
        if (this.known.size <= PLANS_MAX) break;
        this.known.delete(oldest);
      }
      return plan;
    } catch (error) {
      if (error instanceof Refusal) return error.reason;
      throw error;
    }
  }
}

function blocksOf(selection: Selection): Selection[] {
  const below = selection.fields.flatMap((field) => (field.kind === 'LIST' ? blocksOf(field.selection) : []));
  return selection.figures.length > 0 ? [...below, selection] : below;
}

class Refusal extends Error {
  constructor(readonly reason: Unplanned) {
    super(reason);
  }
}

class Reader {
  private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly args: ExecutionArgs,
    private readonly operation: OperationDefinitionNode,
    private readonly variables: Readonly<Record<string, unknown>>,
  ) {
    const { definitions } = args.document;
    this.fragments = new Map(
      definitions.flatMap((each) => (each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each] as const] : [])),
    );
  }

  /** The document and what its directives depend on; other variables pick the portfolio, not the answer's form. */
  key(): string {
    const text = this.args.document.loc?.source.body;
    if (text === undefined) throw new Refusal(Unplanned.OPERATION);
    const deciding = (this.operation.variableDefinitions ?? [])
      .map(({ variable }) => variable.name.value)
      .filter((name) => typeof this.variables[name] === 'boolean')
      .map((name) => `${name}=${this.variables[name]}`);
    return [this.operation.name?.value ?? '', ...deciding, text].join('\n');
  }

  plan(key: string): Plan {
    const { operation } = this;
    if (operation.directives?.length) throw new Refusal(Unplanned.DIRECTIVE);
    const subscription = this.schema.getSubscriptionType() as GraphQLObjectType;
    const roots = this.collect(subscription, [operation.selectionSet]);
    const [root] = roots;
    const field = root?.[1][0];
    if (!root || roots.size !== 1 || field?.name.value !== ROOT_FIELD) throw new Refusal(Unplanned.ROOT);
    const selection = this.select('Valuation', root[1]);
    return { key, rootKey: JSON.stringify(root[0]), selection, blocks: blocksOf(selection) };
  }

  private select(name: PlannedType, nodes: readonly FieldNode[]): Selection {
    const type = this.schema.getType(name) as GraphQLObjectType;
    const sets = nodes.flatMap(({ selectionSet }) => (selectionSet ? [selectionSet] : []));
    const fields = [...this.collect(type, sets)].map(([key, same]) => this.field(type, JSON.stringify(key), same));
    return { type: name, fields, figures: fields.flatMap((each) => (each.kind === 'FIGURE' ? [each.figure] : [])) };
  }

  private field(type: GraphQLObjectType, key: string, nodes: readonly FieldNode[]): PlannedField {
    const [node] = nodes as [FieldNode, ...FieldNode[]];
    const name = node.name.value;
    if (name === '__typename') return { kind: 'TEXT', key, text: JSON.stringify(type.name) };
    if (node.arguments?.length) throw new Refusal(Unplanned.ARGUMENT);
    const table = FIELDS[type.name as PlannedType];
    const entry = Object.hasOwn(table, name) ? table[name] : undefined;
    if (!entry) throw new Refusal(Unplanned.FIELD);
    if (entry.kind === 'FIGURE') return { kind: 'FIGURE', key, figure: entry.figure };
    if (entry.kind === 'ONE') return { kind: 'ONE', key, selection: this.select(entry.type, nodes) };
    if (entry.kind === 'LIST') return { kind: 'LIST', key, type: entry.type, selection: this.select(entry.type, nodes) };
    const definition = type.getFields()[name];
    const leaf = definition && getNamedType(definition.type);
    if (!isLeafType(leaf)) throw new Refusal(Unplanned.FIELD);
    return { kind: 'FIXED', key, leaf, read: entry.read };
  }

  /** The specification's CollectFields for one object type: response keys as they are first met, with every node of each. */
  private collect(type: GraphQLObjectType, sets: readonly SelectionSetNode[]): Map<string, FieldNode[]> {
    const fields = new Map<string, FieldNode[]>();
    const visited = new Set<string>();
    const walk = ({ selections }: SelectionSetNode): void => {
      for (const node of selections) {
        // A spread that is skipped does not count as visited: the directive comes first.
        if (!this.isIncluded(node.directives ?? [])) continue;
        if (node.kind === Kind.FIELD) {
          const key = node.alias?.value ?? node.name.value;
          const same = fields.get(key);
          if (same) same.push(node);
          else fields.set(key, [node]);
        } else if (node.kind === Kind.INLINE_FRAGMENT) {
          this.expectType(node.typeCondition?.name.value, type);
          walk(node.selectionSet);
        } else if (!visited.has(node.name.value)) {
          visited.add(node.name.value);
          const fragment = this.fragments.get(node.name.value);
          if (!fragment || fragment.directives?.length) throw new Refusal(Unplanned.FRAGMENT);
          this.expectType(fragment.typeCondition.name.value, type);
          walk(fragment.selectionSet);
        }
      }
    };
    for (const set of sets) walk(set);
    return fields;
  }

  private expectType(condition: string | undefined, type: GraphQLObjectType): void {
    if (condition !== undefined && condition !== type.name) throw new Refusal(Unplanned.FRAGMENT);
  }

  private isIncluded(directives: readonly DirectiveNode[]): boolean {
    let included = true;
    for (const { name, arguments: given } of directives) {
      if (name.value !== 'skip' && name.value !== 'include') throw new Refusal(Unplanned.DIRECTIVE);
      const value = given?.[0]?.value;
      const decision =
        value?.kind === Kind.BOOLEAN ? value.value : value?.kind === Kind.VARIABLE ? this.variables[value.name.value] : undefined;
      if (typeof decision !== 'boolean') throw new Refusal(Unplanned.VARIABLES);
      if (decision === (name.value === 'skip')) included = false;
    }
    return included;
  }
}
