import { announceBy, earliestFrom } from '../../domain/maintenance/window.ts';
import { known } from '../../domain/incident/incident.ts';
import type { Rules } from '../../domain/plan.ts';
import type { Planned, Run } from '../../domain/procedure/run.ts';
import { spellTarget } from '../../language/time/target.ts';
import { Invalid } from '../desk.ts';

import { kindOf, wantedOf } from './kind.ts';
import { marginMs } from './next-window.ts';

const minute = 60_000;
const year = 365 * 24 * 60 * minute;

/** Throws `Invalid` or `UnknownValue` where what is planned cannot be: it lies in the past, or its notice cannot be kept any more. */
export function mustBePossible(rules: Rules, run: Required<Pick<Run, 'procedure' | 'planned'>>, now: number): void {
  const { fromAt, untilAt, announceAt, services } = run.planned;
  for (const service of services ?? []) known('services', service, Object.keys(rules.plan.services), 'service');
  if (untilAt <= fromAt) throw new Invalid('It must end after it begins.', '/until');
  if (fromAt <= now) throw new Invalid('It cannot begin in the past.', '/from');
  if (fromAt > now + year) throw new Invalid('It cannot be planned for more than a year ahead.', '/from');
  noticeMustBePossible(rules, run, { now, announceAt });
}

function noticeMustBePossible(
  rules: Rules,
  run: Required<Pick<Run, 'procedure' | 'planned'>>,
  { now, announceAt }: { readonly now: number } & Pick<Planned, 'announceAt'>,
): void {
  const kind = kindOf(rules, run)!;
  const wanted = wantedOf(rules, kind);
  const { fromAt } = run.planned;
  const at = Math.max(now, announceAt ?? now) + marginMs;
  const byAt = announceBy(wanted, fromAt);
  if (kind.notice === null || byAt >= at) return;
  const promised = `${kind.title} is announced ${spellTarget(kind.notice)} before it begins`;
  if (byAt >= now + marginMs)
    throw new Invalid(`${promised}: by ${said(byAt - marginMs)} at the latest for ${said(fromAt)}.`, '/announceAt');
  // Rounded up, so that there is time to ask for it.
  const earliest = Math.ceil((earliestFrom(wanted, at) + minute) / (5 * minute)) * 5 * minute;
  const offer = Number.isFinite(earliest) ? `the earliest that can be is ${said(earliest)}` : 'that cannot be kept';
  throw new Invalid(`${promised}, and ${said(fromAt)} is too soon for that: ${offer}.`, '/from');
}

const said = (at: number): string => new Date(at).toISOString();
