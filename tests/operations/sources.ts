import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** The program files in these folders. */
export const files = (folders: readonly string[]): string[] =>
  folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(ts|mjs)$/.test(name))
      .map((name) => join(folder, name)),
  );

/** The environment variables that the programs in these folders read. */
export const readVariables = (folders: readonly string[]): string[] => [
  ...new Set(
    files(folders)
      .map((file) => readFileSync(file, 'utf8'))
      .flatMap((code) => [...code.matchAll(/\b(?:env\[|env, |given\()'([A-Z][A-Z_]+)'/g)].map(([, name]) => name!)),
  ),
];

/** What a file imports of this project, as paths from its root; types too, for Node drops only `import type`. */
export const relativeImports = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/^(?!import type).*(?:from|import) ?\(?'(\.[^']+)'/gm)].map(([, path]) =>
    normalize(join(dirname(file), path!)),
  );
