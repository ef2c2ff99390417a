import type { DoorKey } from '../answers.ts';

/** A key that was just made for something that sends to Guardia: where that sends to, and what it says there. */
export const doorKeyLines = ({ plan, name, kind, key, url }: DoorKey): readonly string[] => [
  `The key of ${name} of ${plan}, shown this once:`,
  `  ${url}${kind === 'pagerduty' ? `  routing_key ${key}` : ''}`,
];
