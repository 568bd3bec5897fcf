/** Certificates for one test: an authority of its own, and what it signs for this machine's names. */
import { execFileSync } from 'node:child_process';
import { chownSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { requireBinary } from './binaries.js';
import type { Identity } from './child.js';

const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
const NAMES = 'subjectAltName=DNS:localhost,IP:127.0.0.1';

export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

export class Authority {
  readonly ca: string;
  private readonly key: string;

  constructor(private readonly folder: string) {
    this.ca = join(folder, 'ca.pem');
    this.key = join(folder, 'ca-key.pem');
    openssl('req', '-x509', ...NEW_KEY, '-keyout', this.key, '-out', this.ca, '-days', '2', '-subj', '/CN=Authority of a test');
  }

  /** For localhost and 127.0.0.1, in files of that name; whoever is to read the key owns it. */
  issue(name: string, { names = NAMES, owner }: { names?: string; owner?: Identity | undefined } = {}): Certificate {
    const [cert, key, request, extensions] = ['pem', 'key', 'csr', 'ext'].map((ending) => join(this.folder, `${name}.${ending}`)) as [
      string,
      string,
      string,
      string,
    ];
    writeFileSync(extensions, names);
    openssl('req', ...NEW_KEY, '-keyout', key, '-out', request, '-subj', `/CN=${name}`);
    const signing = ['-CA', this.ca, '-CAkey', this.key, '-CAcreateserial', '-days', '2', '-extfile', extensions];
    openssl('x509', '-req', '-in', request, ...signing, '-out', cert);
    if (owner) for (const path of [cert, key]) chownSync(path, owner.uid, owner.gid);
    return { cert, key };
  }
}

function openssl(...args: string[]): void {
  execFileSync(requireBinary('openssl'), args, { stdio: 'pipe' });
}
