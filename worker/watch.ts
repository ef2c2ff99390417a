import { watch } from 'node:fs';

interface Watching {
  /** Asked anew after each change: folders come and go. */
  readonly folders: () => readonly string[];
  /** Called once things have been quiet for a moment, never twice at once; tried again when it fails. */
  readonly onChange: () => Promise<void>;
  readonly onFailure: (error: unknown) => void;
}

const quietMs = 300;
const retryMs = 2000;

/** Watches folders, not what is in folders within, until the answered function is called. Keeps no process alive. */
export function watchFolders({ folders, onChange, onFailure }: Watching): () => void {
  let timer: NodeJS.Timeout | undefined;
  let [busy, stopped] = [false, false];
  let close = arm();

  /** A folder that was replaced by another of its name is watched by nobody until this. */
  function rearm(): void {
    const before = close;
    close = stopped ? () => undefined : arm();
    before();
  }

  function arm(): () => void {
    const watchers = folders().flatMap((folder) => {
      try {
        const one = watch(folder, { persistent: false }, () => soon(quietMs));
        return [one.on('error', onFailure)];
      } catch (error) {
        onFailure(error);
        return [];
      }
    });
    return () => watchers.forEach((one) => one.close());
  }

  function soon(ms: number): void {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(() => void turn(), ms).unref();
  }

  async function turn(): Promise<void> {
    if (busy) return soon(quietMs);
    busy = true;
    rearm();
    try {
      await onChange();
    } catch (error) {
      onFailure(error);
      soon(retryMs);
    }
    rearm();
    busy = false;
  }

  return () => {
    stopped = true;
    clearTimeout(timer);
    close();
  };
}
