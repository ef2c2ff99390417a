/** A worker that begins one step, to be killed in the middle of it: `node lost-worker.ts <database> <folder> <reference> <step>`. */
import { join } from 'node:path';

import { carryOut } from '../../services/procedure/carry-out.ts';
import { toolsOf } from '../../worker/tools.ts';
import { pool } from '../support/database.ts';
import { testDesk } from '../support/desk.ts';

const [url, folder, reference, step] = process.argv.slice(2) as [string, string, string, string];
const asked = { reference, step, attempt: 1, undo: false, runsOn: null, withinMs: null };
const life = { signal: new AbortController().signal, beat: () => undefined };
const desk = { ...testDesk(pool(url)), env: process.env };
await carryOut(desk, toolsOf([folder], join(folder, 'home')), asked, life);
