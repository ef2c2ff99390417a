import { defineConfig } from 'oxlint';
import type { OxlintOverride } from 'oxlint';

/** What each folder may import besides itself; `packages: false` means no library either. */
const layers: Readonly<Record<string, { may: readonly string[]; packages?: false }>> = {
  domain: { may: [], packages: false },
  language: { may: ['domain'] },
  db: { may: ['domain'] },
  services: { may: ['domain', 'language', 'db'] },
  activities: { may: ['services', 'channels'] },
  channels: { may: ['services'] },
  api: { may: ['domain', 'services', 'workflows', 'web'] },
  web: { may: ['domain', 'language', 'services', 'workflows'] },
};

const all = [...Object.keys(layers), 'workflows', 'worker', 'cli', 'engine', 'tests', 'bench'];

/** Folders as they stand in a relative import (a Rust regex: no look-ahead). */
const imports = (folders: readonly string[]) => `^\\.\\.?/(.*/)?(${folders.join('|')})/`;

function layer(folder: string, may: readonly string[], packages: boolean): OxlintOverride {
  const banned = imports(all.filter((one) => one !== folder && !may.includes(one)));
  const regex = packages ? banned : `^[^.]|${banned}`;
  const message = `${folder}/ imports ${may.length === 0 ? 'nothing but itself' : `only ${may.join(', ')}`}.`;
  return restricted([`${folder}/**`], { regex, message });
}

const restricted = (files: string[], pattern: { regex: string; message: string; allowTypeImports?: true }) => ({
  files,
  rules: { 'typescript/no-restricted-imports': ['error', { patterns: [pattern] }] } as OxlintOverride['rules'] & object,
});

export default defineConfig({
  plugins: ['eslint', 'typescript', 'unicorn', 'oxc', 'import', 'vitest'],
  categories: { correctness: 'error', suspicious: 'error' },
  options: { typeAware: true },
  rules: {
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': 'error',
    'typescript/switch-exhaustiveness-check': 'error',
    'typescript/consistent-type-imports': 'error',
    'typescript/no-explicit-any': 'error',
    'import/no-cycle': 'error',
    'eslint/max-lines': ['error', { max: 200, skipBlankLines: true, skipComments: true }],
    'eslint/max-lines-per-function': ['error', { max: 60 }],
    'eslint/complexity': ['error', { max: 10 }],
    // Rows and messages come in as text; what they are is known at the edge only.
    'typescript/no-unsafe-type-assertion': 'off',
    // `fc.integer()` reads better than `integer()`.
    'import/no-named-as-default-member': 'off',
    'import/no-unassigned-import': 'off',
  },
  overrides: [
    ...Object.entries(layers).map(([folder, { may, packages = true }]) => layer(folder, may, packages)),
    {
      files: ['domain/**'],
      rules: { 'eslint/no-restricted-globals': ['error', { name: 'Date', message: 'Take `now` as an argument.' }] },
    },
    restricted(['workflows/**'], {
      regex: `^[^.@]|^@[^t]|^@temporalio/[^w]|${imports(all.filter((one) => one !== 'workflows'))}`,
      message: 'Workflow code imports @temporalio/workflow, and the types of activities.',
      allowTypeImports: true,
    }),
    // Where a process begins, its parts are put together.
    { files: ['api/main.ts'], rules: { 'typescript/no-restricted-imports': 'off' } },
    {
      files: ['tests/**', 'bench/**'],
      rules: {
        'vitest/expect-expect': 'off',
        'vitest/valid-expect': 'off',
        'vitest/no-standalone-expect': 'off',
        'unicorn/consistent-function-scoping': 'off',
        'eslint/max-lines-per-function': 'off',
        'eslint/no-console': 'off',
      },
    },
  ],
});
