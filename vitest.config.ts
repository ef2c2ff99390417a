import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/long/**'],
    globalSetup: 'tests/support/global-setup.ts',
    pool: 'forks',
    // Programs of ours that tests start are compiled once.
    env: { NODE_COMPILE_CACHE: join(tmpdir(), 'guardia-tests', 'compiled') },
    maxWorkers: 3,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ['default', './tests/support/last-line.ts'],
  },
});
