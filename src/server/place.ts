/**
 * Where in the client's own words an error of GraphQL lies, such as `input.quantity` or `inputs[3].amount`, and by which
 * rule the value was refused; for the errors that GraphQL words itself, or words around those of our scalars.
 */
import { BREAK, type GraphQLError, Kind, parse, type ValueNode, visit } from 'graphql';

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
    return placed(`${name}${path}`, reason);
  }
  const missing = /^Variable "\$(\w+)" of (?:required|non-null) type .*$/s.exec(message)?.[1];
  if (missing) return { field: missing, rule: 'REQUIRED', message: sentence(message) };
  const argument = /^Argument "(\w+)" has invalid value/.exec(message)?.[1];
  const field = argument ?? fieldInDocument(error);
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
  if (/required type|not to be null/.test(reason)) return { rule: 'REQUIRED' };
  if (/is not defined by type/.test(reason)) return { rule: 'UNKNOWN_FIELD' };
  return /cannot represent|to be an object/.test(reason) ? { rule: 'TYPE' } : {};
}

function sentence(text: string): string {
  const short = text.length > MESSAGE_MAX ? `${text.slice(0, MESSAGE_MAX)} ...` : text;
  return /[.?!]$/.test(short) ? short : `${short}.`;
}

/** The argument, and the way into it, of the value the error points at. */
function fieldInDocument({ nodes }: GraphQLError): string | undefined {
  const [node] = nodes ?? [];
  if (!node?.loc) return undefined;
  const { start, source } = node.loc;
  let field: string | undefined;
  visit(parse(source.body), {
    Argument({ name, value }) {
      const way = wayTo(value, start);
      if (way === null) return undefined;
      field = `${name.value}${way}`;
      return BREAK;
    },
  });
  return field;
}

function wayTo(value: ValueNode, start: number): string | null {
  if (value.loc?.start === start) return '';
  if (value.kind === Kind.OBJECT) {
    for (const member of value.fields) {
      const way = member.loc?.start === start ? '' : wayTo(member.value, start);
      if (way !== null) return `.${member.name.value}${way}`;
    }
  }
  if (value.kind === Kind.LIST) {
    for (const [index, item] of value.values.entries()) {
      const way = wayTo(item, start);
      if (way !== null) return `[${index}]${way}`;
    }
  }
  return null;
}
