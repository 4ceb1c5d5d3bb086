/** Prepares the built dashboard page for sending. */
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { brotliDecompress, gzip } from 'node:zlib';
import { z } from 'zod';
import type { Authentication } from '../../core/settings/authentication.ts';
import { sha256 } from './sha256.ts';

const Built = z.object({ html: z.string(), scriptHash: z.string(), styleHash: z.string() });

export interface DashboardPage {
  readonly html: string;
  readonly gzipped: Uint8Array;
  readonly etag: string;
  /** The value of Content-Security-Policy: this script, these styles, this app, and nothing else. */
  readonly policy: string;
}

/** Throws if the file is missing or is not what the build writes. */
export async function readDashboardPage(file: URL, authentication: Authentication): Promise<DashboardPage> {
  const json = await promisify(brotliDecompress)(await readFile(file));
  const built = Built.parse(JSON.parse(json.toString()));
  // Tells the page whether to ask for a key or to rely on the session.
  const html = built.html.replace('{authentication}', authentication);
  return {
    html,
    gzipped: await promisify(gzip)(html, { level: 9 }),
    // Weak, because it stands for the page in either coding.
    etag: `W/"${sha256(html).slice(0, 32)}"`,
    policy: [
      "default-src 'none'",
      `script-src '${built.scriptHash}'`,
      `style-src '${built.styleHash}'`,
      "connect-src 'self'",
      'img-src data:',
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ].join('; '),
  };
}
