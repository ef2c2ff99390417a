import type { Parsed } from './time/parsed.ts';

const units = { B: 1, kB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 };

/** Reads a size such as `10 MB`, in bytes; units are powers of 1000. */
export function parseSize(written: string): Parsed<number> {
  const [, count, unit] = /^\s*(\d+(?:\.\d+)?) *(B|kB|MB|GB|TB)\s*$/.exec(written) ?? [];
  const bytes = Math.round(Number(count) * units[unit as keyof typeof units]);
  return Number.isSafeInteger(bytes)
    ? { value: bytes }
    : { problem: `\`${written.trim()}\` is not a size: write it like 500 kB, 10 MB or 2 GB` };
}
