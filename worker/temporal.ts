import { Client, Connection } from '@temporalio/client';
import type { ConnectionOptions } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import type { NativeConnectionOptions } from '@temporalio/worker';

/** Where Temporal is and how to get in, from TEMPORAL_ADDRESS and the other variables of Temporal's own convention. */
export function temporalConfig(): { connection: ConnectionOptions; namespace: string } {
  // The embedded Temporal must not be mixed with a profile of the user's; an empty file the library does not read.
  const disableFile = process.env['TEMPORAL_CONFIG_FILE'] === '/dev/null';
  const { connectionOptions, namespace } = loadClientConnectConfig({ disableFile });
  return { connection: connectionOptions, namespace: namespace ?? 'default' };
}

/** The same for the worker's own kind of connection. */
export function nativeConfig(): NativeConnectionOptions & { namespace: string } {
  const { connection, namespace } = temporalConfig();
  const { address, tls, metadata, apiKey } = connection;
  return {
    namespace,
    ...(address === undefined ? {} : { address }),
    ...(tls === undefined ? {} : { tls }),
    ...(metadata === undefined ? {} : { metadata }),
    ...(typeof apiKey === 'string' ? { apiKey } : {}),
  };
}

/** Why Temporal does not answer, as a code; null: it does, and has the namespace. */
export async function temporalAnswers(patienceMs: number): Promise<string | null> {
  const { connection: options, namespace } = temporalConfig();
  const connection = Connection.lazy(options);
  try {
    const asking = () => connection.workflowService.describeNamespace({ namespace });
    await connection.withDeadline(Date.now() + patienceMs, asking);
    return null;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? Number(error.code) : -1;
    return code === notFound ? `no namespace ${namespace}` : 'unreachable';
  } finally {
    await connection.close().catch(() => undefined);
  }
}

/** As gRPC says it. */
const notFound = 5;

/** A client that connects when it is first used, so that Temporal need not be there yet. */
export function lazyClient(): Client {
  const { connection, namespace } = temporalConfig();
  return new Client({ connection: Connection.lazy(connection), namespace });
}
