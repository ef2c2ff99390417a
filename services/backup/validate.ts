import type { Evidence } from '../../db/schema/backups.ts';

type Judged = Required<Pick<Evidence, 'asked' | 'notChecked'>>;
type Ask = (url: string, query: string) => Promise<readonly unknown[]>;

const query = /^\s*(select|with|table|values)\b/i;
const longest = 200;

/**
 * What a restored database answers to what the plan wants validated: a query is answered well by a first value that is something, not 0
 * and not false. Sentences are for people; so is everything where nothing was restored that can be asked.
 */
export async function judged(validate: readonly string[], database: string | null, ask: Ask): Promise<Judged> {
  const asked: Answer[] = [];
  const notChecked: string[] = [];
  for (const one of validate)
    if (database === null || !query.test(one)) notChecked.push(one);
    else asked.push(await answerTo(one, database, ask));
  return { asked, notChecked };
}

type Answer = Judged['asked'][number];

async function answerTo(one: string, database: string, ask: Ask): Promise<Answer> {
  const values = await ask(database, one).catch(() => null);
  const answer = said(values?.[0])?.slice(0, longest) ?? null;
  return { query: one, answer, ok: answer !== null && !['0', 'false'].includes(answer) };
}

function said(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
