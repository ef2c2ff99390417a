/** By what the workflow of a monitor is stirred: `monitor:shop/heartbeat/nightly`. */
export const subjectOf = (plan: string, name: string): string => `monitor:${plan}/${name}`;
