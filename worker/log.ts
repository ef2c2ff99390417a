import { pino } from 'pino';
import type { Logger } from 'pino';

/** A process's log, JSON lines on standard output. What Postgres quotes of a row stays out of it: that may be personal. */
export const createLog = (name: string): Logger =>
  pino({ name, redact: { paths: ['err.detail', 'err.where', 'err.internalQuery'], remove: true } });
