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

/** `plans/transport.yaml is not applied: 2 errors, see the log`. */
export const refused = ({ file, findings }: Loaded): string =>
  `${file} is not applied: ${counted(findings.filter(({ severity }) => severity === 'error'))}, see the log`;

const mostTold = 3;

/** `plans/transport.yaml: version 4 (P1 response 1h → 30m)`; nothing where nothing is new. */
export function news({ file, findings }: Loaded, { version, changed, changes }: Applied): readonly string[] {
  const unset = findings.filter(({ rule }) => rule === 'not-configured').length;
  const idle =
    unset === 0 ? [] : [`${file}: ${unset} of its values ${unset === 1 ? 'is' : 'are'} not configured, see the log`];
  if (changes.length === 0) return idle;
  const more = changes.length > mostTold ? [`and ${changes.length - mostTold} more`] : [];
  const words = [...changes.slice(0, mostTold).map(({ sentence }) => sentence), ...more].join('; ');
  return [`${file}: version ${version}${changed ? '' : ' stays'} (${words})`, ...idle];
}
