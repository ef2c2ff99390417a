import type { Desk } from '../services/desk.ts';
import { hearMails } from '../services/mail/hear.ts';

/** Hears what has come by mail when it is asked to, one after another; asked meanwhile, it looks once more. What fails the relay does. */
export function hearing(desk: Desk, onFailure: (error: unknown) => void) {
  let asked = false;
  let running = Promise.resolve();

  async function run(): Promise<void> {
    while (asked) {
      asked = false;
      await hearMails(desk, 0).catch(onFailure);
    }
  }

  return {
    hear: (): void => {
      if (!asked) running = running.then(run);
      asked = true;
    },
    /** When everything that was asked for is done. */
    idle: (): Promise<void> => running,
  };
}
