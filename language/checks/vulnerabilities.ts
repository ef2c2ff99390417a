import type { Draft } from '../draft.ts';
import { problem } from '../finding.ts';
import type { Problem } from '../finding.ts';
import { suggest } from '../suggest.ts';

/** Rule unknown-severity: what a weakness is due by is said by severity. */
export function vulnerabilities({ written }: Draft): readonly Problem[] {
  const names = Object.keys(written.severities ?? {});
  return Object.keys(written.vulnerabilities?.due ?? {})
    .filter((one) => !names.includes(one))
    .map((one) => {
      const message = `\`${one}\` is not a severity of \`severities\`${suggest(one, names)}`;
      return problem(['vulnerabilities', 'due', one], 'unknown-severity', message, 'key');
    });
}
