/**
 * Asks for the hosting, with what each choice means (infra/hosting.txt), and keeps the answer in the azd environment
 * as HOSTING. azd runs it before `azd up` and `azd provision`, because it cannot ask for a parameter of a .bicepparam
 * file. Where it must not ask, it says what to set, and fails. Needs Node only.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const choices = ['dedicated', 'flex'];
const text = readFileSync(new URL('../hosting.txt', import.meta.url), 'utf8');
const { HOSTING: chosen = '', AZURE_ENV_NAME: environment, FUNCTION_APP_NAME: app = '' } = process.env;

/** azd does not tell its hooks that it was called with --no-prompt, so the command lines above this process do. */
function isToldNotToAsk() {
  if (/^(1|true)$/i.test(process.env.AZD_NON_INTERACTIVE ?? '')) return true;
  for (let pid = process.ppid, steps = 0; pid > 1 && steps < 8; steps += 1) {
    try {
      const found = execFileSync('ps', ['-o', 'ppid=,args=', '-p', String(pid)], { encoding: 'utf8' });
      const [, parent, command] = /^\s*(\d+)\s+(.*)/.exec(found) ?? [];
      if (/(^|\/)azd\s.*--(no-prompt|non-interactive)(?!=false)/.test(command ?? '')) return true;
      pid = Number(parent);
    } catch {
      return false;
    }
  }
  return false;
}

async function ask() {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  terminal.setPrompt(`${choices.join(' or ')}: `);
  terminal.prompt();
  for await (const line of terminal) {
    const answer = line.trim().toLowerCase();
    if (choices.includes(answer)) return answer;
    terminal.prompt();
  }
  // Ctrl-C, Ctrl-D.
  process.exit(1);
}

if (chosen === '') {
  // It exists and cannot be changed, so there is nothing to choose; nor is it for this script to assume what it is.
  if (app !== '') {
    console.error(`HOSTING is not set, but ${app} exists. Created without HOSTING, it runs on flex. Say so:`);
    console.error('azd env set HOSTING flex');
    process.exit(1);
  }
  if (!process.stdin.isTTY || isToldNotToAsk()) {
    console.error(text);
    process.exit(1);
  }
  console.log(text);
  const answer = await ask();
  const { status, error } = spawnSync('azd', ['env', 'set', 'HOSTING', answer, '-e', environment ?? ''], {
    stdio: 'inherit',
  });
  if (error !== undefined) console.error(`azd could not be started: ${error.message}`);
  process.exit(status ?? 1);
}
