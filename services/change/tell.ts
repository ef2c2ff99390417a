import { askFor } from '../../db/monitors.ts';
import type { Rules } from '../../domain/plan.ts';
import { mayReach } from '../access/caller.ts';
import type { Caller } from '../access/caller.ts';
import { requirePermission } from '../access/permission.ts';
import { Invalid } from '../desk.ts';
import type { Desk } from '../desk.ts';
import { addEntry } from '../logbook/add.ts';
import { nothingKept } from '../monitor/keep.ts';
import { rulesInForce } from '../plan/rules.ts';
import { begin } from '../schedule/begin.ts';

/** Something that has changed. */
export interface Change {
  readonly plan: string;
  /** In the words of the plan's `on change of`, or the name of what is done `on change`. */
  readonly what: string;
  readonly service?: string | undefined;
  /** What it is elsewhere: a commit, a file, a version. */
  readonly reference?: string | undefined;
  readonly note?: string | undefined;
}

/** What a change has brought about. */
export interface Told {
  readonly at: number;
  /** What was begun, under which name. */
  readonly began: readonly { readonly name: string; readonly what: string }[];
  /** The checks that are looked at now. */
  readonly checks: readonly string[];
}

/**
 * Writes a change into the logbook and begins what the plan does on it: reviews, documents, procedures, checks. The same key again is the
 * same change. Throws `Forbidden`, `UnknownValue`, or `Invalid` for a plan that is not there or does nothing on this change.
 */
export async function tellChange(desk: Desk, caller: Caller, change: Change, key: string | null): Promise<Told> {
  await requirePermission(desk, caller, 'work');
  const { plan: slug, what, note, ...more } = change;
  const rules = mayReach(caller, slug) ? await rulesInForce(desk, slug) : undefined;
  if (rules === undefined) throw new Invalid(`There is no plan "${slug}".`, '/plan');
  const waiting = waitingFor(rules).filter(({ names }) => names.some((one) => alike(one, what)));
  if (waiting.length === 0) throw new Invalid(nothingOn(rules, what), '/what');
  const entry = { plan: slug, kind: 'configuration', title: what, text: note, ...more } as const;
  const { at } = await addEntry(desk, caller, entry, key);
  const began: { name: string; what: string }[] = [];
  for (const { name } of waiting.filter((one) => !one.isCheck)) {
    const begun = await begin(desk, { plan: slug, name, nominalAt: at }, { by: caller.by, why: 'change', what });
    if (begun !== null) began.push({ name, what: begun });
  }
  const checks = waiting.filter((one) => one.isCheck).map(({ name }) => name);
  for (const name of checks)
    await askFor(desk.db, { plan: slug, name, status: 'new', sinceAt: at, kept: nothingKept }, at);
  return { at, began, checks };
}

interface Waiting {
  /** `reviews/access`, `check/api`. */
  readonly name: string;
  readonly isCheck: boolean;
  /** What it is done on a change of. */
  readonly names: readonly string[];
}

/** Everything that is done on changes. What says no more than `on change` is called by its own name. */
function waitingFor({ plan }: Rules): readonly Waiting[] {
  const schedules = Object.entries(plan.schedules)
    .filter(([, { every, onChangeOf = [] }]) => every.kind === 'on change' || onChangeOf.length > 0)
    .map(([name, { onChangeOf = [] }]) => ({ name, isCheck: false, names: [name, lastOf(name), ...onChangeOf] }));
  const checks = Object.entries(plan.checks)
    .filter(([, { every, onChangeOf }]) => every.kind === 'on change' || onChangeOf.length > 0)
    .map(([id, { onChangeOf }]) => ({ name: `check/${id}`, isCheck: true, names: [id, `check/${id}`, ...onChangeOf] }));
  return [...schedules, ...checks];
}

const lastOf = (name: string): string => name.slice(name.lastIndexOf('/') + 1);

const alike = (one: string, other: string): boolean => plain(one) === plain(other);

const plain = (text: string): string => text.normalize('NFC').trim().replaceAll(/\s+/g, ' ').toLowerCase();

function nothingOn(rules: Rules, what: string): string {
  const { slug } = rules.plan;
  // What says no more than that is called by its own name.
  const said = waitingFor(rules).flatMap(({ name, names }) => (names.length > 2 ? names.slice(2) : [name]));
  const known = said.filter((one, index) => said.findIndex((other) => alike(one, other)) === index);
  if (known.length === 0) return `The plan ${slug} does nothing on a change: it has no \`on change of\`.`;
  return `The plan ${slug} does nothing on a change of "${what}": it knows ${known.join(', ')}.`;
}
