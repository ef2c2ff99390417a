import type { Reporter, TestModule } from 'vitest/node';

/** Says `N passed, N failed` alone on the last line: what continuous integration reads. */
export default class LastLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const states = modules.flatMap((module) => [...module.children.allTests()].map((test) => test.result().state));
    const broken = modules.filter((module) => module.errors().length > 0).length + errors.length;
    const counted = (state: string) => states.filter((one) => one === state).length;
    const [passed, failed, skipped] = [counted('passed'), counted('failed') + broken, counted('skipped')];
    // After the other reporters have had their say.
    process.once('exit', () =>
      process.stdout.write(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`),
    );
  }
}
