import { readFile, readdir, statfs } from 'node:fs/promises';
import { availableParallelism, cpus, freemem, hostname, totalmem } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';

import { Fault, Missing } from './fault.ts';
import { scrape } from './node-exporter.ts';

/** How a machine stands at an instant. Counters only grow. */
export interface Gauges {
  readonly at: number;
  readonly cpu: { readonly idle: number; readonly total: number } | null;
  /** Shares in use. */
  readonly memory: number | null;
  readonly disks: readonly number[];
  readonly links: readonly {
    readonly name: string;
    readonly bytesPerS: number;
    readonly received: number;
    readonly sent: number;
  }[];
}

/** Long enough to tell how busy something is. */
const sampleMs = 1000;

/**
 * How much of a machine is in use, as a share: of this one, or of the one whose node_exporter answers at `on`. Of several disks and links
 * the fullest. Throws `Missing` for another machine that is only named.
 */
export async function inUse(what: string, on: string | null, signal: AbortSignal): Promise<number> {
  const read = readerOf(on, signal);
  const first = await read();
  if (what === 'memory') return found(first.memory);
  if (what === 'disk') return fullest(first.disks);
  await pause(sampleMs, undefined, { signal });
  const second = await read();
  return what === 'cpu' ? busy(first, second) : traffic(first, second);
}

function readerOf(on: string | null, signal: AbortSignal): () => Promise<Gauges> {
  if (on !== null && /^https?:/i.test(on)) return () => scrape(on, signal);
  if (on === null || ['localhost', '127.0.0.1', '::1', hostname()].includes(on)) return ownGauges;
  throw new Missing(
    '`on` names another machine: give the address of its node_exporter, such as http://host:9100/metrics',
  );
}

function busy({ cpu: a }: Gauges, { cpu: b }: Gauges): number {
  if (a === null || b === null || b.total <= a.total) throw new Fault('it does not say how busy it is');
  return Math.min(1, Math.max(0, 1 - (b.idle - a.idle) / (b.total - a.total)));
}

/** The busier way of the busiest link. */
function traffic(a: Gauges, b: Gauges): number {
  const seconds = Math.max(0.001, (b.at - a.at) / 1000);
  const shares = b.links.flatMap(({ name, bytesPerS, received, sent }) => {
    const was = a.links.find((one) => one.name === name);
    return was === undefined ? [] : [Math.max(received - was.received, sent - was.sent) / seconds / bytesPerS];
  });
  if (shares.length === 0) throw new Missing('the speed of its network is not known');
  return Math.max(...shares);
}

const fullest = (disks: readonly number[]): number => found(disks.length === 0 ? null : Math.max(...disks));

function found(share: number | null): number {
  if (share === null) throw new Fault('it does not say how much is in use');
  return share;
}

async function ownGauges(): Promise<Gauges> {
  const times = cpus().map((one) => one.times);
  const idle = times.reduce((sum, one) => sum + one.idle, 0);
  const total = times.reduce((sum, one) => sum + one.idle + one.user + one.nice + one.sys + one.irq, 0);
  return {
    at: Date.now(),
    cpu: availableParallelism() > 0 ? { idle, total } : null,
    memory: await ownMemory(),
    disks: await ownDisks(),
    links: await ownLinks(),
  };
}

/** What the system keeps in memory only as long as nobody wants it is free. */
async function ownMemory(): Promise<number> {
  const text = await readFile('/proc/meminfo', 'utf8').catch(() => '');
  const available = Number(/^MemAvailable:\s+(\d+) kB/m.exec(text)?.[1] ?? NaN) * 1024;
  return 1 - (Number.isNaN(available) ? freemem() : available) / totalmem();
}

/** As `df` counts: what only root may still use is not free. */
async function ownDisks(): Promise<number[]> {
  const mounts = await readFile('/proc/mounts', 'utf8').catch(() => '');
  const devices = mounts.split('\n').filter((line) => line.startsWith('/dev/'));
  const places = new Set(['/', ...devices.map((line) => line.split(' ')[1]!.replaceAll(String.raw`\040`, ' '))]);
  const shares = await Promise.all(
    [...places].map(async (place) => {
      const { blocks, bfree, bavail } = await statfs(place);
      return (blocks - bfree) / (blocks - bfree + bavail);
    }),
  );
  return shares.filter((one) => !Number.isNaN(one));
}

async function ownLinks(): Promise<Gauges['links']> {
  const folder = '/sys/class/net';
  const names = await readdir(folder).catch(() => []);
  const number = async (path: string) => Number(await readFile(`${folder}/${path}`, 'utf8').catch(() => NaN));
  const links = await Promise.all(
    names.map(async (name) => ({
      name,
      bytesPerS: ((await number(`${name}/speed`)) * 1_000_000) / 8,
      received: await number(`${name}/statistics/rx_bytes`),
      sent: await number(`${name}/statistics/tx_bytes`),
    })),
  );
  return links.filter(({ bytesPerS }) => bytesPerS > 0);
}
