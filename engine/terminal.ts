/** Prints what the engine does: a line per step, with the seconds it took. Colours only on a terminal. */
export interface Terminal {
  /** A plain line. */
  line(text?: string): void;
  /** A line about something that is not as it should be, but goes on. */
  warn(text: string): void;
  /** Does the work, then prints one line with the time it took. */
  step<T>(title: string, work: () => Promise<T>): Promise<T>;
}

/** A terminal that has gone away (its window closed) must not stop an orderly shutdown. */
export function openTerminal(stream: NodeJS.WriteStream): Terminal {
  stream.on('error', () => undefined);
  const colours = stream.isTTY && !process.env['NO_COLOR'];
  const paint = (code: number, text: string) => (colours ? `\u001B[${code}m${text}\u001B[0m` : text);
  const line = (text = '') => void stream.write(`${text}\n`);
  return {
    line,
    warn: (text) => line(`  ${paint(33, '!')} ${text}`),
    async step(title, work) {
      const began = performance.now();
      const took = () => `${((performance.now() - began) / 1000).toFixed(1)} s`;
      try {
        const result = await work();
        line(`  ${paint(32, '✓')} ${title.padEnd(48)} ${paint(2, took())}`);
        return result;
      } catch (error) {
        line(`  ${paint(31, '✗')} ${title.padEnd(48)} ${paint(2, took())}`);
        throw error;
      }
    },
  };
}
