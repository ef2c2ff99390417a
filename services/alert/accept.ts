import { randomBytes } from 'node:crypto';

import { faultsOfPagerduty } from '../../domain/alert/pagerduty.ts';
import { fields, list, said } from '../../domain/alert/json.ts';
import type { Fields } from '../../domain/alert/json.ts';
import { TooMany } from '../access/attempts.ts';
import { Invalid, NotFound } from '../desk.ts';
import type { Desk } from '../desk.ts';

import type { Intake } from './intake.ts';
import { doorOf } from './keys.ts';
import type { Door } from './keys.ts';

/** What came in by a key. */
export interface Post {
  readonly key: string;
  readonly kind: 'alertmanager' | 'pagerduty' | 'webhook';
  readonly body: unknown;
}

/** What PagerDuty would say is wrong with an event. */
export class InvalidEvent extends Error {
  readonly errors: readonly string[];
  constructor(errors: readonly string[]) {
    super('Event object is invalid');
    this.errors = errors;
  }
}

type Accepting = Pick<Desk, 'db' | 'rules' | 'now' | 'env'> & { readonly intake: Intake; readonly limit: Limit };

/**
 * Takes in what another system sends, durably and unread: it is heard later. Answers the key by which the sender means the same
 * again. Throws `NotFound` for an unknown key, `TooMany`, `Invalid` or `InvalidEvent` for what has not the form, and what the intake throws.
 */
export async function accept(desk: Accepting, post: Post): Promise<string> {
  const door = await openedBy(desk, post);
  desk.limit(door);
  const { form, body, key } = read(post);
  const kept = { plan: door.plan, source: door.name, form, body: keepable(body), at: desk.now() };
  await desk.intake.take(kept);
  return key;
}

async function openedBy(desk: Accepting, { key, kind }: Post): Promise<Door> {
  const door = await doorOf(desk, key);
  if (door?.kind === kind) return door;
  throw kind === 'pagerduty' ? new InvalidEvent(['Invalid routing key']) : new NotFound('There is nothing here.');
}

interface Read {
  readonly form: 'alertmanager' | 'pagerduty' | 'events';
  readonly body: Fields;
  /** By which the sender means the same again; empty where it need not be told. */
  readonly key: string;
}

function read({ kind, body }: Post): Read {
  if (kind === 'webhook' && Array.isArray(body)) return { form: 'events', body: { events: body }, key: '' };
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw notAnObject(kind);
  return forms[kind](fields(body));
}

const forms: Readonly<Record<Post['kind'], (body: Fields) => Read>> = {
  webhook: (body) => ({ form: 'events', body, key: '' }),
  alertmanager: (body) => {
    const { alerts } = body;
    if (!Array.isArray(alerts) || list(alerts).some((one) => Object.keys(fields(one)).length === 0))
      throw new Invalid('`alerts` must be a list of alerts, as Alertmanager and Grafana send it.', '/alerts');
    return { form: 'alertmanager', body, key: '' };
  },
  pagerduty: (body) => {
    const faults = faultsOfPagerduty(body);
    if (faults.length > 0) throw new InvalidEvent(faults);
    const key = said(body['dedup_key']) ?? randomBytes(16).toString('hex');
    // Its routing key is a secret.
    const { routing_key: _, ...event } = body;
    return { form: 'pagerduty', body: { ...event, dedup_key: key }, key };
  },
};

const notAnObject = (kind: Post['kind']) =>
  kind === 'pagerduty'
    ? new InvalidEvent(['Event object must be a JSON object'])
    : new Invalid('The body must be an object.');

/** Without what Postgres cannot keep: an alert is not refused for a character. */
function keepable(body: Fields): Fields {
  const text = JSON.stringify(body);
  // NUL and halves of pairs, as JSON spells them.
  return /\\u(0000|d[89a-f])/i.test(text) ? (cleaned(body) as Fields) : body;
}

function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed().replaceAll('\0', '');
  if (Array.isArray(value)) return value.map(cleaned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [cleaned(name), cleaned(one)]));
}

export type Limit = (door: Door) => void;

const windowMs = 60_000;

/** At most `most` posts a minute through one door, counted by this process alone. What it answers throws `TooMany`. */
export function limitEach({ now }: Pick<Desk, 'now'>, most: number): Limit {
  let untilAt = 0;
  let counts = new Map<string, number>();
  return ({ plan, name }) => {
    const at = now();
    if (at >= untilAt) [untilAt, counts] = [(Math.floor(at / windowMs) + 1) * windowMs, new Map()];
    const count = (counts.get(`${plan} ${name}`) ?? 0) + 1;
    counts.set(`${plan} ${name}`, count);
    if (count > most) throw new TooMany(Math.ceil((untilAt - at) / 1000));
  };
}
