/** What events and notifications about an announcement refer to. */
export const subjectOf = (plan: string, id: number): string => `maintenance:${plan}/${id}`;
