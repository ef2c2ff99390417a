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
/** Of all checks of a plan that are looked at as often: `watch/transport/5m`. */
export const watchScheduleId = (plan: string, every: string): string => `watch/${plan}/${every}`;
