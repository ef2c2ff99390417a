import { readFile } from 'node:fs/promises';

import { compilePlan } from '../../language/compile.ts';
import type { Compiled } from '../../language/compile.ts';
import { formatFinding } from '../../language/finding.ts';

/** A plan of the repository, compiled. */
export async function planFile(name: string): Promise<Compiled> {
  const file = new URL(`../../plans/${name}.yaml`, import.meta.url);
  return compiled(await readFile(file, 'utf8'), `${name}.yaml`);
}

/** A plan written in a test. Throws with the findings when it does not compile. */
export function compiled(text: string, file = 'test.yaml'): Compiled {
  const { findings, compiled: plan } = compilePlan(text, file, { env: {}, has: () => false });
  if (plan === undefined) throw new Error(findings.map(formatFinding).join('\n'));
  return plan;
}
