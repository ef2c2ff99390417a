import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { serve } from '@hono/node-server';
import axe from 'axe-core';
import { chromium } from 'playwright-core';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { inject } from 'vitest';

import { freePort } from '../../engine/ports.ts';

const shots = join(tmpdir(), 'guardia-screenshots');
const desktop = { width: 1280, height: 900 };
type Fetch = (request: Request) => Response | Promise<Response>;

export type Chromium = Awaited<ReturnType<typeof startBrowser>>;

/** A real Chromium, whose pages run no scripts, before whatever answers requests. */
export async function startBrowser(fetch: Fetch) {
  mkdirSync(shots, { recursive: true });
  const port = await freePort();
  const server = serve({ fetch, port, hostname: '127.0.0.1' });
  // Not a name that browsers trust without https: there the origin is all that proves a form to be ours.
  const address = `http://guardia.example:${port}`;
  const browser = await chromium.launch({
    executablePath: inject('chromium'),
    args: ['--no-sandbox', '--host-resolver-rules=MAP guardia.example 127.0.0.1'],
  });

  async function open(options: BrowserContextOptions = {}): Promise<Page> {
    const usual = { viewport: desktop, javaScriptEnabled: false, baseURL: address };
    return (await browser.newContext({ ...usual, ...options })).newPage();
  }

  return {
    address,
    open,
    /** Signs in with a key on the way to a page, and is there then. */
    async signIn(page: Page, key: string, path: string): Promise<void> {
      await page.goto(path);
      await page.getByLabel('Your key').fill(key);
      await page.keyboard.press('Enter');
      await page.waitForURL(`${address}${path}`);
    },
    /** How much wider the page is than the window, in px; measured from outside, for the page runs no script. */
    async overflow(page: Page): Promise<number> {
      const session = await page.context().newCDPSession(page);
      const { cssContentSize, cssLayoutViewport } = await session.send('Page.getLayoutMetrics');
      return cssContentSize.width - cssLayoutViewport.clientWidth;
    },
    shoot: (page: Page, name: string) => page.screenshot({ path: join(shots, `${name}.png`), fullPage: true }),
    /** What axe finds wrong with the page that is shown, by WCAG 2.2 A and AA, looked at where scripts run. */
    async barriers(page: Page): Promise<string[]> {
      const context = await browser.newContext({
        storageState: await page.context().storageState(),
        viewport: page.viewportSize() ?? desktop,
        bypassCSP: true,
      });
      const copy = await context.newPage();
      await copy.goto(page.url());
      await copy.addScriptTag({ content: axe.source });
      const { violations } = await copy.evaluate(() =>
        (globalThis as unknown as { axe: typeof axe }).axe.run({
          runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
        }),
      );
      await context.close();
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => String(target)).join(', ')}`);
    },
    async stop() {
      await browser.close();
      server.close();
    },
  };
}
