/** The built dashboard and playground, as files. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import files from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';

/** The addresses of the dashboard's pages: a reload or a link finds each of them. The page itself knows which one it is. */
const DASHBOARD_PATHS = [
  ...['/', '/sign-in', '/holdings', '/holdings/:instrumentId', '/performance'],
  ...['/transactions', '/transactions/*', '/alerts', '/alerts/*', '/settings', '/settings/*', '/admin', '/admin/*'],
];

export async function routeWeb(
  fastify: FastifyInstance,
  { webFolder, isProduction }: { readonly webFolder: string; readonly isProduction: boolean },
): Promise<void> {
  if (!existsSync(join(webFolder, 'index.html'))) return;
  // What Vite names by its content may be kept for ever; everything else is asked for again each time.
  const setHeaders = (reply: FastifyReply, path: string) =>
    void reply.header('cache-control', path.startsWith(join(webFolder, 'assets')) ? 'public, max-age=31536000, immutable' : 'no-cache');
  await fastify.register(files, { root: webFolder, prefix: '/', index: false, wildcard: false, cacheControl: false, setHeaders });
  const routePage = (path: string, page: Buffer) =>
    fastify.get(path, (_request, reply) => reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(page));
  const dashboard = readFileSync(join(webFolder, 'index.html'));
  // Whoever typed an address, or followed an old link, stands before a page with a way on instead of before an answer for programs.
  fastify.setNotFoundHandler(({ method, headers: { accept = '' } }, reply) =>
    method === 'GET' && accept.includes('text/html')
      ? reply.code(404).type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(dashboard)
      : reply.code(404).send({ error: 'Not found' }),
  );
  for (const path of DASHBOARD_PATHS) routePage(path, dashboard);
  if (!isProduction) routePage('/playground', readFileSync(join(webFolder, 'playground.html')));
}
