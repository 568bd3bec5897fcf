/**
 * Where an error of GraphQL lies, such as `input.quantity` or `inputs[3].amount`: the way from an argument's name, whatever the
 * client calls its variable. And by which rule the value was refused; for the errors that GraphQL words itself, or words around
 * those of our scalars.
 */
import { BREAK, type GraphQLError, Kind, type ObjectFieldNode, parse, type ValueNode, visit } from 'graphql';
import { beginningOf } from '../domain/text.js';

const VARIABLE = /^Variable "\$(\w+)" got invalid value .*?(?: at "\w+((?:\.|\[)[^"]*)")?; (.*)$/s;
const MESSAGE_MAX = 300;

export interface Place {
  readonly field?: string;
  /** Of a value that GraphQL itself refused. */
  readonly rule?: string;
  readonly message: string;
}

export function placeOf(error: GraphQLError): Place {
  const { message } = error;
  const variable = VARIABLE.exec(message);
  if (variable) {
    const [, name = '', path = '', reason = ''] = variable;
    return placed(`${wayOfVariable(error, name)}${path}`, reason);
  }
  const missing = /^Variable "\$(\w+)" of (?:required|non-null) type .*$/s.exec(message)?.[1];
  if (missing) {
    const field = wayOfVariable(error, missing);
    return { field, rule: 'REQUIRED', message: sentence(`${field}: ${message}`) };
  }
  const [, argument] = /^Argument "(\w+)" has invalid value/.exec(message) ?? /^Field "\w+" argument "(\w+)" of type/.exec(message) ?? [];
  const member = /^Field "\w+(\.\w+)" of required type/.exec(message)?.[1] ?? '';
  const found = argument ?? fieldInDocument(error);
  const field = found && `${found}${member}`;
  return { ...(field && { field, ...ruled(message) }), message: sentence(message) };
}

/** The message begins with the field, since GraphQL's own quotes the whole value instead. */
function placed(field: string, reason: string): Place {
  const member = /^Field "(\w+)" of required type/.exec(reason)?.[1] ?? /^Field "(\w+)" is not defined/.exec(reason)?.[1];
  const full = member ? `${field}.${member}` : field;
  return { field: full, ...ruled(reason), message: sentence(`${full}: ${reason}`) };
}

function ruled(reason: string): { readonly rule?: string } {
  if (/ enum|^Enum /.test(reason)) return { rule: 'ENUM' };
  if (/required type|not (?:to )?be null|, found null|is required, but/.test(reason)) return { rule: 'REQUIRED' };
  if (/is not defined by type/.test(reason)) return { rule: 'UNKNOWN_FIELD' };
  return /cannot represent|to be an object/.test(reason) ? { rule: 'TYPE' } : {};
}

function sentence(text: string): string {
  const begun = beginningOf(text, MESSAGE_MAX);
  const short = begun.length < text.length ? `${begun} ...` : text;
  return /[.?!]$/.test(short) ? short : `${short}.`;
}

/** Where the variable is used first; its own name where it is not. */
function wayOfVariable(error: GraphQLError, variable: string): string {
  return fieldInDocument(error, (node) => node.kind === Kind.VARIABLE && node.name.value === variable) ?? variable;
}

/** The argument, and the way into it, of the value the error points at, or of one that is told otherwise. */
function fieldInDocument({ nodes }: GraphQLError, isMeant?: IsMeant): string | undefined {
  const [node] = nodes ?? [];
  if (!node?.loc) return undefined;
  const { start, source } = node.loc;
  let field: string | undefined;
  visit(parse(source.body), {
    Argument({ name, value }) {
      const way = wayTo(value, isMeant ?? (({ loc }) => loc?.start === start));
      if (way === null) return undefined;
      field = `${name.value}${way}`;
      return BREAK;
    },
  });
  return field;
}

type IsMeant = (node: ValueNode | ObjectFieldNode) => boolean;

function wayTo(value: ValueNode, isMeant: IsMeant): string | null {
  if (isMeant(value)) return '';
  if (value.kind === Kind.OBJECT) {
    for (const member of value.fields) {
      const way = isMeant(member) ? '' : wayTo(member.value, isMeant);
      if (way !== null) return `.${member.name.value}${way}`;
    }
  }
  if (value.kind === Kind.LIST) {
    for (const [index, item] of value.values.entries()) {
      const way = wayTo(item, isMeant);
      if (way !== null) return `[${index}]${way}`;
    }
  }
  return null;
}
