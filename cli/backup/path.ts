/** What `PLAN/NAME` names. Throws a sentence for anything else. */
export function named(which: string): { readonly plan: string; readonly name: string } {
  const [plan, name, ...rest] = which.split('/');
  if (!plan || !name || rest.length > 0)
    throw new Error(`"${which}" names no backup: write the plan and the name, such as transport/database.`);
  return { plan, name };
}

/** Where the API has a backup that is named `PLAN/NAME`. Throws a sentence for anything else. */
export function pathOf(which: string): string {
  const { plan, name } = named(which);
  return `/backups/${encodeURIComponent(plan)}/${encodeURIComponent(name)}`;
}
