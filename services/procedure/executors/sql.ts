import type { Code } from '../../../domain/incident/incident.ts';
import type { Plan } from '../../../domain/plan.ts';
import { Settings } from '../../../language/settings.ts';
import type { Executor } from '../job.ts';

const usualMs = 60_000;
const shownRows = 50;

/** One statement, as it is written, on the database that the step names, or on the only one of the plan's checks. */
export const sql: Executor<{ kind: 'sql'; query: string; database: string | null }> = async (
  desk,
  tools,
  { rules, step, signal, say },
  { query, database },
) => {
  const written = database ?? onlyDatabase(rules.plan);
  if (written === null) return { result: 'failed', why: 'no-database' };
  const url = new Settings(desk.env).resolve(written, []);
  if (url === null) return { result: 'failed', why: 'not-configured' };
  try {
    const { count, rows } = await tools.query(query, url, { signal, timeoutMs: step.withinMs ?? usualMs });
    for (const row of rows.slice(0, shownRows)) say(`${row.map(textOf).join('\t')}\n`);
    say(`${count} rows\n`);
    return { result: 'done', data: { rows: count, ...valueOf(rows[0]?.[0]) } };
  } catch (error) {
    signal.throwIfAborted();
    return { result: 'failed', why: 'sql', data: { code: codeOf(error) } };
  }
};

function codeOf(error: unknown): string | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^[A-Z0-9_]{4,20}$/.test(code) ? code : null;
}

/** Null where there is none, or several. */
function onlyDatabase({ checks }: Plan): string | null {
  const all = Object.values(checks).flatMap(({ probe, on }) => (probe.kind === 'sql' && on !== null ? [on] : []));
  const [only, ...others] = new Set(all);
  return others.length === 0 ? (only ?? null) : null;
}

/** Words may be somebody's: only figures are kept beside what it says. */
function valueOf(value: unknown): Readonly<Record<string, Code>> {
  const number = typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' || typeof number === 'boolean' ? { value: number } : {};
}

const textOf = (value: unknown): string => {
  if (value === null || value === undefined) return '∅';
  return typeof value === 'string' ? value : JSON.stringify(value);
};
