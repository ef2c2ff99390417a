import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { TestProject } from 'vitest/node';

import { findTemporal } from '../../engine/temporal-binary.ts';
import { startThrowawayPostgres } from '../../engine/postgres.ts';
import { workflowBundle } from '../../worker/bundle.ts';

import { findChromium } from './chromium.ts';
import { createTemplate } from './database.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    postgres: string;
    temporal: string;
    bundle: string;
    chromium: string;
  }
}

/** What all test files share: one Postgres, the Temporal binary, the workflows as one file. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const postgres = await startThrowawayPostgres();
  await createTemplate(postgres.url);
  project.provide('postgres', postgres.url);
  project.provide('temporal', await findTemporal({ home: join(tmpdir(), 'guardia-tests') }));
  project.provide('chromium', findChromium());
  project.provide('bundle', (await workflowBundle(join(tmpdir(), 'guardia-tests', 'cache'))).codePath);
  return () => postgres.stop();
}
