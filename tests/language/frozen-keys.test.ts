/** Keys whose behaviour is there are in people's files: a change here breaks what runs. It may be added to, not edited. */
import { expect, test } from 'vitest';
import { root } from '../../language/walk.ts';
import type { Inner } from '../../language/walk.ts';

const described = 'title description';
const promises = 'response resolution containment update workaround calendar';
const shifts = 'members every handoff starts calendar';
const frozen: Readonly<Record<string, string>> = {
  '': `guardia plan title description reference locale timezone calendars people roles rotations customers tiers services types
    categories impacts fields severities targets combine escalation reopen reviews runbooks
    articles documents emergency levels clocks pauses phases channels surveys communication probe templates checks heartbeats integrations
    alerts storm continuity logbook vulnerabilities procedures updates backups maintenance`,
  vulnerabilities: 'due owner procedure',
  'updates.*': `${described} every of after alert tests scan window owner procedure`,
  'procedures.*': `${described} when every while starts triggers asks owner within postmortem steps`,
  'procedures.*.when': 'type severity impact category tier',
  'procedures.*.while': 'procedure on',
  'procedures.*.steps.*': `name ${described} do decide approve run check sql http wait tell maintenance degraded flag open call backup
    restore on after owner within escalation gives criteria database template on-failure undo undo-takes retry idempotent runs-on not-by`,
  maintenance: 'window timezone impact notice tell via kinds emergency',
  'maintenance.kinds.*': `${described} every lasts notice via services owner procedure`,
  'maintenance.emergency': `${described} tell within approve`,
  logbook: 'records',
  continuity: 'degraded rpo rto standby recovery drill',
  'continuity.standby.*': `${described} check owner`,
  'backups.*': `${described} of service on every mode driver run environment provider watch places keep rpo restore-test
    restore-takes lasts opens runs-on`,
  'backups.*.keep': 'daily weekly monthly yearly',
  'backups.*.restore test': 'every validate within owner',
  'backups.*.watch': 'http sql files key newest size every younger larger',
  'continuity.degraded': `${described} allows tell template owner`,
  'calendars.*': 'timezone closed special holidays',
  'calendars.*.holidays': 'country state region',
  'people.*': 'name email phone pager notify',
  'people.*.notify.*': 'when hours via',
  'people.*.notify.*.when': 'severity',
  'integrations.*': `${described} kind key url address unknown-senders service severity timeout retries breaker fallback
    per-minute method body events types routes map values stale when-stale`,
  'roles.*': `${described} members may`,
  'rotations.*': `${described} ${shifts} layers`,
  'rotations.*.layers.*': shifts,
  emergency: 'contacts test',
  'emergency.contacts.*': 'who by hours description',
  'emergency.test': 'every within',
  'customers.*': `${described} domains addresses tier contact`,
  'tiers.*': `${described} ${promises}`,
  'levels.*': `${described} ${promises} team lead escalation`,
  'clocks.*': `${described} when from within calendar`,
  'clocks.*.when': 'type severity impact category tier',
  'channels.*': `${described} address type severity unknown-senders hours answers`,
  'surveys.*': `${described} after types question out-of valid`,
  'pauses.*': `${described} stops ends at-most`,
  'communication.*': 'when tell at within every via template update closing',
  'templates.*': `${described} subject body`,
  probe: 'every to within opens',
  'communication.*.when': 'type severity impact category tier',
  'phases.*': `${described} type severity impact category tier from within steps owner needed-to-close`,
  'checks.*': `${described} http tcp sql tls fresh command host prometheus service every on-change-of on under below above younger
    expires-within environment expect fails opens recovery runbook`,
  'checks.*.expect': 'status body json',
  'services.*': `${described} part-of depends-on uptime maintenance`,
  'types.*': `${described} for`,
  'categories.*': `${described} type severity team runbook article`,
  'impacts.*': described,
  'fields.*': `${described} type options types required`,
  'severities.*': `${described} types ${promises} postmortem escalation runbook`,
  'severities.*.postmortem': 'within from',
  'targets.*': `when from ${promises}`,
  'targets.*.when': 'type severity impact category tier level service',
  'escalation.*': `${described} steps lapses exhausted`,
  'escalation.*.*': 'at tell repeat at-most calendar',
  'escalation.*.steps.*': 'at tell repeat at-most calendar',
  'runbooks.*': `${described} type severity impact category tier file service owner review`,
  'articles.*': `${described} file categories owner review on-change-of`,
  'documents.*': `${described} file for holds owner review on-change-of`,
  'heartbeats.*': `${described} every grace key service opens`,
  'reviews.*': `${described} every owner checklist within calendar severity type finds on-change-of gives`,
  'alerts.*': `${described} when for source query on every above below failures match service opens type action runbook`,
  'integrations.*.routes.*': 'when severity type service tier escalation runbook drop',
  'integrations.*.map': 'key title description severity status service type',
  'integrations.*.values': 'severity service type status',
  storm: 'incidents within',
};

/** `place key` of every key that is not recorded; days of the week are one another's neighbours and left out. */
function keysOf(schema: Inner, place: readonly string[]): readonly string[] {
  const { shape, innerType, in: before, options, valueType, element } = schema.def;
  if (shape !== undefined)
    return Object.entries(shape)
      .filter(([key, one]) => one.meta()?.recorded !== true && !/^(mon|tue|wed|thu|fri|sat|sun)\b/.test(key))
      .flatMap(([key, one]) => [`${place.join('.')} ${key.replaceAll(' ', '-')}`, ...keysOf(one, [...place, key])]);
  const entries = valueType ?? element;
  if (entries !== undefined) return keysOf(entries, [...place, '*']);
  return (options ?? [innerType ?? before].filter((one) => one !== undefined)).flatMap((one) => keysOf(one, place));
}

test('the keys that something acts on', () => {
  const listed = Object.entries(frozen).flatMap(([place, keys]) => keys.split(/\s+/).map((key) => `${place} ${key}`));
  expect([...new Set(keysOf(root, []))].toSorted()).toEqual(listed.toSorted());
});
