import { machines as machinesIn, serverOf } from '../../db/machines.ts';
import type { Machine } from '../../db/machines.ts';
import type { Desk } from '../desk.ts';

import type { Around, Disk, Neighbour } from './around.ts';
import { fine, missing } from './item.ts';
import type { Item } from './item.ts';
import { isFresh } from './programs.ts';

/** Deadlines are told by the one clock: seconds of difference are minutes of doubt. */
const mostSkewMs = 2000;
const gigabyte = 1_000_000_000;
const oldestServer = 15;

/** Postgres and its clock, and those who were seen of late. Throws where Postgres does not answer. */
export async function lookAtPostgres({ db, now }: Pick<Desk, 'db' | 'now'>, host: string): Promise<readonly Item[]> {
  const from = now();
  const { version, at } = await serverOf(db);
  const skewMs = Math.round((from + now()) / 2 - at);
  const name = 'Postgres';
  const server =
    Number.parseInt(version, 10) >= oldestServer
      ? fine({ about: 'postgres', name, says: `Postgres ${version} answers` })
      : missing({
          about: 'postgres',
          name,
          says: `Postgres ${version} is too old`,
          mend: `Move to ${oldestServer} or newer.`,
        });
  return [server, clockOf(host, skewMs)];
}

function clockOf(host: string, skewMs: number): Item {
  const by = `${(Math.abs(skewMs) / 1000).toFixed(1)} s`;
  if (Math.abs(skewMs) <= mostSkewMs)
    return fine({ about: 'clock', name: host, says: `The clock of ${host} goes with that of Postgres` });
  const says = `The clock of ${host} is ${by} ${skewMs > 0 ? 'ahead of' : 'behind'} that of Postgres`;
  return missing({ about: 'clock', name: host, says, mend: 'Let both follow a time server (NTP, such as chrony).' });
}

/** Whether there is anyone who does what falls due, and how those stand. */
export async function lookAtWorkers(
  { db }: Pick<Desk, 'db'>,
  own: string,
): Promise<{ machines: readonly Machine[]; items: readonly Item[] }> {
  const machines = await machinesIn(db);
  const there = machines.filter(isFresh);
  const items = there.flatMap(({ name, host, skewMs, report }) => {
    const who = name === '' ? host : `${name} (${host})`;
    return [
      fine({ about: name === '' ? 'worker' : 'machine', name: who, says: `A worker runs on ${who}` }),
      ...(host === own ? [] : [clockOf(who, skewMs)]),
      ...(host === own || report.freeBytes === null || report.totalBytes === null
        ? []
        : diskOf(who, { freeBytes: report.freeBytes, totalBytes: report.totalBytes })),
    ];
  });
  const none = missing({
    about: 'worker',
    name: 'worker',
    says: 'No worker has been seen for a minute: nothing falls due, nothing is sent',
    mend: 'npm run worker',
  });
  return { machines, items: [...(there.some(({ name }) => name === '') ? [] : [none]), ...items] };
}

/** The disk of this machine, and those that Guardia works with. */
export async function lookAtNeighbours({
  host,
  disk,
  reach,
}: Pick<Around, 'host' | 'disk' | 'reach'>): Promise<readonly Item[]> {
  const [space, ...others] = await Promise.all([disk(), ...(['temporal', 'mail'] as const).map(reached(reach))]);
  return [...others, ...(space === null ? [] : diskOf(host, space))];
}

export function diskOf(who: string, { freeBytes, totalBytes }: Disk): readonly Item[] {
  const share = `${(freeBytes / gigabyte).toFixed(1)} of ${(totalBytes / gigabyte).toFixed(0)} GB are free`;
  const name = who;
  const isScarce = freeBytes < gigabyte || freeBytes < totalBytes * 0.03;
  const says = `On the disk of GUARDIA_HOME on ${who} ${share}`;
  const mend = 'Make room: copies, logs and restore tests need it.';
  return [isScarce ? missing({ about: 'disk', name, says, mend }) : fine({ about: 'disk', name, says })];
}

const neighbours: Readonly<Record<Neighbour, readonly [name: string, mend: string]>> = {
  temporal: [
    'Temporal',
    'Start it, or set TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE. Until then only the safety net runs: what is overdue is done, but later.',
  ],
  mail: ['The mail server', 'Start it, or set SMTP_URL. Mails wait, and are tried again for three days.'],
};

const reached =
  (reach: Around['reach']) =>
  async (about: Neighbour): Promise<Item> => {
    const [name, mend] = neighbours[about];
    const fault = await reach[about]();
    return fault === null
      ? fine({ about, name, says: `${name} answers` })
      : missing({ about, name, says: `${name} does not answer (${fault})`, mend });
  };
