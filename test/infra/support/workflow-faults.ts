/** What is wrong with a GitHub workflow, from its text: actions that may change, rights, secrets, scripts that others can fill in. */

/** The text without its comments. */
export const code = (text: string): string => text.replaceAll(/(^|\s)#.*$/gm, '');

const matches = (text: string, pattern: RegExp): readonly string[] =>
  [...text.matchAll(pattern)].map(([whole, group = whole]) => group.trim());

/** The jobs, each with its text. */
export const jobsOf = (text: string): readonly string[] =>
  text
    .slice(text.search(/^jobs:$/m))
    .split(/^ {2}(?=[\w-]+:$)/m)
    .slice(1);

/** The shell scripts of a job or workflow. */
export const scriptsOf = (text: string): readonly string[] =>
  [...text.matchAll(/^( +)(- )?run: (?:\|\n((?:\1 .*\n|\n)+)|(.*)$)/gm)].map(
    ([, , , block = '', line = '']) => block + line,
  );

export function faultsOf(text: string): readonly string[] {
  return [
    ...unpinnedActions(text),
    ...rights(text),
    ...secrets(text),
    ...injections(text),
    ...jobsOf(text).filter(canGetToken).flatMap(codeBesideToken),
  ];
}

function unpinnedActions(text: string): readonly string[] {
  const pinned = /^([\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+|\.\/\.github\/workflows\/[\w-]+\.yml)$/;
  return matches(text, /uses: (.*)$/gm)
    .filter((action) => !pinned.test(action))
    .map((action) => `not pinned to a commit, with its version beside it: ${action}`);
}

function rights(text: string): readonly string[] {
  const byDefault = /^permissions:( \{\}|\n {2}contents: read)\n\n/m.test(text)
    ? []
    : ['permits more than reading by default'];
  const granted = matches(code(text), /^\s+([\w-]+: (?:read|write)(?:-all)?)\s*$/gm);
  const all = matches(code(text), /permissions: *((?:read|write)-all)/g);
  return [
    ...byDefault,
    ...[...granted, ...all]
      .filter((each) => each !== 'contents: read' && each !== 'id-token: write')
      .map((each) => `permits ${each}`),
  ];
}

function secrets(text: string): readonly string[] {
  const read = matches(
    code(text),
    /secrets\.|secrets: inherit|client-secret|creds:|pull_request_target|workflow_run|AZURE_CREDENTIALS/g,
  );
  const checkouts = text.match(/uses: actions\/checkout@/g)?.length ?? 0;
  const without = text.match(/persist-credentials: false/g)?.length ?? 0;
  return [
    ...read.map((each) => `reads a stored secret, or gives forks rights: ${each}`),
    ...(checkouts === without ? [] : ['leaves the token of a checkout on disk']),
  ];
}

/** An expression in a script becomes code; a variable does not. */
function injections(text: string): readonly string[] {
  return text
    .split('\n')
    .filter((line) => line.includes('${{'))
    .filter((line) => !/^ +[\w-]+: \$\{\{ [^}]+ \}\}$/.test(line) || /^ +run: /.test(line))
    .map((line) => `an expression where it may become code: ${line.trim()}`);
}

export const canGetToken = (job: string): boolean => /id-token: write/.test(code(job));

/** Whatever such a job runs could deploy. */
function codeBesideToken(job: string): readonly string[] {
  const scripts = scriptsOf(job).map(code).join('\n');
  const installed = matches(scripts, /\b(?:npm|npx|yarn|pnpm|corepack|pip3?|apt-get|curl|wget)\b.*$/gm);
  const ran = matches(scripts, /(?:^|[\s|;&(])((?:node|python3?|sh|bash|pwsh)\s.*)$/gm).filter(
    (each) => !each.startsWith('node local/deploy.ts '),
  );
  const foreign = matches(code(job), /uses: (.*)$/gm).filter((action) => !/^(actions|azure)\//.test(action));
  return [...installed, ...ran, ...foreign]
    .map((each) => `runs code in a job that can get a token: ${each}`)
    .concat(/^ +environment: \S/m.test(job) ? [] : ['can get a token in no environment']);
}
