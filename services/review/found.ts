import type { Plan } from '../../domain/plan.ts';
import { anomalyMessagesIn } from '../../language/anomaly-messages.ts';
import type { AnomalyMessages } from '../../language/anomaly-messages.ts';
import { sayInstant } from '../../language/instant.ts';

import type { Anomalies, Count } from './anomalies.ts';

/** So many of one kind are listed. */
const most = 10;
const longest = 200;

/** What was found as a list in Markdown to be ticked, in the language of the plan. */
export function foundIn({ locale, timezone }: Plan, found: Anomalies): string {
  const say = anomalyMessagesIn(locale);
  const [from, until] = [found.from, found.until].map((at) => sayInstant(at, timezone, locale));
  const lines = [
    ...listed(
      say,
      found.counts.map((one) => counted(say, one, found)),
    ),
    ...listed(
      say,
      found.words.map((one) => said(say, one)),
    ),
    ...(found.refused > 0 ? [say.refusedKeys(found.refused)] : []),
    ...listed(
      say,
      found.keys.map((one) => changed(say, one)),
    ),
    ...found.versions.map(({ version, applied_by: by }) => say.planChanged(version, by)),
    ...listed(
      say,
      found.muted.map(({ monitor, made_by: by }) => say.muted(monitor, by)),
    ),
    ...(found.givenUp > 0 ? [say.untold(found.givenUp)] : []),
  ];
  if (lines.length === 0) return say.nothing(from!, until!);
  return [say.found(from!, until!), lines.map((line) => `- [ ] ${line}`).join('\n')].join('\n\n');
}

const listed = (say: AnomalyMessages, lines: readonly string[]): readonly string[] =>
  lines.length <= most ? lines : [...lines.slice(0, most), say.more(lines.length - most)];

function counted(say: AnomalyMessages, { kind, source, day, hour, count, usual }: Count, { from, until }: Anomalies) {
  const what = {
    tickets: say.tickets,
    messages: say.messages,
    alerts: say.alertsOf(source),
    failures: say.failuresOf(source),
  }[kind];
  const line =
    hour === null
      ? say.unusual(what, count, usual)
      : say.unusualAt(what, `${String(hour).padStart(2, '0')}:00`, count, usual);
  // Of one day it is plain which.
  return until - from > 25 * 3_600_000 ? `${day}: ${line}` : line;
}

const said = (say: AnomalyMessages, { kind, source, words }: Anomalies['words'][number]): string =>
  kind === 'failure' ? say.newError(source, oneLine(words)) : say.newAlert(source, oneLine(words));

const changed = (say: AnomalyMessages, { label, whose, made }: Anomalies['keys'][number]): string =>
  (made ? say.keyMade : say.keyRevoked)(oneLine(label), whose ?? say.administrator);

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim().slice(0, longest);
