/** A wire between two programs that can be cut, held still, garbled, or moved to another end: partitions and failovers without privileges. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

type Mode = 'pass' | 'hold' | 'cut';

export class TcpProxy {
  private readonly pairs = new Set<readonly [Socket, Socket]>();
  private mode: Mode = 'pass';
  /** Connections that were ever let through. */
  joined = 0;

  private constructor(
    private readonly server: Server,
    private targetPort: number,
  ) {
    server.on('connection', (near) => this.join(near));
  }

  static async open(targetPort: number): Promise<TcpProxy> {
    // Paused, so that what comes while the wire is held waits in the sockets, as it does in a partition.
    const server = createServer({ pauseOnConnect: true });
    const proxy = new TcpProxy(server, targetPort);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return proxy;
  }

  /** That are open now, also those that nothing comes through. */
  get connections(): number {
    return this.pairs.size;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Connections stay and nothing comes through: the network is gone and nobody is told. */
  hold(): void {
    this.mode = 'hold';
    for (const [near, far] of this.pairs) {
      near.unpipe(far);
      far.unpipe(near);
      near.pause();
      far.pause();
    }
  }

  /** Connections break and none can be made. */
  cut(): void {
    this.mode = 'cut';
    this.reset();
  }

  /** Whoever has connected reads these bytes, in the middle of whatever was being said. */
  garble(bytes: Buffer): void {
    for (const [near] of this.pairs) near.write(bytes);
  }

  /** Everything comes through again, also what waited. */
  pass(): void {
    this.mode = 'pass';
    for (const [near, far] of this.pairs) flow(near, far);
  }

  /** Connections from now on lead elsewhere; those that are open break. */
  moveTo(targetPort: number): void {
    this.targetPort = targetPort;
    this.reset();
  }

  async close(): Promise<void> {
    this.reset();
    this.server.close();
    await once(this.server, 'close');
  }

  private reset(): void {
    for (const [near, far] of this.pairs) {
      near.destroy();
      far.destroy();
    }
    this.pairs.clear();
  }

  private join(near: Socket): void {
    near.on('error', () => undefined);
    if (this.mode === 'cut') {
      near.resetAndDestroy();
      return;
    }
    this.joined += 1;
    const far = connect(this.targetPort, '127.0.0.1');
    const pair = [near, far] as const;
    this.pairs.add(pair);
    const end = () => {
      this.pairs.delete(pair);
      near.destroy();
      far.destroy();
    };
    for (const socket of pair) {
      socket.on('error', end);
      socket.on('close', end);
    }
    if (this.mode === 'pass') flow(near, far);
    else far.pause();
  }
}

function flow(near: Socket, far: Socket): void {
  near.pipe(far);
  far.pipe(near);
}
