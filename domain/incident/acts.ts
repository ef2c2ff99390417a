import type { Rules } from '../plan.ts';

import { announced } from './announcing.ts';
import type { Bodies } from './bodies.ts';
import { assign, acknowledge, reclassify, start, triage, escalate } from './handling.ts';
import { cancel, close, fulfil, postmortem, rate, release, reopen, resolve } from './ending.ts';
import type { Act, Incident } from './incident.ts';
import { step } from './lifecycle.ts';
import type { Verb } from './lifecycle.ts';
import { phase, verify } from './moving-on.ts';
import { phased } from './phased.ts';
import { recorded } from './record.ts';
import { edit, link, unlink, unwatch, watch } from './relating.ts';
import { comment, contain, reply, workaround } from './talking.ts';
import { appointment, cancelAppointment, hold, resume, snooze } from './waiting.ts';

type DoAct<V extends Verb> = (incident: Incident, act: Act, body: Bodies[V], rules: Rules) => Incident;

const verbs: { readonly [V in Verb]: DoAct<V> } = {
  triage,
  acknowledge,
  assign,
  start,
  hold,
  resume,
  contain,
  workaround,
  escalate,
  snooze,
  comment,
  reply,
  appointment,
  'cancel-appointment': cancelAppointment,
  phase,
  verify,
  resolve,
  close,
  cancel,
  reopen,
  reclassify,
  watch,
  unwatch,
  edit,
  link,
  unlink,
  release,
  fulfil,
  rate,
  postmortem,
};

/** Who asked, and whoever writes a mail that is not known to be of one of the plan's people. */
const outsiders: readonly string[] = ['requester', 'mail'];

/** The incident after `verb`. Throws `ActRefused` or `UnknownValue`; nothing is then changed. */
export function perform<V extends Verb>(verb: V, rules: Rules, incident: Incident, act: Act, body: Bodies[V]) {
  const done = verbs[verb](step(verb, incident, act), act, body, rules);
  const worked = act.by === null || outsiders.includes(act.by) ? done : { ...done, workedAt: act.at };
  return recorded(rules, incident, announced(rules, incident, phased(rules, incident, worked)));
}
