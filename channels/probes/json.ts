import { query } from 'jsonpath-rfc9535';

import { Fault } from './fault.ts';

/** The values at a path (RFC 9535) of a JSON text. Throws a `Fault` for what is no JSON or no path. */
export function jsonAt(path: string, text: string): readonly unknown[] {
  const value = parsed(text);
  try {
    return query(value as never, path);
  } catch {
    throw new Fault(`${path} is not a JSON path`);
  }
}

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Fault('the answer is not JSON');
  }
}
