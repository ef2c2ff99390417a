/** A Markdown runbook becomes steps: boxes are ticked by people, a command of one line is run once the box before it is ticked, the rest is done by hand. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { runbookProcedures } from '../../language/procedures/runbook.ts';
import { planFile } from '../support/plan.ts';

const stepsOf = (text: string) => {
  const runbooks = { one: { title: 'One', file: 'one.md', when: {}, owner: [{ role: 'support' }] } };
  return runbookProcedures({ runbooks }, { 'one.md': text })['runbooks/one']?.steps ?? [];
};

test('sections, boxes and commands', () => {
  const steps = stepsOf(`# Title

Why and **when**.

## Look

First of all.

- [ ] Is it there?
      Look twice.
1. [x] Restart it:

   \`\`\`sh
   ./restart.sh --now app
   \`\`\`

- [ ] Ask for it
  - from outside

  ~~~bash
  curl -s "$URL" | head
  ~~~

## Prose alone

\`\`\`sql
select 1;
\`\`\`
`);
  expect(steps.map(({ title, description, act, after, owner }) => ({ title, description, act, after, owner }))).toEqual(
    [
      {
        title: 'Look',
        description: 'First of all.',
        act: { kind: 'do', items: ['Is it there? Look twice.', 'Restart it:\n→ ./restart.sh --now app'] },
        after: [],
        owner: [{ role: 'support' }],
      },
      {
        title: './restart.sh --now app',
        description: null,
        act: { kind: 'run', command: ['./restart.sh', '--now', 'app'] },
        after: ['step-1'],
        owner: [{ role: 'support' }],
      },
      {
        title: 'Look',
        description: null,
        act: { kind: 'do', items: ['Ask for it\n- from outside\ncurl -s "$URL" | head'] },
        after: ['step-2'],
        owner: [{ role: 'support' }],
      },
    ],
  );
});

test.each([
  'a | b',
  'a && b',
  'a > f',
  'a $B',
  'a `b`',
  "a 'b c'",
  'a *',
  'a; b',
  'a\nb',
  'A=1 b',
  'a \\',
  '# a',
  '~/a',
  '-a',
])('no machine runs %j, which needs a shell or is more than a command', (text) => {
  const [only, ...others] = stepsOf(`\`\`\`\`sh\n${text}\n\`\`\`\`\n`);
  expect([only!.act, others]).toEqual([{ kind: 'do', items: [text] }, []]);
});

test('a fence that does not end, and what is inside of one, is code', () => {
  expect(stepsOf('- [ ] One\n\n```sh\n- [ ] Two\n# Three').map(({ act }) => act)).toEqual([
    { kind: 'do', items: ['One\n- [ ] Two\n# Three'] },
  ]);
  expect(stepsOf('# Nothing to do\n\n- a list\n')).toEqual([]);
});

test.each(['transport', 'callbot', 'loans', 'voip', 'calendar'])(
  'every runbook of %s is one with steps',
  async (slug) => {
    const { plan } = await planFile(slug);
    const read = ({ file }: { file: string }) => [file, readFileSync(join('plans', file), 'utf8')];
    const made = runbookProcedures(plan, Object.fromEntries(Object.values(plan.runbooks).map(read)));
    expect(Object.keys(made)).toEqual(Object.keys(plan.runbooks).map((name) => `runbooks/${name}`));
  },
);
