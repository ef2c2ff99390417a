import { findProgram } from './debian.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome'];

/** The path of a Chromium: CHROMIUM, the PATH, else Debian's package, which root installs. Throws saying how to get one. */
export function findChromium(): string {
  const found = process.env['CHROMIUM'] ?? findProgram(names, 'chromium');
  if (found === undefined)
    throw new Error('The tests in a browser need Chromium: install it (apt-get install chromium), or set CHROMIUM.');
  return found;
}
