import type { Environment } from '../../language/settings.ts';

/** What a job says, as it may be kept. */
export interface Output {
  readonly say: (text: string) => void;
  /** The end of it; null: nothing was said. */
  readonly text: () => string | null;
}

const most = 100_000;
/** Shorter values are words like any other: to strike them out would tell what they are. */
const shortest = 6;

/** Gathers what a job says: the last 100 KB, without the values of the environment that could be secrets, and without what Postgres can't keep. */
export function outputOf(env: Environment): Output {
  let kept = '';
  const secrets = secretsIn(env);
  return {
    say: (text) => void (kept = (kept + text).slice(-2 * most)),
    text: () => (kept === '' ? null : redacted(kept.replaceAll('\0', ''), secrets).slice(-most)),
  };
}

const harmless =
  /^(PATH|HOME|PWD|OLDPWD|SHELL|USER|LOGNAME|LANG|LC_\w+|TZ|TERM|TMPDIR|NODE_\w+|npm_\w+|GUARDIA_HOME|GUARDIA_PLANS|INIT_CWD|HOSTNAME|SHLVL|_)$/;

/** Whole URLs, and the passwords in them. */
const secretsIn = (env: Environment): readonly string[] =>
  Object.entries(env)
    .filter(([name, value]) => value !== undefined && !harmless.test(name))
    .flatMap(([, value]) => [value!, ...passwordIn(value!)])
    .filter((value) => value.length >= shortest)
    .toSorted((a, b) => b.length - a.length);

function passwordIn(value: string): readonly string[] {
  const password = URL.canParse(value) ? new URL(value).password : '';
  return password === '' ? [] : [password, decodeURIComponent(password)];
}

const redacted = (text: string, secrets: readonly string[]): string =>
  secrets.reduce((rest, secret) => rest.replaceAll(secret, '•••'), text);
