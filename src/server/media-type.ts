/**
 * In which media type a request is answered, told once and before anything of it is carried out: a change that took effect must not be
 * answered with a refusal.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';

export const JSON_TYPE = 'application/json';
export const GRAPHQL_TYPE = 'application/graphql-response+json';

interface Range {
  /** A media type in lower case, or one with an asterisk. */
  readonly name: string;
  readonly quality: number;
}

/** From here on its Accept names the one type it is answered in, or nothing where any will do. */
export function agreeOnType({ headers }: FastifyRequest, reply: FastifyReply): FastifyReply | undefined {
  const agreed = agreedType(headers.accept);
  if (agreed === null) {
    const message = `Answers are ${GRAPHQL_TYPE} or ${JSON_TYPE}, in UTF-8: name one of them in Accept.`;
    return reply.code(406).send({ errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] });
  }
  headers.accept = agreed;
  return undefined;
}

/** The one of our types that is liked best, of two the one that is named first; undefined: any will do; null: none of them will. */
export function agreedType(accept = ''): string | undefined | null {
  if (accept.trim() === '') return undefined;
  const ranges = accept.split(',').flatMap(rangeOf);
  const rangeNamed = (name: string) => ranges.find((range) => range.name === name);
  const choices = [JSON_TYPE, GRAPHQL_TYPE].map((type) => {
    const own = rangeNamed(type);
    const quality = (own ?? rangeNamed('application/*') ?? rangeNamed('*/*'))?.quality ?? 0;
    return { type, quality, place: own ? ranges.indexOf(own) : ranges.length };
  });
  const liked = choices.filter(({ quality }) => quality > 0);
  const [best] = liked.toSorted((a, b) => b.quality - a.quality || a.place - b.place);
  if (!best) return null;
  return best.type === JSON_TYPE && best.place === ranges.length ? undefined : best.type;
}

/** None where it asks for another charset than there is. */
function rangeOf(text: string): Range[] {
  const [name = '', ...parameters] = text.toLowerCase().split(/\s*;\s*/);
  const given = new URLSearchParams(parameters.join('&').replaceAll('"', ''));
  if (!['utf-8', 'utf8', null].includes(given.get('charset'))) return [];
  const quality = Number(given.get('q') ?? 1);
  return [{ name: name.trim(), quality: Number.isNaN(quality) ? 0 : quality }];
}
