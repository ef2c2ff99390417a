import { may } from '../key.ts';
import * as word from '../words.ts';

/** What one row of targets promises. */
export const promises = {
  response: may(
    word.promise,
    'How soon somebody answers. Of a range the first value warns, the second is the promise.',
    '1h',
    '2h..4h',
    '1 business day',
  ),
  resolution: may(word.promise, 'How soon it is solved.', '4h', '3 business days'),
  containment: may(word.promise, 'How soon the damage is stopped from spreading.', '2h'),
  update: may(word.span, 'How often the state is told until it is solved.', '30m'),
  workaround: may(
    word.choice('counts', 'does not count'),
    'Whether telling the requester a workaround keeps the promise to resolve.',
    'counts',
  ),
  calendar: may(
    word.nameOf('calendar'),
    'The calendar on which the time counts; `always` where it is left out.',
    'office',
  ),
};
