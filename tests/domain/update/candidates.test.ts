/** What programs that look for updates say is read as what there is to update, one line each. */
import { expect, test } from 'vitest';

import { readCandidates, spelled } from '../../../domain/update/candidates.ts';
import { npmSeven, pip } from '../vulnerability/reports.ts';

const read = (output: string) => {
  const { form, candidates } = readCandidates(output);
  return [form, candidates.map((one) => `${spelled(one)}${one.security ? ' !' : ''}`)];
};

const npmOutdated = `Package        Current   Wanted   Latest  Location                    Depended by
@shop/basket     1.2.0    1.2.5    2.0.0  node_modules/@shop/basket   shop
left-pad       MISSING    1.3.0    1.3.0  -                           shop
`;
const npmOutdatedJson = JSON.stringify({
  '@shop/basket': { current: '1.2.0', wanted: '1.2.5', latest: '2.0.0', dependent: 'shop', location: 'x' },
  twice: [{ current: '1.0.0', wanted: '1.0.1', latest: '1.0.1', dependent: 'a' }],
});
const pipList = `Package    Version Latest Type
---------- ------- ------ -----
django     4.2.1   4.2.9  wheel
rest-like  3.14.0  3.15.2 wheel
`;
const pipListJson = JSON.stringify([
  { name: 'django', version: '4.2.1', latest_version: '4.2.9', latest_filetype: 'wheel' },
]);
const pipAuditText = `Found 2 known vulnerabilities in 1 package
Name   Version ID              Fix Versions
------ ------- --------------- ------------
flaskk 0.5     PYSEC-2031-66   1.0
flaskk 0.5     PYSEC-2031-179  0.12.3,1.0
`;
const apt = `Listing... Done
libssl3/stable-security 3.0.15-1~deb12u1 amd64 [upgradable from: 3.0.14-1~deb12u2]
tzdata/stable-updates 2031a-0+deb12u1 all [upgradable from: 2030b-0+deb12u1]
`;

test.each([
  ['npm outdated', npmOutdated, 'npm outdated', ['@shop/basket 1.2.0 → 2.0.0', 'left-pad → 1.3.0']],
  ['npm outdated --json', npmOutdatedJson, 'npm outdated', ['@shop/basket 1.2.0 → 2.0.0', 'twice 1.0.0 → 1.0.1']],
  ['npm outdated --json with nothing', '{}', 'npm outdated', []],
  ['npm audit --json', JSON.stringify(npmSeven), 'weaknesses', ['tar-like !']],
  ['pip list --outdated', pipList, 'pip list', ['django 4.2.1 → 4.2.9', 'rest-like 3.14.0 → 3.15.2']],
  ['pip list --outdated --format json', pipListJson, 'pip list', ['django 4.2.1 → 4.2.9']],
  ['pip-audit', pipAuditText, 'pip-audit', ['flaskk 0.5 → 1.0 !']],
  ['pip-audit --format json', JSON.stringify(pip), 'weaknesses', ['paper-like 2.3.0 → 2.3.1 !']],
  ['pip-audit with nothing', 'No known vulnerabilities found\n', 'pip-audit', []],
  [
    'apt list --upgradable',
    apt,
    'apt',
    ['libssl3 3.0.14-1~deb12u2 → 3.0.15-1~deb12u1 !', 'tzdata 2030b-0+deb12u1 → 2031a-0+deb12u1'],
  ],
  ['apt with nothing', 'Listing... Done\n', 'apt', []],
  [
    'any other program',
    'router firmware 7.2\r\n\r\n  switch firmware\n',
    null,
    ['router firmware 7.2', 'switch firmware'],
  ],
  ['nothing', '', null, []],
  ['broken JSON', '{"a": ', null, ['{"a":']],
])('%s', (_, output, form, candidates) => expect(read(output)).toEqual([form, candidates]));
