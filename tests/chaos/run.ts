/** Kills parts of a whole Guardia at random over a running load, and audits what is left: `npm run chaos -- --help`. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, styleText } from 'node:util';

import { findTemporal } from '../../engine/temporal-binary.ts';

import type { Verdict } from './audit.ts';
import { storm } from './storm.ts';

const help = `npm run chaos -- [options]
  --kills N       how many times parts are killed (30)
  --incidents N   how many are reported meanwhile (300)
  --seed S        repeats a run's decisions
  --short         without Postgres away for a minute and Temporal frozen for five, and without waiting for leases
  --json          the report as JSON on standard output
Exit code: 0 nothing is lost or told twice, 1 something is, 2 it could not be run.
`;

/** A number from 1 on; throws a sentence. */
function whole(name: string, text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new Error(`--${name} is "${text}"; it is a whole number, such as 30.`);
}

function printed({ faults, figures }: Verdict): string {
  const colour = faults.length === 0 ? 'green' : 'red';
  const counted = (kind: string) => faults.filter((one) => one.kind === kind).length;
  return [
    ...faults.map(({ kind, what }) => `${styleText('red', kind)}: ${what}`),
    ...Object.entries(figures).map(([name, value]) => `${name.padEnd(18)} ${value}`),
    styleText(colour, `lost ${counted('lost')}, twice ${counted('twice')}, wrong ${counted('wrong')}`),
    '',
  ].join('\n');
}

try {
  const { values } = parseArgs({
    options: {
      kills: { type: 'string', default: '30' },
      incidents: { type: 'string', default: '300' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000_000 || 1) },
      short: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(help);
    process.exit(0);
  }
  // The house is taken down when this process exits, which by itself a signal does not make it do.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(2));
  const [seed, kills, incidents] = [
    whole('seed', values.seed),
    whole('kills', values.kills),
    whole('incidents', values.incidents),
  ];
  const began = Date.now();
  const verdict = await storm({
    seed,
    kills,
    incidents,
    long: !values.short,
    temporal: await findTemporal({ home: join(tmpdir(), 'guardia-tests') }),
    say: (line) =>
      void process.stderr.write(
        `${styleText('dim', `${((Date.now() - began) / 1000).toFixed(1).padStart(7)} s`, { stream: process.stderr })}  ${line}\n`,
      ),
  });
  process.stdout.write(values.json ? `${JSON.stringify({ seed, kills, ...verdict }, null, 2)}\n` : printed(verdict));
  process.exit(verdict.faults.length === 0 ? 0 : 1);
} catch (error) {
  process.stderr.write(`The chaos could not be run: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(2);
}
