import type { Draft } from '../draft.ts';
import { clash, problem } from '../finding.ts';
import type { Path, Problem } from '../finding.ts';
import type { Chapter } from '../schema.ts';
import { suggest } from '../suggest.ts';
import { longestGapMs } from '../time/gaps.ts';
import { spellSpan } from '../time/span.ts';

type Alert = Chapter<'alerts'>[string];

/** Rules check-slower-than-response and alert-without-source: what goes wrong is noticed, and before it should be answered. */
export const watching = (draft: Draft): readonly Problem[] => [
  ...Object.entries(draft.written.checks ?? {}).flatMap(([name, { opens, tls }]) =>
    // A certificate is looked at long before it ends.
    tls === undefined ? tooSlow(draft, ['checks', name, 'every'], noticedAfterMs(draft, name), opens) : [],
  ),
  ...Object.entries(draft.written.alerts ?? {}).flatMap(([name, alert]) => [
    ...tooSlowAlert(draft, name, alert),
    ...withoutSource(draft, name, alert),
  ]),
];

/** Until a check has failed as often as it must; 0 where it is not known. */
function noticedAfterMs({ written }: Draft, name: string): number {
  const { every, fails = 1 } = written.checks?.[name] ?? {};
  return every === undefined ? 0 : (longestGapMs(every) ?? 0) * fails;
}

function tooSlowAlert(draft: Draft, name: string, alert: Alert): readonly Problem[] {
  const check = /^check (\S+)$/.exec(alert.source ?? '')?.[1];
  const waits = alert.for ?? 0;
  const ms = waits + (check === undefined ? 0 : noticedAfterMs(draft, check));
  const place = alert.for === undefined ? 'source' : 'for';
  return tooSlow(draft, ['alerts', name, place], ms, alert.opens);
}

function tooSlow({ written }: Draft, path: Path, ms: number, severity: string | undefined): readonly Problem[] {
  const response = severity === undefined ? undefined : written.severities?.[severity]?.response?.to;
  // How long business days are depends on the calendar.
  if (severity === undefined || response === undefined || !('ms' in response) || ms < response.ms) return [];
  const message = `it takes up to ${spellSpan(ms)} until the incident is opened, and a \`${severity}\` promises a response within ${spellSpan(response.ms)}: look more often, or promise less`;
  return [clash(path, 'check-slower-than-response', message, ['severities', severity, 'response'])];
}

function withoutSource(draft: Draft, name: string, { source, query, on }: Alert): readonly Problem[] {
  const rule = 'alert-without-source';
  if (source === undefined && query === undefined) {
    const message = 'nothing says where it is seen: give it a `source`, such as check api, or a `query`';
    return [problem(['alerts', name], rule, message, 'key')];
  }
  const [, kind, called] = /^(?:(check|integration|heartbeat) )?([\p{L}\p{N}_.-]+)$/u.exec(source ?? '') ?? [];
  if (called === undefined) {
    const message =
      'nobody asks the query: say `on` which database or Prometheus, or give a `source` that sends alerts';
    return on === undefined ? [problem(['alerts', name], rule, message, 'key')] : [];
  }
  const names = chapters
    .filter(([one]) => kind === undefined || one === kind)
    .flatMap(([, chapter]) => draft.names(chapter));
  if (names.includes(called)) return [];
  const what = kind === undefined ? 'neither a check nor an integration' : `not one of \`${kind}s\``;
  return [problem(['alerts', name, 'source'], rule, `\`${called}\` is ${what}${suggest(called, names)}`)];
}

const chapters = [
  ['check', 'checks'],
  ['integration', 'integrations'],
  ['heartbeat', 'heartbeats'],
] as const;
