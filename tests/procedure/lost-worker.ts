/** A worker that begins one step, to be killed in the middle of it: `node lost-worker.ts <database> <folder> <reference> <step>`. */
import { carryOut } from '../../services/procedure/carry-out.ts';
import { toolsOf } from '../../worker/tools.ts';
import { pool } from '../support/database.ts';
import { testDesk } from '../support/desk.ts';

const [url, folder, reference, step] = process.argv.slice(2) as [string, string, string, string];
const asked = { reference, step, attempt: 1, undo: false, runsOn: null, withinMs: null };
const life = { signal: new AbortController().signal, beat: () => undefined };
await carryOut(testDesk(pool(url)), toolsOf([folder]), asked, life);
