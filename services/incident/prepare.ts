import type { Transaction } from 'kysely';

import { editWords, wordsOf } from '../../db/incidents.ts';
import type { Database } from '../../db/schema.ts';
import { maySee } from '../../domain/access.ts';
import type { Bodies } from '../../domain/incident/bodies.ts';
import { changedFields } from '../../domain/incident/fields.ts';
import { ActRefused, known, UnknownValue } from '../../domain/incident/incident.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import type { Verb } from '../../domain/incident/lifecycle.ts';
import type { Rules } from '../../domain/plan.ts';
import type { Caller } from '../access/caller.ts';

import { linking, unlinking } from './link.ts';
import { findParticipant, participantFor, removeParticipant } from './participant.ts';
import type { Who } from './participant.ts';
import { preventing } from './prevent.ts';
import type { Action } from './prevent.ts';

/** Somebody who follows an incident or suffers from it. */
interface Taking extends Who {
  readonly as?: 'watcher' | 'affected' | undefined;
}

/** What each act says as it is asked for: people by address, words as they are to be. */
export interface AskedBodies extends Omit<Bodies, 'watch' | 'unwatch' | 'edit' | 'unlink' | 'postmortem'> {
  readonly watch: Taking;
  readonly unwatch: Taking;
  readonly unlink: { readonly to: string };
  readonly postmortem: Omit<Bodies['postmortem'], 'actions' | 'tickets'> & {
    readonly actions?: string | readonly Action[];
    /** Names of the plan. */
    readonly runbooks?: readonly string[];
  };
  readonly edit: {
    readonly title?: string | undefined;
    readonly description?: string | undefined;
    readonly fields?: Readonly<Record<string, unknown>> | undefined;
  };
}

/** Where and when an act is done. */
export interface Doing {
  readonly tx: Transaction<Database>;
  readonly caller: Caller;
  readonly rules: Rules;
  /** As it is before. */
  readonly incident: Incident;
  readonly at: number;
}

type Prepare<V extends Verb> = (doing: Doing, body: AskedBodies[V]) => Promise<Bodies[V]>;

/** The body as the domain takes it, personal data left behind in Postgres. Throws `UnknownValue`. */
export const prepared = <V extends Verb>(verb: V, doing: Doing, body: AskedBodies[V]): Promise<Bodies[V]> =>
  ((preparing as Partial<Record<Verb, unknown>>)[verb] as Prepare<V> | undefined)?.(doing, body) ??
  Promise.resolve(body as unknown as Bodies[V]);

const preparing: { readonly [V in 'watch' | 'unwatch' | 'edit' | 'link' | 'unlink' | 'postmortem']: Prepare<V> } = {
  postmortem: preventing,
  link: linking,
  unlink: unlinking,
  watch: async ({ tx, rules, incident: { reference, type }, at }, { as = 'watcher', ...who }) => {
    checkWho(rules, type, who);
    const there = await findParticipant(tx, reference, as, who);
    const id = there?.id ?? (await participantFor(tx, reference, as, who, at));
    return { who: who.person ?? `participant:${id}`, as, ...(there !== undefined && { again: true }) };
  },
  unwatch: async ({ tx, incident: { reference } }, { as = 'watcher', ...who }) => {
    checkSomebody(who);
    const id = await removeParticipant(tx, reference, as, who);
    if (id === undefined) throw new ActRefused(`Cannot unwatch ${reference}: they do not follow it.`);
    return { who: who.person ?? `participant:${id}`, as };
  },
  edit: async ({ tx, rules, incident: { reference, type } }, asked) => {
    if (Object.values(asked).every((value) => value === undefined))
      throw new UnknownValue('', 'This says nothing: say one of title, description, fields at least.');
    const before = await wordsOf(tx, reference);
    const fields = asked.fields && changedFields(rules.plan, type, before.fields, asked.fields);
    const said = Object.entries({ ...asked, fields }).filter(
      ([name, value]) => value !== undefined && !same(before, name, value),
    );
    await editWords(tx, reference, Object.fromEntries(said));
    const text = said.flatMap(([name, value]) => [
      [`${name} before`, spelled(Reflect.get(before, name))],
      [name, spelled(value)],
    ]);
    return { text: Object.fromEntries(text), changed: said.map(([name]) => name) };
  },
};

function checkWho({ plan }: Rules, type: string, who: Who): void {
  checkSomebody(who);
  if (who.person === undefined) return;
  known('person', who.person, plan.people);
  if (!maySee(plan, who.person, type))
    throw new UnknownValue('person', `“${who.person}” may not see tickets of this type.`);
}

function checkSomebody({ person, email, name }: Who): void {
  if ((person ?? email ?? name) === undefined)
    throw new UnknownValue('', 'This says nothing: say one of person, email, name at least.');
}

const same = (before: object, name: string, value: unknown): boolean =>
  JSON.stringify(Reflect.get(before, name)) === JSON.stringify(value);

const spelled = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value ?? null));
