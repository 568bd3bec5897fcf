/** A mail server for one test: speaks enough SMTP to take messages, and keeps them. */
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { WITHIN_MS } from './until.js';

export interface Letter {
  readonly to: string;
  readonly subject: string;
  /** Decoded. */
  readonly text: string;
  /** As it came, with its headers. */
  readonly raw: string;
}

export interface MailServer {
  /** smtp://127.0.0.1:... */
  readonly url: string;
  readonly letters: readonly Letter[];
  /** The next so many messages are refused for now. */
  refuse(count: number): void;
  /** The newest letter to this address, awaited. */
  letterTo(address: string, count?: number): Promise<Letter>;
  close(): Promise<void>;
}

export async function startMailServer(): Promise<MailServer> {
  const letters: Letter[] = [];
  const sockets = new Set<Socket>();
  const waiting = new Set<() => void>();
  let refusals = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).once('close', () => sockets.delete(socket));
    serve(socket, {
      isRefusing: () => refusals-- > 0,
      take: (letter) => {
        letters.push(letter);
        for (const look of [...waiting]) look();
      },
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    letters,
    refuse(count) {
      refusals = count;
    },
    letterTo(address, count = 1) {
      return new Promise((resolve, reject) => {
        const look = () => {
          const found = letters.filter(({ to }) => to === address);
          if (found.length < count) return;
          clearTimeout(timer);
          waiting.delete(look);
          resolve(found.at(-1) as Letter);
        };
        const timer = setTimeout(() => reject(new Error(`No letter ${count} to ${address} came.`)), WITHIN_MS);
        waiting.add(look);
        look();
      });
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function serve(socket: Socket, { isRefusing, take }: { isRefusing: () => boolean; take: (letter: Letter) => void }): void {
  const say = (line: string) => socket.write(`${line}\r\n`);
  let to = '';
  let body: string[] | null = null;
  say('220 stub ESMTP');
  createInterface({ input: socket, crlfDelay: Number.POSITIVE_INFINITY }).on('line', (line) => {
    if (body !== null) {
      if (line !== '.') return void body.push(line.replace(/^\./, ''));
      take(letterOf(to, body.join('\n')));
      body = null;
      return say('250 taken');
    }
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'EHLO' || verb === 'HELO') return say('250 stub');
    if (verb === 'MAIL') return say(isRefusing() ? '451 later' : '250 ok');
    if (verb === 'RCPT') to = /<(.*)>/.exec(line)?.[1] ?? '';
    if (verb === 'DATA') {
      body = [];
      return say('354 go on');
    }
    if (verb === 'QUIT') return socket.end('221 bye\r\n');
    return say('250 ok');
  });
}

function letterOf(to: string, raw: string): Letter {
  const border = raw.indexOf('\n\n');
  const head = raw.slice(0, border).replace(/\n[ \t]+/g, ' ');
  const body = raw.slice(border + 2);
  const encoding = /^Content-Transfer-Encoding: *(\S+)/im.exec(head)?.[1]?.toLowerCase();
  const subject = /^Subject: *(.*)$/im.exec(head)?.[1] ?? '';
  return {
    to,
    subject,
    raw,
    text: encoding === 'base64' ? Buffer.from(body, 'base64').toString() : encoding === 'quoted-printable' ? unquoted(body) : body,
  };
}

function unquoted(text: string): string {
  const bytes = text.replace(/=\n/g, '').replace(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString();
}
