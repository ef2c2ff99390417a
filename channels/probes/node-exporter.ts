import { Fault } from './fault.ts';
import { ask } from './http.ts';
import type { Gauges } from './host.ts';

interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** What a machine's node_exporter tells of it. */
export async function scrape(address: string, signal: AbortSignal): Promise<Gauges> {
  const { status, body } = await ask(address, signal);
  if (status !== 200) throw new Fault(`HTTP ${status}`);
  const samples = body.split('\n').flatMap(sampleOf);
  const all = (name: string) => samples.filter((one) => one.name === name);
  const cpu = all('node_cpu_seconds_total');
  return {
    at: Date.now(),
    cpu: cpu.length === 0 ? null : { idle: sum(cpu.filter(isIdle)), total: sum(cpu) },
    memory: shareUsed(all('node_memory_MemAvailable_bytes')[0]?.value, all('node_memory_MemTotal_bytes')[0]?.value),
    disks: disksOf(all('node_filesystem_avail_bytes'), all('node_filesystem_size_bytes')),
    links: linksOf(all),
  };
}

const sum = (some: readonly Sample[]): number => some.reduce((total, { value }) => total + value, 0);

const isIdle = ({ labels }: Sample): boolean => labels['mode'] === 'idle' || labels['mode'] === 'iowait';

const shareUsed = (free: number | undefined, whole: number | undefined): number | null =>
  free === undefined || !whole ? null : 1 - free / whole;

/** Those that are kept in memory, or cannot fill up, are none. */
const noDisk = /^(tmpfs|ramfs|squashfs|overlay|iso9660|devtmpfs|proc|sysfs)$/;

const disksOf = (free: readonly Sample[], sizes: readonly Sample[]): number[] =>
  sizes
    .filter(({ labels, value }) => value > 0 && !noDisk.test(labels['fstype'] ?? ''))
    .flatMap(({ labels, value }) => {
      const left = free.find((one) => one.labels['mountpoint'] === labels['mountpoint'])?.value;
      return left === undefined ? [] : [1 - left / value];
    });

const linksOf = (all: (name: string) => readonly Sample[]): Gauges['links'] =>
  all('node_network_speed_bytes')
    .filter(({ value }) => value > 0)
    .map(({ labels, value }) => {
      const of = (name: string) => all(name).find((one) => one.labels['device'] === labels['device'])?.value ?? 0;
      return {
        name: labels['device'] ?? '',
        bytesPerS: value,
        received: of('node_network_receive_bytes_total'),
        sent: of('node_network_transmit_bytes_total'),
      };
    });

/** One line of Prometheus's text format; of comments and what is no number none. */
function sampleOf(line: string): Sample[] {
  const [, name, inner = '', text] = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? ([^ ]+)/.exec(line) ?? [];
  const value = Number(text);
  if (name === undefined || Number.isNaN(value)) return [];
  const labels = [...inner.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, label, one]) => [label, one] as const);
  return [{ name, labels: Object.fromEntries(labels), value }];
}
