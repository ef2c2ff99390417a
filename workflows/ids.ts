/** Names that are on the wire, in histories and in operators' bookmarks: never changed. */
export const taskQueue = 'guardia';
export const incidentWorkflowType = 'incidentWorkflow';
export const stirSignal = 'stir';

export const incidentWorkflowId = (reference: string): string => `incident-${reference}`;

export const scheduleWorkflowType = 'scheduleWorkflow';
export const scheduleId = (plan: string, name: string): string => `${plan}/${name}`;

export const monitorWorkflowType = 'monitorWorkflow';
export const monitorWorkflowId = (plan: string, name: string): string => `monitor-${plan}-${name.replace('/', '-')}`;

export const watchWorkflowType = 'watchWorkflow';
export const procedureWorkflowType = 'procedureWorkflow';
/** Of a run: `procedure-TRA-R1`. */
export const procedureWorkflowId = (reference: string): string => `procedure-${reference}`;
/** Of what must run on one machine; its worker is started with `--on`. */
export const taskQueueOn = (machine: string): string => `${taskQueue}-on-${machine}`;

/** Of all checks of a plan that are looked at as often: `watch/transport/5m`. */
export const watchScheduleId = (plan: string, every: string): string => `watch/${plan}/${every}`;
