import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { defineConfig } from 'vitest/config';

/** Tests that take minutes: `vitest run --config vitest.long.config.ts`. */
export default defineConfig({
  test: {
    include: ['tests/long/**/*.test.ts'],
    globalSetup: 'tests/support/global-setup.ts',
    pool: 'forks',
    // Programs of ours that tests start are compiled once.
    env: { NODE_COMPILE_CACHE: join(tmpdir(), 'guardia-tests', 'compiled') },
    maxWorkers: 1,
    testTimeout: 120_000,
    hookTimeout: 60_000,
    // A busy machine is no reason to fail.
    expect: { poll: { timeout: 10_000 } },
    reporters: ['default', './tests/support/last-line.ts'],
  },
});
