import { html } from 'hono/html';

import type { Html } from '../page.ts';

const size = { width: 300, height: 40 };

/** How long answers took, ms, the oldest first: a line, and its figures for whoever does not see it. */
export function sparkline(times: readonly number[]): Html {
  const most = Math.max(1, ...times);
  const step = size.width / Math.max(1, times.length - 1);
  const points = times.map((ms, index) => `${(index * step).toFixed(1)},${(size.height * (1 - ms / most)).toFixed(1)}`);
  const sorted = times.toSorted((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)]!;
  const words = `The last ${times.length} took ${sorted[0]} to ${most} ms, half of them up to ${middle} ms.`;
  return html`<figure class="spark">
    <svg viewBox="0 -2 ${size.width} ${size.height + 4}" role="img" aria-label="${words}">
      <polyline points="${points.join(' ')}" fill="none" stroke="currentColor" stroke-width="1.5" />
    </svg>
    <figcaption class="muted">${words}</figcaption>
  </figure>`;
}
