import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import type { Logger } from 'pino';

import { withRetry } from './process.ts';
import { nativeConfig } from './temporal.ts';

/** A worker's connection, once Temporal is there; the process itself ends in order what it works on. */
export async function connected(log: Pick<Logger, 'warn'>) {
  Runtime.install({
    logger: new DefaultLogger('WARN', ({ message, meta }) => log.warn({ meta }, message)),
    shutdownSignals: [],
  });
  const { namespace, ...address } = nativeConfig();
  const connection = await withRetry(
    () => NativeConnection.connect(address),
    () => log.warn('Temporal is not there yet'),
  );
  return { connection, namespace };
}
