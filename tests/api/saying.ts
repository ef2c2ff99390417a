import { expect, test } from 'vitest';

import type { Answer } from './support.ts';

export type Ask = () => Promise<Answer>;
export type Case = [what: string, ask: Ask, detail: RegExp, pointer?: string];

/** Each is answered with this status, as a problem that says what is wrong and, where it can be shown, where. */
export function saysSo(status: number, title: string, cases: Case[]) {
  test.for(cases)('%s', async ([, ask, detail, pointer]) => {
    const answer = await ask();
    expect([answer.status, answer.type], JSON.stringify(answer.body)).toEqual([status, 'application/problem+json']);
    expect(answer.body).toMatchObject({ type: 'about:blank', status, title, detail: expect.stringMatching(detail) });
    expect(answer.body.instance).toMatch(/^\//);
    expect(answer.body.errors?.[0]?.pointer).toBe(pointer);
  });
}
