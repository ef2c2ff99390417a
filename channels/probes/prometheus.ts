import { Fault, Missing } from './fault.ts';
import { ask } from './http.ts';
import { parsed } from './json.ts';

interface Reply {
  readonly status?: string;
  readonly data?: { readonly resultType?: string; readonly result?: unknown };
}

type Sample = readonly [number, string];

/** The values that an instant query finds; what is not a number is nothing to measure, and counts as 0. */
export async function valuesOf(query: string, on: string | null, signal: AbortSignal): Promise<readonly number[]> {
  if (on === null) throw new Missing('`on` does not say which Prometheus is asked');
  const separator = on.endsWith('/') ? '' : '/';
  const { status, body } = await ask(`${on}${separator}api/v1/query?query=${encodeURIComponent(query)}`, signal);
  if (status !== 200) throw new Fault(`HTTP ${status}`);
  const { status: outcome, data } = parsed(body) as Reply;
  if (outcome !== 'success') throw new Fault('Prometheus refuses the query');
  return samplesOf(data).map(([, value]) => numberOf(value));
}

function samplesOf(data: Reply['data']): readonly Sample[] {
  if (data?.resultType === 'scalar') return [data.result as Sample];
  if (data?.resultType !== 'vector' || !Array.isArray(data.result))
    throw new Fault('the query finds no instant values');
  return data.result.map((one: { value: Sample }) => one.value);
}

/** Prometheus writes +Inf and NaN; a share of no requests at all is NaN. */
function numberOf(text: string): number {
  if (text === '+Inf') return Number.MAX_VALUE;
  if (text === '-Inf') return -Number.MAX_VALUE;
  return Number(text) || 0;
}
