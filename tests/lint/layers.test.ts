/** Each rule about who may import whom is broken once, in a copy of the folders, and the linter sees exactly that. */
import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = new URL('../../', import.meta.url).pathname;
const rule = 'eslint(no-restricted-imports)';

interface Planted {
  readonly file: string;
  readonly code: string;
}
const imports = (from: string, what = 'planted') =>
  `import { ${what} } from '${from}';\n\nexport const kept = ${what};\n`;
const types = (from: string) => `import type { Planted } from '${from}';\n\nexport type Kept = Planted;\n`;
let number = 0;
const plant = (folder: string, code: string): Planted => ({ file: `${folder}/planted-${++number}.ts`, code });

/** What each folder may not import, one of each kind. */
const forbidden: Readonly<Record<string, readonly string[]>> = {
  domain: ['../language/x.ts', '../db/x.ts', '../services/x.ts', '../workflows/x.ts', 'zod', 'kysely', 'node:fs'],
  language: ['../db/x.ts', '../services/x.ts', '../api/x.ts', '../tests/x.ts'],
  db: ['../language/x.ts', '../services/x.ts', '../worker/x.ts'],
  services: ['../api/x.ts', '../workflows/x.ts', '../channels/x.ts', '../activities/x.ts', '../worker/x.ts'],
  activities: ['../domain/x.ts', '../db/x.ts', '../workflows/x.ts', '../api/x.ts'],
  channels: ['../domain/x.ts', '../db/x.ts', '../activities/x.ts'],
  api: ['../db/x.ts', '../language/x.ts', '../worker/x.ts', '../activities/x.ts', '../cli/x.ts', '../engine/x.ts'],
  web: ['../db/x.ts', '../api/x.ts', '../worker/x.ts'],
  workflows: [
    '../activities/x.ts',
    '../services/x.ts',
    '../domain/x.ts',
    '../db/x.ts',
    'zod',
    'node:fs',
    '@temporalio/client',
  ],
};

/** What each may. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  domain: ['./x.ts', '../domain/x.ts'],
  language: ['../domain/x.ts', 'zod', './x.ts'],
  db: ['../domain/x.ts', 'kysely'],
  services: ['../domain/x.ts', '../language/x.ts', '../db/x.ts', 'node:crypto'],
  activities: ['../services/x.ts', '../channels/x.ts', '@temporalio/activity'],
  channels: ['../services/x.ts', 'nodemailer'],
  api: ['../domain/x.ts', '../services/x.ts', '../workflows/x.ts', '../web/x.ts', 'hono'],
  web: ['../domain/x.ts', '../language/x.ts', '../services/x.ts', '../workflows/x.ts', 'hono'],
  workflows: ['./x.ts', '@temporalio/workflow'],
};

const each = (table: Readonly<Record<string, readonly string[]>>) =>
  Object.entries(table).flatMap(([folder, targets]) =>
    targets.map((target) => ({ folder, target, ...plant(folder, imports(target)) })),
  );
const bad = each(forbidden);
const good = each(allowed);
const deep = plant('domain/incident', imports('../../db/x.ts'));
const typesToo = plant('domain', types('../services/x.ts'));
const typesInWorkflows = plant('workflows', types('../activities/x.ts'));
const entry: Planted = { file: 'api/main.ts', code: imports('../worker/x.ts') };
const now = plant('domain', 'export const now = Date.now();\n');
const made = plant('domain', 'export const made = new Date(0);\n');
const nowElsewhere = plant('services', 'export const now = Date.now();\n');

let folder: string;
let found: Map<string, string[]>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guardia-layers-'));
  await Promise.all([
    copyFile(join(root, 'oxlint.config.ts'), join(folder, 'oxlint.config.ts')),
    copyFile(join(root, 'tsconfig.json'), join(folder, 'tsconfig.json')),
    writeFile(join(folder, 'package.json'), '{ "type": "module" }'),
    symlink(join(root, 'node_modules'), join(folder, 'node_modules')),
  ]);
  const planted = [...bad, ...good, deep, typesToo, typesInWorkflows, entry, now, made, nowElsewhere];
  for (const { file, code } of planted) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), code);
  }
  found = await lint(folder);
});
afterAll(() => rm(folder, { recursive: true }));

/** The rules that each file breaks. */
async function lint(cwd: string): Promise<Map<string, string[]>> {
  const oxlint = join(root, 'node_modules/.bin/oxlint');
  const output = await new Promise<string>((resolve) => {
    execFile(oxlint, ['-f', 'json', ...Object.keys(forbidden)], { cwd, maxBuffer: 1e8, timeout: 50_000 }, (_, stdout) =>
      resolve(stdout),
    );
  });
  const { diagnostics } = JSON.parse(output) as { diagnostics: { filename: string; code: string }[] };
  const byFile = Map.groupBy(diagnostics, ({ filename }) => filename);
  return new Map([...byFile].map(([file, all]) => [file, all.map(({ code }) => code)]));
}
const broken = ({ file }: Planted) => found.get(file) ?? [];

test('every folder with a rule is tried', async () => {
  const { default: config } = (await import('../../oxlint.config.ts')) as {
    default: { overrides: { files: string[]; rules: object }[] };
  };
  const ruled = config.overrides
    .filter(({ rules }) => JSON.stringify(rules).includes('no-restricted-imports'))
    .flatMap(({ files }) => files)
    .filter((one) => one.endsWith('/**'))
    .map((one) => one.slice(0, -3));
  expect(ruled.toSorted()).toEqual(Object.keys(forbidden).toSorted());
});

describe('is refused', () => {
  test.each(bad)('$folder → $target', (planted) => expect(broken(planted)).toEqual([rule]));
  test('from deeper down', () => expect(broken(deep)).toEqual([rule]));
  test('even for types', () => expect(broken(typesToo)).toEqual([rule]));
  test('the machine’s clock in domain/', () => expect(broken(now)).toEqual(['eslint(no-restricted-globals)']));
  test('a Date in domain/', () => expect(broken(made)).toEqual(['eslint(no-restricted-globals)']));
});

describe('is fine', () => {
  test.each(good)('$folder → $target', (planted) => expect(broken(planted)).toEqual([]));
  test('workflows → types of activities', () => expect(broken(typesInWorkflows)).toEqual([]));
  test('where a process begins, everything', () => expect(broken(entry)).toEqual([]));
  test('the machine’s clock elsewhere', () => expect(broken(nowElsewhere)).toEqual([]));
});
