import { problem } from './finding.ts';
import type { Path, Problem } from './finding.ts';

/** The environment, from which `${NAME}` in a plan takes its value. */
export type Environment = Readonly<Record<string, string | undefined>>;

const variable = /\$\{([^}]*)\}/g;

/** Puts values in the place of `${NAME}` and notes those that are not configured. */
export class Settings {
  readonly problems: Problem[] = [];
  readonly #env: Environment;
  readonly #noted = new Set<string>();

  constructor(env: Environment) {
    this.#env = env;
  }

  /** The text with its values; null, and a note, where one of them is not set. */
  resolve(text: string, path: Path): string | null {
    let complete = true;
    const resolved = text.replace(variable, (_, name: string) => {
      const value = this.#env[name] ?? '';
      if (value !== '') return value;
      complete = false;
      this.#note(name, path);
      return '';
    });
    return complete ? resolved : null;
  }

  /** Notes what is not configured of what nothing has resolved, each name once, where it is written first. */
  noteOthers(written: Iterable<{ readonly path: Path; readonly value: unknown }>): void {
    for (const { path, value } of written)
      for (const [, name = ''] of typeof value === 'string' ? value.matchAll(variable) : [])
        if ((this.#env[name] ?? '') === '' && !this.#noted.has(name)) this.#note(name, path);
  }

  #note(name: string, path: Path): void {
    this.#noted.add(name);
    const message = `\`\${${name}}\` is not configured: set it in the environment; nothing is done with it until then`;
    this.problems.push(problem(path, 'not-configured', message));
  }

  /** The same for a text of a certain form, which a value from outside may not have. The value itself is never shown. */
  resolveAs(
    form: { safeParse: (text: string) => { success: boolean } },
    rule: 'email' | 'domain',
    text: string,
    path: Path,
  ): string | null {
    const resolved = this.resolve(text, path);
    if (resolved === null || (form.safeParse(resolved).success && !resolved.includes('${'))) return resolved;
    const what = rule === 'email' ? 'an e-mail address' : 'a domain';
    this.problems.push(problem(path, rule, `what \`${text}\` holds is not ${what}`));
    return null;
  }
}
