/** What browsers show without running anything; everything else is nothing but bytes. */
const harmless = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'application/pdf', 'text/plain'];

/** A file that somebody sent: to be saved, never to be shown as a page of this house or guessed at. */
export function fileAnswer({
  name,
  type,
  content,
}: {
  readonly name: string;
  readonly type: string;
  readonly content: Buffer;
}): Response {
  const plain = name.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_');
  const spelled = encodeURIComponent(name.toWellFormed()).replaceAll(
    /['()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return new Response(new Uint8Array(content), {
    headers: {
      'Content-Type': harmless.includes(type) ? type : 'application/octet-stream',
      'Content-Disposition': `attachment; filename="${plain}"; filename*=UTF-8''${spelled}`,
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'X-Content-Type-Options': 'nosniff',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
    },
  });
}

/** `12 KB`, as people read it. */
export const sayBytes = (size: number): string =>
  size < 1024
    ? `${size} B`
    : size < 1024 ** 2
      ? `${Math.round(size / 1024)} KB`
      : `${(size / 1024 ** 2).toFixed(1)} MB`;
