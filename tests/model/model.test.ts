/** Whatever happens, in whatever order: the domain says what a slow and obvious model says, at the same instants. */
import { test } from 'vitest';

import { agreeing } from './agreement.ts';

test('over 500 random lives, the domain and the model agree after every move', () => agreeing(500), 300_000);
