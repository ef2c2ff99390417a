import { Undone } from '../ends.ts';

/** The path of `transport/check/api` in the API; without a kind it is a check. */
export function pathOf(which: string): string {
  const parts = which.split('/');
  const [plan, kind, name] = parts.length === 2 ? [parts[0], 'check', parts[1]] : parts;
  if (!plan || !kind || !name || parts.length > 3)
    throw new Undone(`"${which}" is no monitor: write it like transport/check/api.`);
  return `/monitors/${[plan, kind, name].map(encodeURIComponent).join('/')}`;
}
