import type { z } from 'zod';

import { pointerTo } from './errors.ts';
import type { Fault } from './errors.ts';

type Issue = z.core.$ZodIssue;

/** What a schema refuses about what was sent, in plain sentences. */
export const faultsOf = (issues: readonly Issue[], sent: unknown): readonly Fault[] =>
  issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ pointer: pointerTo([...issue.path, key]), detail: 'is not known here.' }))
      : [{ pointer: pointerTo(issue.path), detail: sentence(issue, sent) }],
  );

/** What a schema says of its own stays as it is. */
function sentence(issue: Issue, sent: unknown): string {
  if (at(sent, issue.path) === undefined) return 'is missing.';
  return unsaid.test(issue.message) ? said(issue) : issue.message;
}

/** How zod begins where a schema says nothing of its own. */
const unsaid = /^(Invalid|Too|Unrecognized) /;

function said(issue: Issue): string {
  if (issue.code === 'invalid_type') return `must be ${shapes[issue.expected] ?? 'something else'}.`;
  if (issue.code === 'invalid_format') return `must be ${formats[issue.format] ?? 'of another form'}.`;
  if (issue.code === 'invalid_value') return `must be one of ${issue.values.map(String).join(', ')}.`;
  if (issue.code === 'too_small') return bound(issue.origin, 'at least', issue.minimum);
  if (issue.code === 'too_big') return bound(issue.origin, 'at most', issue.maximum);
  return issue.code === 'invalid_key' ? 'is no possible name: it is empty or too long.' : 'is not possible here.';
}

const shapes: Partial<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

const formats: Partial<Record<string, string>> = {
  email: 'an e-mail address, such as ana@shop.example',
  datetime: 'a date and a time with its offset, such as 2027-03-01T09:00:00+02:00',
};

function bound(origin: string, limit: 'at least' | 'at most', count: number | bigint): string {
  if (origin !== 'string') return `must be ${limit} ${count}.`;
  return limit === 'at least' && Number(count) === 1 ? 'must not be empty.' : `must have ${limit} ${count} characters.`;
}

const at = (sent: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (inner, key) =>
      inner !== null && typeof inner === 'object' && Object.hasOwn(inner, key) ? Reflect.get(inner, key) : undefined,
    sent,
  );
