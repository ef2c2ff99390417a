import type { Caller } from '../../services/access/caller.ts';
import { submitPlan } from '../../services/plan/submit.ts';
import { shopText } from '../domain/support.ts';

import { admin } from './support.ts';
import type { Shop } from './support.ts';

export const quicker = shopText.replace('P1: { response: 1h, resolution: 4h', 'P1: { response: 30m, resolution: 2h');
export const withoutP4 = quicker.replace(/ {2}P4: .*\n/, '');

/** Sends plans to a shop's Guardia; `move` with the open work. */
export function mover(shop: () => Shop) {
  const submit = (text: string, more: object = {}, caller: Caller = admin, key: string | null = null) =>
    submitPlan(shop().desk, caller, { text, file: 'shop.yaml', files: {}, dryRun: false, ...more }, key);
  return {
    submit,
    move: (text: string, more: object = {}, caller: Caller = admin, key: string | null = null) =>
      submit(text, { migrate: true, ...more }, caller, key),
    versionOf: async (reference: string) => (await shop().row(reference)).plan_version,
  };
}
