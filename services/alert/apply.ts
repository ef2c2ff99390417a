import { isDeepStrictEqual } from 'node:util';

import { graver, inHand, isGraver, over, toBeLookedAt } from '../../domain/alert/incidents.ts';
import { merged } from '../../domain/alert/json.ts';
import type { Signal } from '../../domain/alert/signal.ts';
import type { Act } from '../../domain/incident/incident.ts';
import type { Plan } from '../../domain/plan.ts';
import { messagesIn } from '../../language/messages.ts';

import { keyOf, ticketFor } from './batch.ts';
import type { Batch, Standing, Ticket } from './batch.ts';

/** What a signal did. */
export interface Did {
  readonly key: string;
  readonly did:
    | 'opened'
    | 'joined'
    | 'repeated'
    | 'acknowledged'
    | 'resolved'
    | 'commented'
    /** Nothing is open for it, or there was nothing left to do. */
    | 'nothing'
    | 'dropped'
    /** What it is about is being maintained. */
    | 'muted';
  readonly reference: string | null;
}

/** What a signal that is not the first under its key does to what stands; undefined where it opens something. */
export function applyTo(batch: Batch, plan: Plan, signal: Signal, heard: Act): Did | undefined {
  const ticket = ticketFor(batch, plan.slug, signal.key);
  const { key, action } = signal;
  if (ticket === undefined) return action === 'trigger' ? undefined : { key, did: 'nothing', reference: null };
  const { reference, lastEventAt } = ticket.incident;
  // What is heard late happened when it was received, but never before what is on record.
  const act = { ...heard, at: Math.max(heard.at, lastEventAt) };
  const standing = batch.firing.get(keyOf(plan.slug, key));
  return { key, did: doing[action](batch, { plan, ticket, standing, signal }, act), reference };
}

/** A signal, and what stands for its key. */
interface Meeting {
  readonly plan: Plan;
  readonly ticket: Ticket;
  readonly standing: Standing | undefined;
  readonly signal: Signal;
}

type Doing = (batch: Batch, meeting: Meeting, act: Act) => Did['did'];

/** It is so still: counted, and graver where it says so now. */
function repeat(batch: Batch, { ticket, standing, signal }: Meeting, act: Act): Did['did'] {
  const told = standing?.alert.details['severity'] as string | null | undefined;
  const news = signal.severity !== null && (told == null || isGraver(ticket.rules.plan, signal.severity, told));
  if (news) ticket.incident = graver(ticket.rules, ticket.incident, signal.severity, act);
  if (standing === undefined) {
    join(batch, ticket, signal, act.at);
    return 'joined';
  }
  const details = merged(standing.alert.details, detailsOf(signal));
  const isNew = !isDeepStrictEqual(details, standing.alert.details);
  standing.times += 1;
  standing.changed ||= isNew;
  standing.alert = { ...standing.alert, last_at: act.at, ...(isNew && { details }) };
  return 'repeated';
}

/** From now on it is one of the incident's alerts. */
export function join(batch: Batch, ticket: Ticket, signal: Signal, at: number): void {
  const { plan, reference } = ticket.incident;
  const { key, source, title } = signal;
  const alert = {
    plan,
    key,
    reference,
    source,
    title,
    status: 'firing' as const,
    count: 1,
    first_at: at,
    last_at: at,
    resolved_at: null,
    details: detailsOf(signal),
  };
  const standing: Standing = { alert, times: 1, known: false, changed: true };
  batch.firing.set(keyOf(plan, key), standing);
  batch.alerts.add(standing);
  ticket.firing += 1;
}

const detailsOf = ({ severity, description, labels, details }: Signal) => ({
  ...(severity !== null && { severity }),
  ...(description !== null && { description }),
  labels,
  payload: details,
});

/** With the last of its alerts the incident is over; what many have become when those before it are, too. */
function resolve(batch: Batch, { plan, ticket, standing, signal }: Meeting, act: Act): Did['did'] {
  if (standing !== undefined) {
    standing.times += 1;
    standing.changed = true;
    standing.alert = { ...standing.alert, status: 'resolved', last_at: act.at, resolved_at: act.at };
    batch.firing.delete(keyOf(plan.slug, signal.key));
    ticket.firing -= 1;
  }
  if (ticket.firing > 0) return standing === undefined ? 'nothing' : 'resolved';
  if (ticket.incident.storm !== undefined) return 'resolved';
  const { resolved, forgotten } = messagesIn(plan.locale).alerts;
  const say = signal.details['stale'] === true ? forgotten : resolved;
  ticket.incident = over(ticket.rules, ticket.incident, act, say(sourceTitle(plan, signal.source)));
  return 'resolved';
}

/** One of many that are in hand elsewhere says nothing of the others. */
function acknowledge(_: Batch, { ticket }: Meeting, act: Act): Did['did'] {
  const before = ticket.incident;
  if (before.storm === undefined || ticket.firing <= 1) ticket.incident = inHand(ticket.rules, before, act);
  return ticket.incident === before ? 'nothing' : 'acknowledged';
}

function comment(_: Batch, { plan, ticket, standing, signal }: Meeting, act: Act): Did['did'] {
  const silent = signal.details['stale'] === true;
  // It was asked already, and has not been heard of since.
  if (silent && Number(standing?.alert.details['askedAt'] ?? 0) > (standing?.alert.last_at ?? 0)) return 'nothing';
  const said = { kind: kindOf(signal), source: sourceTitle(plan, signal.source) };
  ticket.incident = toBeLookedAt(ticket.rules, ticket.incident, act, said);
  if (!silent || standing === undefined) return 'commented';
  standing.changed = true;
  standing.alert = { ...standing.alert, details: { ...standing.alert.details, askedAt: act.at } };
  return 'commented';
}

const kindOf = ({ details }: Signal): 'silent' | 'flapping' | 'recovered' =>
  details['stale'] === true ? 'silent' : details['change'] === 'flapping' ? 'flapping' : 'recovered';

const doing: Readonly<Record<Signal['action'], Doing>> = { trigger: repeat, resolve, acknowledge, comment };

/** What the plan calls who says it: `integration/prometheus` is Prometheus. */
export function sourceTitle(plan: Plan, source: string): string {
  const [kind, ...rest] = source.split('/');
  const name = rest.join('/');
  const chapters: Readonly<Record<string, Readonly<Record<string, { readonly title: string }>>>> = {
    integration: plan.integrations,
    check: plan.checks,
    heartbeat: plan.heartbeats,
    alert: plan.alerts,
  };
  const entries = chapters[kind!] ?? {};
  return Object.hasOwn(entries, name) ? entries[name]!.title : name || source;
}
