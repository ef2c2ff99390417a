/** Who writes while nobody is there is told at once when to expect an answer, in the hours of the plan and by its holidays. */
import { afterEach, expect, test } from 'vitest';

import { planFile } from '../support/plan.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

let world: World;
afterEach(() => world.stop());

const confirmation = (address: string) => world.mailsTo(address).at(-1)!.text;

test('by chat on a Friday night: the chat is attended again on Monday, the mail says so', async () => {
  world = await startWorld();
  const user = 'sef@dunarea.example';
  world.startAt('2027-03-05T22:00:00+02:00');
  const late = { severity: 'P4', type: 'question', title: 'Cum fac X?', requester: { email: user } };
  await world.openIncident({ ...late, channel: 'chat' });
  expect(confirmation(user)).toMatch(
    /Acest canal nu este deservit acum; va fi din nou de la lun\., 8 mar\. 2027, 09:00/,
  );
  // 48 hours of weekdays: Friday's last two, all of Monday, and Tuesday until 22.
  expect(confirmation(user)).toMatch(/mar., 9 mar\. 2027, 22:0/);
  world.startAt('2027-03-09T11:00:00+02:00');
  await world.openIncident({ ...late, channel: 'chat' });
  expect(confirmation(user)).not.toContain('Acest canal nu este deservit acum');
});

test('to the loans desk on the eve of a holiday: the hour of a first answer begins when it opens again', async () => {
  world = await startWorld({ plan: await planFile('loans') });
  const user = 'rosa@prestamos.example';
  // Thursday before Good Friday: the desk opens again on Monday at nine.
  world.startAt('2027-03-25T20:00:00-03:00');
  await world.openIncident({ severity: 'media', type: 'question', title: '¿Cómo entro?', requester: { email: user } });
  expect(confirmation(user)).toMatch(/lun, 29 mar 2027, 09:00[^]*lun, 29 mar 2027, 10:00/);
});
