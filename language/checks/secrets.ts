import type { Draft } from '../draft.ts';
import { problem } from '../finding.ts';
import type { Problem } from '../finding.ts';
import { walk } from '../walk.ts';

/** What only a secret looks like; what stands in `${…}` comes from the environment. */
const secrets: readonly RegExp[] = [
  /:\/\/[^\s/:@]*:[^\s/@$]+@/,
  /\b(?:sk|pk|rk)[-_](?=\S*\d)[\w-]{12,}/,
  /\bxox[a-z]-[\w-]{6,}/,
  /\bAKIA[0-9A-Z]{12,}/,
  /\b(?:gh[pousr]_|github_pat_|glpat-)\w{8,}/,
  /-----BEGIN /,
  /\bhooks\.slack\.com\/services\/\w/,
  /\bBearer [\w.~+/-]{16,}/,
  /(?:password|passwd|pwd|token|secret|api[_-]?key)=(?=\S*\d)[^\s&$]{8,}/i,
];
const random = /^(?=.*\d)(?=.*[A-Za-z])[\w+/=-]{16,}$/;

/** Rule literal-secret: a plan is kept with its versions and shown to many, so it names a secret and never holds it. */
export const literalSecrets = ({ value: plan }: Draft): readonly Problem[] =>
  [...walk(plan)].flatMap(({ path, value }): Problem[] => {
    if (typeof value !== 'string') return [];
    if (!secrets.some((one) => one.test(value)) && !(path.at(-1) === 'key' && random.test(value))) return [];
    const message =
      'a secret seems to stand here: put it into the environment and write its name, such as "${APP_SECRET}"';
    return [problem(path, 'literal-secret', message)];
  });
