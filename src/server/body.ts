/** The JSON of a request, read only where it is what it says: plain UTF-8. What is not would be read as something nobody sent. */
import { isUtf8 } from 'node:buffer';
import type { FastifyInstance } from 'fastify';

export function readJsonBodies(scope: FastifyInstance): void {
  const parse = scope.getDefaultJsonParser('error', 'error');
  scope.addHook('onRequest', async ({ headers }) => {
    const coding = headers['content-encoding']?.toLowerCase() ?? 'identity';
    if (coding !== 'identity') throw refusal(415, 'The body is compressed: send it plain, without Content-Encoding.');
  });
  scope.removeContentTypeParser('application/json');
  scope.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    if (!isUtf8(body as Buffer)) return done(refusal(400, 'The body is not UTF-8.'));
    const text = body.toString();
    return parse(request, text, (error, value) => done(error && isJson(text) ? refusal(400, POISONED) : error, value));
  });
}

const POISONED = 'The body has a key __proto__, or prototype within constructor, which is not taken.';

/** What is JSON and was refused all the same would change what every object is. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function refusal(statusCode: number, message: string): Error {
  return Object.assign(new Error(message), { statusCode });
}
