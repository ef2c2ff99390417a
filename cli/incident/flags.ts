/** The command-line option for a field of the API: `--root-cause <text>`. */
export function flag(name: string): string {
  const dashed = `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  return name === 'public' ? dashed : `${dashed} <${name === 'until' ? 'instant' : 'text'}>`;
}

/** How to do an act: `resolve --note <text>`. */
export const usage = ({ verb, needs }: { verb: string; needs: readonly string[] }): string =>
  [verb, ...needs.map(flag)].join(' ');
