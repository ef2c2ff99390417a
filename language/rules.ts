import { form } from './rules/form.ts';
import { sense } from './rules/sense.ts';

/** Every rule of the language. */
export const rules = { ...form, ...sense } as const;

export type RuleId = keyof typeof rules;

/** Whether a rule has this id. */
export const isRule = (id: unknown): id is RuleId => typeof id === 'string' && Object.hasOwn(rules, id);
