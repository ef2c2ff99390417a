import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/long/**'],
    globalSetup: 'tests/support/global-setup.ts',
    pool: 'forks',
    // Loading the modules again for each file would cost more than running most of them.
    isolate: false,
    // Programs of ours that tests start are compiled once.
    env: { NODE_COMPILE_CACHE: join(tmpdir(), 'guardia-tests', 'compiled') },
    maxWorkers: 3,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // A busy machine is no reason to fail.
    expect: { poll: { timeout: 10_000 } },
    reporters: ['default', './tests/support/last-line.ts'],
  },
});
