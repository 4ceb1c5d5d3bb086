/**
 * The Chromium of the browser tests comes from an npm package, so nobody has to install or download a browser. On
 * machines for which the package has none, the installed Chrome is used.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root, stateFolder } from '../../local/stack/folders.ts';

export interface ChromiumBinary {
  /** Undefined: the Chrome that is installed. */
  readonly executablePath: string | undefined;
  /** Environment variables for a machine that lacks the browser's libraries or fonts. */
  readonly env: Readonly<Record<string, string>>;
}

const installed: ChromiumBinary = { executablePath: undefined, env: {} };
const packageFolder = join(root, 'node_modules/@sparticuz/chromium');

/** Unpacks it once for each version. An interrupted attempt leaves nothing that looks complete. */
export async function prepareChromium(): Promise<ChromiumBinary> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return installed;
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as {
    readonly version: string;
  };
  const folder = join(stateFolder, `chromium-${version}`);
  if (!existsSync(folder)) await unpack(folder);
  const executablePath = join(folder, 'chromium');
  return { executablePath, env: { ...libraries(folder, executablePath), ...fonts(folder) } };
}

async function unpack(folder: string): Promise<void> {
  const making = `${folder}-${process.pid}`;
  mkdirSync(making, { recursive: true });
  const before = process.env['TMPDIR'];
  // The package unpacks into the system's temporary folder, and reuses files it finds there, whatever their version.
  process.env['TMPDIR'] = making;
  try {
    const { default: chromium, inflate } = await import('@sparticuz/chromium');
    await chromium.executablePath();
    await inflate(join(packageFolder, 'bin/al2023.tar.br'));
    if (!existsSync(folder)) renameSync(making, folder);
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
    rmSync(making, { recursive: true, force: true });
  }
}

/** The package includes the libraries that minimal systems lack. */
function libraries(folder: string, executablePath: string): Readonly<Record<string, string>> {
  const needed = execFileSync('ldd', [executablePath], { encoding: 'utf8' });
  return needed.includes('not found') ? { LD_LIBRARY_PATH: join(folder, 'al2023/lib') } : {};
}

const fonts = (folder: string): Readonly<Record<string, string>> =>
  existsSync('/usr/share/fonts') ? {} : { FONTCONFIG_PATH: join(folder, 'fonts') };
