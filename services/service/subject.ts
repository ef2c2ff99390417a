/** What events and notifications about how a service runs refer to. */
export const subjectOf = (plan: string, service: string): string => `mode:${plan}/${service}`;
