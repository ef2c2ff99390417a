import type { Environment } from '../../../language/settings.ts';

/** The words of a command, and the variables of the environment that it names. */
export interface Filled {
  readonly words: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Every `${NAME}` and `{answer}` in its place, in one go: what is answered names no variable. The program itself is never answered. A code
 * where that can't be: a variable is not configured, or an answer would be read as an option.
 */
export function fill(words: readonly string[], env: Environment, answers: Readonly<Record<string, string>>) {
  const environment: Record<string, string> = {};
  const trouble = new Set<'not-configured' | 'answer-is-option'>();
  const variableOf = (name: string): string => {
    const value = env[name] ?? '';
    if (value === '') trouble.add('not-configured');
    return (environment[name] = value);
  };
  const filled = words.map((word, index) =>
    word.replaceAll(pattern, (whole, variable: string | undefined, answer: string | undefined, at: number) => {
      if (variable !== undefined) return variableOf(variable);
      const value = index === 0 || !Object.hasOwn(answers, answer!) ? whole : answers[answer!]!;
      if (at === 0 && value.startsWith('-')) trouble.add('answer-is-option');
      return value;
    }),
  );
  const [why] = trouble;
  return why === undefined ? ({ words: filled, environment } satisfies Filled) : why;
}

const pattern = /\$\{([^}]*)\}|\{([^{}]*)\}/g;
