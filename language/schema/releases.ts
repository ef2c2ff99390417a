import { z } from 'zod';

import { may, must, recorded } from '../key.ts';
import * as word from '../words.ts';
import { flag, named, namesOf, shortFor, texts, titled, who } from './shapes.ts';

const stage = z.strictObject({
  ...titled,
  steps: may(texts, 'What is done in it.', ['Deploy to staging', 'QA testing']),
  gates: may(texts, 'What must be true before the next.', ['Code review approved']),
  approve: may(who, 'Who lets it pass.', 'tech-lead'),
  window: may(flag, 'Whether it waits for the maintenance window.', true),
  watch: may(word.span, 'For how long it is watched afterwards.', '24h'),
});

const cadence = z.strictObject({
  ...titled,
  every: must(word.every, 'How often.', '3 months', 'as needed'),
  version: may(word.text, 'How its versions are numbered.', 'V1.x.0'),
});

const rollout = z.strictObject({
  steps: must(z.array(word.percent), 'The shares of users, one after the other.', ['10%', '25%', '50%', '100%']),
  watch: may(word.span, 'For how long each is watched.', '30m'),
  criteria: may(texts, 'When a step has succeeded.', ['error rate below 1%']),
  'on failure': may(word.choice('rollback', 'halt'), 'What happens when one fails.', 'rollback'),
  procedure: may(word.nameOf('procedure'), 'How it is done.', 'rollout'),
});

const rollback = z.strictObject({
  triggers: may(texts, 'What makes one roll back.', ['A critical bug in production']),
  levels: may(
    named(
      shortFor(
        'description',
        word.text,
        z.strictObject({ ...titled, procedure: may(word.nameOf('procedure'), 'How it is done.', 'rollback-database') }),
      ),
    ),
    'How far back it goes, the least first.',
    { flag: 'Switch the feature flag off' },
  ),
  procedure: may(word.nameOf('procedure'), 'How it is done.', 'rollback'),
});

const hotfix = z.strictObject({
  ...titled,
  branch: may(word.text, 'The branch it is made on.', 'hotfix/*'),
  severities: may(namesOf('severity'), 'For incidents of these severities.', ['P1']),
  tests: may(texts, 'What is tested.', ['The tests of what was broken']),
  procedure: may(word.nameOf('procedure'), 'How it goes out.', 'hotfix'),
});

const releases = z.strictObject({
  cadence: may(named(shortFor('every', word.every, cadence)), 'Which kinds there are, and how often.', {
    major: '3 months',
    hotfix: 'at once',
  }),
  pipeline: may(named(stage), 'The stages, in their order.', { staging: { steps: ['Deploy to staging'] } }),
  checklist: may(texts, 'What must be true before it is deployed.', ['Code review approved', 'Tests pass']),
  'smoke tests': may(texts, 'What is tried after each deployment.', ['One can sign in']),
  tests: may(texts, 'Which tests run before each release.', ['The whole suite']),
  deployment: may(word.nameOf('procedure'), 'How it is deployed: one of `procedures`.', 'deployment'),
  rollout: may(rollout, 'How it reaches users step by step.', { steps: ['10%', '100%'] }),
  rollback: may(rollback, 'How it is taken back.', { procedure: 'rollback' }),
  hotfix: may(hotfix, 'What cannot wait for a release.', { branch: 'hotfix/*' }),
});

const featureFlag = z.strictObject({
  ...titled,
  default: may(word.choice('on', 'off'), 'What it is before anybody changes it; off where it is left out.', 'off'),
  rollout: may(word.percent, 'For how many users it is on.', '10%'),
  owner: may(who, 'Who decides about it.', 'product'),
});

const milestone = z.strictObject({
  ...titled,
  due: may(word.text, 'By when: a quarter, a date or a span.', '2025-Q1', '3 months'),
  items: must(texts, 'What is in it.', ['Lazy loading']),
  owner: may(who, 'Who answers for it.', 'product'),
});

export const releaseChapters = {
  releases: recorded(releases, 'How changes reach users, and back.', { cadence: { major: '3 months' } }),
  flags: recorded(named(shortFor('title', word.text, featureFlag)), 'Feature flags.', { 'calendar-sync': 'Sync' }),
  roadmap: recorded(named(milestone), 'What comes when.', { 'v1.1': { due: '2025-Q1', items: ['Lazy loading'] } }),
};
