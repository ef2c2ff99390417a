import type { Logger } from 'pino';

import { counted, formatFinding } from '../language/finding.ts';
import type { Finding } from '../language/finding.ts';
import type { Loaded } from '../language/load.ts';
import type { Applied } from '../services/plan/apply.ts';

/** Logs what is open; a note is no warning. */
export function logFindings(log: Pick<Logger, 'info' | 'warn'>, findings: readonly Finding[]): void {
  const open = findings.filter(({ accepted }) => accepted === undefined);
  for (const one of open) log[one.severity === 'note' ? 'info' : 'warn'](formatFinding(one));
}

/** `plans/transport.yaml is not applied: 12:20 sentence; 2 more errors: guardia plan check plans/transport.yaml`. */
export function refused({ file, findings }: Loaded): string {
  const [first, ...others] = findings.filter(({ severity }) => severity === 'error');
  const line = `${file} is not applied: ${first?.line}:${first?.col} ${first?.message}`;
  const more = counted(others).replace(' ', ' more ');
  return others.length === 0 ? line : `${line}; ${more}: guardia plan check ${file}`;
}

/** `standing`: whether it was ever applied. */
export const goneNow = (file: string, standing: boolean): string =>
  `${file} is gone; ${standing ? 'its plan stays as it was applied' : 'it was not applied'}`;

const mostTold = 3;

/** `plans/transport.yaml: version 4 (P1 response 1h → 30m)`; nothing where nothing is new, unless it was `ailing`. */
export function news(
  { file, findings }: Loaded,
  { version, changed, changes }: Applied,
  ailing: boolean,
): readonly string[] {
  const unset = findings.filter(({ rule }) => rule === 'not-configured').length;
  const idle =
    unset === 0 ? [] : [`${file}: ${unset} of its values ${unset === 1 ? 'is' : 'are'} not configured, see the log`];
  if (changes.length === 0) return ailing ? [`${file} is fine again: version ${version} stays`, ...idle] : idle;
  const more = changes.length > mostTold ? [`and ${changes.length - mostTold} more`] : [];
  const words = [...changes.slice(0, mostTold).map(({ sentence }) => sentence), ...more].join('; ');
  return [`${file}: version ${version}${changed ? '' : ' stays'} (${words})`, ...idle];
}
