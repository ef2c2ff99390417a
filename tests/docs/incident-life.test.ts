/** The page about the life of an incident shows the table that decides it. */
import { readFile } from 'node:fs/promises';

import { expect, test } from 'vitest';

import { actTable, lifeDiagram } from '../../domain/incident/diagram.ts';
import { lifecycle } from '../../domain/incident/lifecycle.ts';

const file = new URL('../../docs/incident-life.md', import.meta.url).pathname;

const filled = (page: string, name: string, text: string): string =>
  page.replace(new RegExp(`<!-- ${name} -->[^]*?<!-- end -->`), `<!-- ${name} -->\n\n${text}\n<!-- end -->`);

test('docs/incident-life.md is up to date: vitest run tests/docs/incident-life.test.ts -u', async () => {
  const page = await readFile(file, 'utf8');
  const drawn = filled(page, 'diagram', `\`\`\`mermaid\n${lifeDiagram().trimEnd()}\n\`\`\`\n`);
  await expect(filled(drawn, 'acts', actTable())).toMatchFileSnapshot(file);
});

test('the diagram shows every act that changes the status, and the table every act', () => {
  const drawn = lifeDiagram();
  for (const [verb, rule] of Object.entries(lifecycle)) {
    const moves = 'to' in rule && rule.from.some((one) => one !== rule.to);
    expect([verb, new RegExp(`: .*\\b${verb}\\b`).test(drawn)]).toEqual([verb, moves]);
    expect(actTable()).toContain(`| \`${verb}\` |`);
  }
});
