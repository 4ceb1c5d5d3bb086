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

/** The shell scripts of a job or workflow, in the two forms that `oddForms` lets pass. */
export const scriptsOf = (text: string): readonly string[] =>
  [...text.matchAll(/^( +)(?:- )?run: (?:\|\n((?:\1 .*\n|\n)+)|(.*)$)/gm)].map(
    ([, , block = '', line = '']) => block + line,
  );

export function faultsOf(text: string): readonly string[] {
  return [
    ...oddForms(text),
    ...unpinnedActions(text),
    ...rights(text),
    ...secrets(text),
    ...injections(text),
    ...jobsOf(text).filter(canGetToken).flatMap(codeBesideToken),
  ];
}

/** YAML can say the same in many ways; what is said in another one would escape the other checks. */
function oddForms(text: string): readonly string[] {
  const keys = matches(code(text), /(?<![\w.-])["']?(?:run|uses)["']?[ \t]*:.*$/gm);
  const plain = /^(?:uses: [\w.]|run: (?:\|$|[\w.[]))/;
  return [
    ...keys.filter((each) => !plain.test(each)),
    ...matches(code(text), /^ *(?:- )?(?:\{.*|[\w-]+: (?:[&*]\w|\{(?! ?\}).*))$/gm),
    ...matches(code(text), /^ *(?:shell|defaults|container|services|<<):.*$/gm),
  ].map((each) => `a form that the checks do not read: ${each}`);
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
  const granted = matches(code(text), /(?<![\w-])(?:[\w-]+: *(?:read|write)|(?:read|write)-all)(?![\w-])/g);
  return [
    ...byDefault,
    ...granted
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
  const lines = text.split('\n').filter((line) => line.includes('${{'));
  return [
    ...lines.filter((line) => !/^ +[\w-]+: \$\{\{ [^}]+ \}\}$/.test(line)),
    ...scriptsOf(text).filter((script) => script.includes('${{')),
  ].map((each) => `an expression where it may become code: ${each.trim()}`);
}

export const canGetToken = (job: string): boolean => /id-token: write/.test(code(job));

/** Whatever such a job runs could deploy: a short list instead of everything that installs, downloads or executes. */
const harmless: readonly RegExp[] = [
  /^az /,
  /^jq /,
  /^sha256sum --check /,
  /^(?:echo|printf) /,
  /^(?:sleep |exit \d$|for \w+ in [\d ]+$)/,
  /^\[ /,
  /^node local\/deploy\.ts /,
];

function codeBesideToken(job: string): readonly string[] {
  const commands = scriptsOf(job).flatMap(commandsOf);
  const foreign = matches(code(job), /uses: (.*)$/gm).filter((action) => !/^(actions|azure)\//.test(action));
  return [...commands.filter((each) => !harmless.some((pattern) => pattern.test(each))), ...foreign]
    .map((each) => `runs code in a job that can get a token: ${each}`)
    .concat(/^ +environment: \S/m.test(job) ? [] : ['can get a token in no environment']);
}

/** What a script calls, each with its arguments: also in pipes, in substitutions and behind a condition. */
const commandsOf = (script: string): readonly string[] =>
  code(script)
    .replaceAll(/\\\n/g, ' ')
    .replaceAll(/'[^']*'/g, "''")
    .replaceAll(/"(?:[^"$`]|\$(?!\())*"/g, '""')
    .split(/\n|\|+|&+|;|\$\(|`|[<>]\(/)
    .map((part) =>
      part.replace(/^[\s)}"]+/, '').replace(/^(?:(?:if|then|else|do|while|!|time|\{|\() +)+/, ''),
    )
    .map((part) => part.replace(/^(?:\w+=[^\s]*(?:\s+|$))+/, '').trim())
    .filter((part) => !/^(?:|then|else|fi|do|done|export \w+)$/.test(part));
