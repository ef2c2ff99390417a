import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { freePort } from '../../engine/ports.ts';
import { findProgram } from '../support/debian.ts';

interface Receiver {
  /** In YAML, one line: what stands under `receivers`. */
  readonly receiver: string;
  /** How many Alertmanagers there are: one alone, or several as a cluster. */
  readonly peers: number;
}

/** Debian's Prometheus, which watches one figure, and Debian's Alertmanagers behind it. `set` moves the figure; over 5 an alert fires. */
export async function startPrometheus({ receiver, peers }: Receiver) {
  const home = mkdtempSync(join(tmpdir(), 'guardia-prometheus-'));
  const children: ChildProcess[] = [];
  const run = (program: string, ...args: string[]) =>
    void children.push(spawn(program, args, { cwd: home, stdio: 'ignore' }));
  let figure = 0;
  const shop = createServer((_, response) => response.end(`shop_errors ${figure}\n`)).listen(0, '127.0.0.1');
  await once(shop, 'listening');
  const alertmanagers = await startAlertmanagers(home, peers, receiver, run);
  const { port } = shop.address() as { port: number };
  writeFileSync(join(home, 'rules.yml'), rules);
  writeFileSync(join(home, 'prometheus.yml'), prometheusConfig(port, alertmanagers));
  const web = await freePort();
  const program = needed('prometheus');
  run(program, '--config.file=prometheus.yml', '--storage.tsdb.path=data', `--web.listen-address=127.0.0.1:${web}`);

  return {
    set: (value: number) => void (figure = value),
    async stop() {
      for (const child of children.filter(({ exitCode }) => exitCode === null)) {
        child.kill('SIGKILL');
        await once(child, 'exit');
      }
      shop.close();
      rmSync(home, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

async function startAlertmanagers(
  home: string,
  peers: number,
  receiver: string,
  run: (program: string, ...args: string[]) => void,
): Promise<string[]> {
  const program = needed('prometheus-alertmanager');
  writeFileSync(join(home, 'alertmanager.yml'), alertmanagerConfig(receiver));
  const webs: string[] = [];
  const first = await freePort();
  for (let index = 0; index < peers; index++) {
    const [web, gossip] = [await freePort(), index === 0 ? first : await freePort()];
    webs.push(`127.0.0.1:${web}`);
    mkdirSync(join(home, `am-${index}`));
    // An empty address is Alertmanager alone; it is a cluster otherwise.
    const cluster =
      peers === 1
        ? ['--cluster.listen-address=']
        : [
            `--cluster.listen-address=127.0.0.1:${gossip}`,
            '--cluster.settle-timeout=2s',
            '--cluster.peer-timeout=2s',
            ...(index === 0 ? [] : [`--cluster.peer=127.0.0.1:${first}`]),
          ];
    run(
      program,
      '--config.file=alertmanager.yml',
      `--storage.path=am-${index}`,
      `--web.listen-address=127.0.0.1:${web}`,
      ...cluster,
    );
  }
  return webs;
}

/** Has both at hand. Throws saying how to get what is missing. */
export const findPrometheus = (): string[] => ['prometheus', 'prometheus-alertmanager'].map(needed);

/** Debian's. */
function needed(name: string): string {
  const found = findProgram([name], name);
  if (found === undefined) throw new Error(`This test needs ${name}: install it (apt-get install ${name}).`);
  return found;
}

const alertmanagerConfig = (receiver: string) => `
route: { receiver: guardia, group_by: [alertname], group_wait: 0s, group_interval: 1s, repeat_interval: 2s }
receivers:
  - name: guardia
    ${receiver}
`;

const prometheusConfig = (port: number, alertmanagers: readonly string[]) => `
global: { scrape_interval: 500ms, evaluation_interval: 500ms }
rule_files: [rules.yml]
alerting: { alertmanagers: [{ static_configs: [{ targets: ${JSON.stringify(alertmanagers)} }] }] }
scrape_configs: [{ job_name: shop, static_configs: [{ targets: ["127.0.0.1:${port}"] }] }]
`;

const rules = `
groups:
  - name: shop
    rules:
      - alert: HighErrorRate
        expr: shop_errors > 5
        labels: { severity: critical, team: shop }
        annotations: { summary: "The shop has {{ $value }} errors", runbook_url: "https://runbooks.example/errors" }
`;
