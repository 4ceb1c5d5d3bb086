/** The licences of everything that is bundled. A package without a licence text, or with an unexpected licence, fails the build. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const noticesFile = 'THIRD-PARTY-NOTICES.txt';

/** Each permits use in a closed product; most ask for their text and the copyright line, which the file has. */
const expectedLicences: readonly string[] = [
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  'MIT-0',
];
/** For packages that contain no licence file, under the package's name. */
const ownTexts = join(import.meta.dirname, 'license-texts');
/** Apache-2.0 asks for the NOTICE too; some packages name their copyright holders in a file of its own. */
const isLegalText = /^(licen[cs]e|copying|copyright|notice|third-?party-?notices?)[^/]*$/i;

export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** As in its package.json. */
  readonly license: unknown;
  /** Its legal files, then the one that we supply. */
  readonly texts: readonly string[];
}

export function readPackage(folder: string, supplied = ownTexts): BundledPackage {
  const manifest: { readonly name: string; readonly version: string; readonly license?: unknown } =
    JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const { name, version, license } = manifest;
  const own = readdirSync(folder, { withFileTypes: true })
    .filter((each) => each.isFile() && isLegalText.test(each.name))
    .map(({ name: file }) => join(folder, file))
    .toSorted();
  const ours = join(supplied, `${name}.txt`);
  const files = own.length === 0 && existsSync(ours) ? [ours] : own;
  return { name, version, license, texts: files.map((file) => readFileSync(file, 'utf8')) };
}

/** @throws Error with all packages that need a decision. */
export function thirdPartyNotices(packages: readonly BundledPackage[]): string {
  const problems = packages.flatMap(problemOf);
  if (problems.length > 0) {
    throw new Error(
      `These bundled packages must not be deployed before somebody has decided about their licence:\n${problems.join('\n')}`,
    );
  }
  const sections = new Map(packages.map((each) => [`${each.name} ${each.version}`, each]));
  return [
    'This app contains the following third-party software. Each part is under the licence that follows its name.',
    ...[...sections]
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([title, { license, texts }]) =>
        [`${'='.repeat(80)}\n${title} (${String(license)})`, ...texts.map(tidy)].join('\n\n'),
      ),
  ]
    .join('\n\n')
    .concat('\n');
}

function problemOf({ name, version, license, texts }: BundledPackage): readonly string[] {
  if (!expectedLicences.some((each) => each === license)) {
    const found = license === undefined ? 'names no licence' : `has the licence ${JSON.stringify(license)}`;
    return [
      `- ${name} ${version} ${found}, expected one of ${expectedLicences.join(', ')}: remove the package, or add the licence to local/build/third-party-notices.ts after reading it.`,
    ];
  }
  if (texts.every((text) => text.trim() === '')) {
    return [
      `- ${name} ${version} contains no licence file: put its text into local/build/license-texts/${name}.txt.`,
    ];
  }
  return [];
}

const tidy = (text: string): string =>
  text
    .replaceAll('\r\n', '\n')
    .replace(/^\uFEFF/, '')
    .trim();
