/** The domain and a slow and obvious model of it agree, however much is tried. */
import { test } from 'vitest';

import { agreeing } from '../model/agreement.ts';

test('over 10,000 random lives, the domain and the model agree after every move', () => agreeing(10_000), 3_600_000);
