import { Command, CommanderError } from 'commander';

import manifest from '../package.json' with { type: 'json' };

import { addAlertList } from './alert/list.ts';
import { addReplay } from './alert/replay.ts';
import { addAlertTest } from './alert/test.ts';
import { addBackupList } from './backup/list.ts';
import { addRetention } from './backup/retention.ts';
import { addBackupShow } from './backup/show.ts';
import { addTake, addTest } from './backup/take.ts';
import { addClock } from './clock.ts';
import { addEmergencyList } from './emergency/list.ts';
import { addEmergencyTest } from './emergency/test.ts';
import { Refused } from './ends.ts';
import { addActs } from './incident/act.ts';
import { addList } from './incident/list.ts';
import { addOpen } from './incident/open.ts';
import { addShow } from './incident/show.ts';
import { addVerify } from './incident/verify.ts';
import { addIntegrationList } from './integration/list.ts';
import { addIntegrationEnable, addIntegrationTest } from './integration/test.ts';
import { addCreate } from './key/create.ts';
import { addDoors } from './key/doors.ts';
import { addKeyList } from './key/list.ts';
import { addRenew } from './key/renew.ts';
import { addRevoke } from './key/revoke.ts';
import { addLogbookAdd } from './logbook/add.ts';
import { addLogbookList } from './logbook/list.ts';
import { addMaintenanceList } from './maintenance/list.ts';
import { addMaintenancePlan } from './maintenance/plan.ts';
import { addMute, addRun, addUnmute } from './monitor/act.ts';
import { addMonitorList } from './monitor/list.ts';
import { addMonitorShow } from './monitor/show.ts';
import { addCancel, addOverride } from './on-call/override.ts';
import { addOnCall } from './on-call/show.ts';
import { addApply } from './plan/apply.ts';
import { addCheck } from './plan/check.ts';
import { addDiff } from './plan/diff.ts';
import { addHistory } from './plan/history.ts';
import { addPlanShow } from './plan/show.ts';
import { addSchema } from './plan/schema.ts';
import { addPause, addResume, addScheduleRun } from './schedule/act.ts';
import { addProcedureList } from './procedure/list.ts';
import { addProcedureShow } from './procedure/show.ts';
import { addStart } from './procedure/start.ts';
import { addRunActs } from './run/act.ts';
import { addEvents, addFollow, addOutput, addRunShow } from './run/show.ts';
import { addRunList } from './run/list.ts';
import { addScheduleList } from './schedule/list.ts';
import { addScheduleShow } from './schedule/show.ts';
import { addServiceList } from './service/list.ts';
import { addDegraded, addNormal } from './service/mode.ts';
import { addSessionList, addSessionRevoke } from './session.ts';
import { addPreview } from './template/preview.ts';
import { plain } from './terminal.ts';
import { addImport } from './vulnerability/import.ts';
import { addChange } from './change.ts';
import { addDoctor } from './doctor.ts';
import { addDocumentList } from './document/list.ts';
import { addUptime } from './uptime.ts';

// Whoever reads may stop reading: `guardia incident list | head -1`.
process.stdout.on('error', () => process.exit(0));

const program = new Command('guardia')
  .description(manifest.description)
  .version(manifest.version)
  .option('--json', "print the API's JSON")
  .option('--url <url>', 'where Guardia is (default: GUARDIA_URL, or http://127.0.0.1:8400)')
  .addHelpText('after', '\nThe key: GUARDIA_KEY, or the file admin.key in GUARDIA_HOME (default .guardia).')
  .addHelpText('after', 'Exit code: 0 fine, 1 the answer is no, 2 it could not be done.')
  .configureHelp({ showGlobalOptions: true })
  .exitOverride();

const incident = program.command('incident').description('open, find and work on incidents');
for (const add of [addOpen, addList, addShow, addVerify, addActs]) add(incident);
const alert = program.command('alert').description('what other systems have sent, and what it comes down to');
for (const add of [addAlertList, addReplay, addAlertTest]) add(alert);
const key = program.command('key').description('your keys, and those of the people whom you administer');
for (const add of [addCreate, addKeyList, addRevoke, addDoors, addRenew]) add(key);
const session = program.command('session').description('who is signed in to the console');
for (const add of [addSessionList, addSessionRevoke]) add(session);
const maintenance = program.command('maintenance').description('when work is done on what is running');
for (const add of [addMaintenanceList, addMaintenancePlan]) add(maintenance);
const plan = program.command('plan').description('plan files, and the versions of applied plans');
for (const add of [addCheck, addApply, addDiff, addHistory, addPlanShow, addSchema]) add(plan);
const onCall = program.command('on-call').description('who is on call, and who is instead');
for (const add of [addOnCall, addOverride, addCancel]) add(onCall);
const emergency = program
  .command('emergency')
  .description('whom to reach when nobody else answers, and whether they do');
for (const add of [addEmergencyList, addEmergencyTest]) add(emergency);
const monitor = program.command('monitor').description('what is watched: checks, alert rules, heartbeats');
for (const add of [addMonitorList, addMonitorShow, addRun, addMute, addUnmute]) add(monitor);
const logbook = program.command('logbook').description('the record of what was changed and what has happened');
for (const add of [addLogbookList, addLogbookAdd]) add(logbook);
const procedure = program.command('procedure').description('what can be carried out step by step');
for (const add of [addProcedureList, addProcedureShow, addStart]) add(procedure);
const run = program.command('run').description('procedures that are carried out, and what one does in them');
for (const add of [addRunList, addRunShow, addFollow, addEvents, addOutput, addRunActs]) add(run);
addImport(program.command('vulnerability').description('weaknesses of what is in use'));
const service = program.command('service').description('how services run: fully, or only partly');
for (const add of [addServiceList, addDegraded, addNormal]) add(service);
const backup = program.command('backup').description('what is copied, what proves it, and what would go');
for (const add of [addBackupList, addBackupShow, addTake, addTest, addRetention]) add(backup);
const integration = program.command('integration').description('what is told beside people, and how it stands');
for (const add of [addIntegrationList, addIntegrationTest, addIntegrationEnable]) add(integration);
const schedule = program.command('schedule').description('what comes round by itself');
for (const add of [addScheduleList, addScheduleShow, addPause, addResume, addScheduleRun]) add(schedule);
addPreview(program.command('template').description('the messages that requesters and users get'));
addDocumentList(program.command('document').description('the texts that somebody keeps up to date'));
addDoctor(program);
addChange(program);
addUptime(program);
addClock(program);

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = exitCodeOf(error);
}

/** Commander has said itself what is wrong with the usage. */
function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  process.stderr.write(`${plain((error as Error).message).replaceAll(/\s+/g, ' ')}\n`);
  return error instanceof Refused ? 1 : 2;
}
