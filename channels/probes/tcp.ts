import { addressOf, connected } from './reach.ts';

/** Connects, and hangs up. */
export async function tcp(listed: string, signal: AbortSignal): Promise<void> {
  const { host, port } = addressOf(listed);
  (await connected(host, port, signal)).destroy();
}
