import { readLogbook } from '../../db/logbook.ts';
import type { LogbookRow, Sought } from '../../db/logbook.ts';
import type { PlanChange } from '../../db/schema.ts';
import type { LogbookKind } from '../../domain/logbook.ts';
import type { Caller } from '../access/caller.ts';
import { requirePermission } from '../access/permission.ts';
import { Invalid } from '../desk.ts';
import type { Desk } from '../desk.ts';
import { plans } from '../plan/list.ts';
import { rulesOf } from '../plan/rules.ts';

/** Which lines are asked for. Instants are epoch ms. */
export interface Wanted {
  readonly plan?: string | undefined;
  readonly kind?: LogbookKind | undefined;
  readonly service?: string | undefined;
  readonly from?: number | undefined;
  /** Without it. */
  readonly until?: number | undefined;
  /** Words, `"a phrase"`, `-word`, `or`. */
  readonly q?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** One line of the record. */
export interface LogbookView extends Pick<
  LogbookRow,
  'at' | 'kind' | 'what' | 'plan' | 'service' | 'reference' | 'severity' | 'by'
> {
  readonly title: string;
  readonly text: string | null;
  /** What a version of the plan changed. */
  readonly changes: readonly PlanChange[];
}

/**
 * What was changed and what happened under the plans that the caller may see, the newest first, and the cursor of the next page. Throws
 * `Forbidden` or `Invalid`.
 */
export async function logbook(
  desk: Desk,
  caller: Caller,
  { plan, cursor, ...wanted }: Wanted,
): Promise<{ items: readonly LogbookView[]; next: string | null }> {
  await requirePermission(desk, caller, 'see');
  const own = (await plans(desk, caller)).filter(({ slug }) => (plan ?? slug) === slug);
  const procedures: Sought['procedures'][number][] = [];
  for (const { slug, version } of own) {
    const known = Object.entries((await rulesOf(desk, desk.db, slug, version)).plan.procedures);
    procedures.push(...known.map(([name, { title, service }]) => ({ plan: slug, name, title, service })));
  }
  const rows = await readLogbook(desk.db, {
    ...wanted,
    plans: own.map(({ slug }) => slug),
    procedures,
    everywhere: caller.plan === null && plan === undefined,
    hidden: caller.hidden,
    after: cursor === undefined ? undefined : placeIn(cursor),
    now: desk.now(),
    limit: wanted.limit + 1,
  });
  const items = rows.slice(0, wanted.limit);
  return { items: items.map(view), next: rows.length > wanted.limit ? cursorOf(items.at(-1)!) : null };
}

const cursorOf = ({ at, id }: LogbookRow): string => Buffer.from(`${at} ${id}`).toString('base64url');

function placeIn(cursor: string): { at: number; id: string } {
  const [, at, id] = /^(\d{1,15}) ([\w:/.-]{1,300})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (at !== undefined && id !== undefined) return { at: Number(at), id };
  throw new Invalid('This cursor is not one that a list gave out: start without it.', '/cursor');
}

function view({ id: _id, data, text, changes, ...row }: LogbookRow): LogbookView {
  const words = text?.['text'] ?? text?.['note'] ?? text?.['reason'] ?? null;
  const title = row.title ?? (titles[row.what] ?? usual)({ ...row, data, text });
  return { ...row, title, text: words, changes: changes ?? [] };
}

type Untitled = Pick<LogbookRow, 'what' | 'kind' | 'service' | 'reference' | 'data' | 'text'>;

/** What is called nothing by itself, by what has happened. */
const titles: Readonly<Record<string, (row: Untitled) => string>> = {
  degraded: ({ service }) => `${service} runs only partly`,
  normal: ({ service }) => `${service} runs fully again`,
  announced: () => 'Maintenance is announced',
  moved: () => 'Maintenance is moved to another window',
  'let go': ({ data, reference }) => `Copy ${data?.['copy'] as number} of ${reference} is kept no longer`,
  applied: ({ data }) => `Version ${data?.['version'] as number} of the plan is in force`,
  made: (row) => `Key of ${holderOf(row)} made`,
  revoked: (row) => `Key of ${holderOf(row)} revoked`,
  logged: () => 'What it said was erased',
};

const usual = ({ kind, what }: Untitled): string => `${kind[0]!.toUpperCase()}${kind.slice(1)}: ${what}`;

function holderOf({ data, text }: Untitled): string {
  const holder = (data?.['door'] ?? data?.['person'] ?? 'an administrator') as string;
  return text?.['label'] ? `${holder} (${text['label']})` : holder;
}
