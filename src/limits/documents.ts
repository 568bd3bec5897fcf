/**
 * The one way from a text to a document that may run, for every transport: counted, parsed, measured and validated, in this
 * order, so that no step meets what the one before should have refused. Answers are remembered by text, boundedly.
 */
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  NoSchemaIntrospectionCustomRule,
  parse,
  specifiedRules,
  validate,
  visit,
} from 'graphql';
import { LIMITS, limitExceeded } from './limit.js';
import { brokenLimits, measure } from './measure.js';
import { nestingOf } from './nesting.js';
import { rootCondition } from './root-condition.js';
import { hashOf, notTrusted, type TrustedDocuments } from './trusted.js';

const KEPT_MAX = 1_000;
/** A longer text is read anew each time: a few of them would fill the memory. */
const KEPT_CHARS_MAX = 20_000;
const FAULTS_MAX = 20;
const CONDITIONAL = 'The field of a subscription must not depend on @skip or @include: send the subscription or do not.';

export type Reading =
  | { readonly document: DocumentNode; readonly faults: null }
  | { readonly document: null; readonly faults: readonly [GraphQLError, ...GraphQLError[]] };

export class Documents {
  /** By SHA-256 of the text, least recently used first. */
  private readonly kept = new Map<string, Reading>();
  private readonly rules;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly isProduction: boolean,
    /** Null: whatever keeps to the limits may run. */
    private readonly trusted: TrustedDocuments | null = null,
  ) {
    this.rules = isProduction ? [...specifiedRules, NoSchemaIntrospectionCustomRule] : specifiedRules;
  }

  /** Never throws, whatever the text. */
  read(text: string): Reading {
    const key = hashOf(text);
    if (this.trusted && !this.trusted.has(key)) return faulty([notTrusted()]);
    const known = this.kept.get(key);
    const reading = known ?? this.readAnew(text);
    this.kept.delete(key);
    if (text.length <= KEPT_CHARS_MAX) this.kept.set(key, reading);
    if (this.kept.size > KEPT_MAX) this.kept.delete(this.kept.keys().next().value as string);
    return reading;
  }

  /** A document that was read before, by the SHA-256 of its text in hex. */
  find(hash: string): DocumentNode | undefined {
    return this.kept.get(hash)?.document ?? undefined;
  }

  /** What an operation asks for with these variables, beyond what its text alone tells; null when it may run. */
  refusal(document: DocumentNode, operationName: string | null | undefined, variables: unknown): GraphQLError | null {
    const operation = getOperationAST(document, operationName);
    if (!operation) return null;
    const given = typeof variables === 'object' && variables !== null ? (variables as Record<string, unknown>) : {};
    const [broken] = brokenLimits(measure(this.schema, document, operation, given));
    return broken ? limitExceeded(broken.name, broken.used) : null;
  }

  /** That a document has no operation of this name, in the words of graphql-js, which a socket would not come to say; null when it has. */
  unresolved(document: DocumentNode, operationName: string | null | undefined): GraphQLError | null {
    if (getOperationAST(document, operationName)) return null;
    const isNamed = operationName !== null && operationName !== undefined;
    const message = isNamed
      ? `Unknown operation named "${operationName}".`
      : 'Must provide operation name if query contains multiple operations.';
    return new GraphQLError(message, { extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } });
  }

  private readAnew(text: string): Reading {
    try {
      if (text.length > LIMITS.LENGTH) return faulty([limitExceeded('LENGTH', text.length)]);
      if (nestingOf(text) > LIMITS.NESTING) return faulty([limitExceeded('NESTING')]);
      const document = this.parse(text);
      const broken = this.measure(document);
      if (broken.length > 0) return faulty(broken);
      const condition = rootCondition(document);
      if (condition)
        return faulty([new GraphQLError(CONDITIONAL, { nodes: condition, extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } })]);
      const options = { maxErrors: FAULTS_MAX, hideSuggestions: this.isProduction };
      const faults = validate(this.schema, document, this.rules, options);
      return faults.length > 0 ? faulty(faults.map((fault) => coded(fault, 'GRAPHQL_VALIDATION_FAILED'))) : { document, faults: null };
    } catch (error) {
      return faulty([
        error instanceof GraphQLError ? error : coded(new GraphQLError('The document could not be read.'), 'GRAPHQL_PARSE_FAILED'),
      ]);
    }
  }

  private parse(text: string): DocumentNode {
    try {
      return parse(text, { maxTokens: LIMITS.TOKENS });
    } catch (error) {
      const fault = error as GraphQLError;
      throw /more tha[tn] \d+ tokens/.test(fault.message) ? limitExceeded('TOKENS') : coded(fault, 'GRAPHQL_PARSE_FAILED');
    }
  }

  /** Every limit that one of the operations breaks, whatever the variables. */
  private measure(document: DocumentNode): GraphQLError[] {
    if (mostSelections(document) > LIMITS.SELECTIONS) return [limitExceeded('SELECTIONS')];
    const operations = document.definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION);
    if (operations.length > LIMITS.OPERATIONS) return [limitExceeded('OPERATIONS', operations.length)];
    const variables = operations.reduce((sum, { variableDefinitions }) => sum + (variableDefinitions?.length ?? 0), 0);
    if (variables > LIMITS.VARIABLES) return [limitExceeded('VARIABLES', variables)];
    return operations.flatMap((each) =>
      brokenLimits(measure(this.schema, document, each, null)).map(({ name, used }) => limitExceeded(name, used)),
    );
  }
}

function faulty(faults: readonly GraphQLError[]): Reading {
  return { document: null, faults: faults as [GraphQLError, ...GraphQLError[]] };
}

function coded(fault: GraphQLError, code: string): GraphQLError {
  const { nodes, source, positions, path, originalError } = fault;
  return new GraphQLError(fault.message, { nodes, source, positions, path, originalError, extensions: { code } });
}

function mostSelections(document: DocumentNode): number {
  let most = 0;
  visit(document, {
    SelectionSet(node) {
      most = Math.max(most, node.selections.length);
    },
  });
  return most;
}
