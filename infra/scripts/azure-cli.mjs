/** Runs the Azure CLI. */
import { spawn } from 'node:child_process';

const onWindows = process.platform === 'win32';

/**
 * Ctrl-C in a terminal reaches every process of its group. A command that makes or removes something must not end half
 * way, so it gets a group of its own. On Windows the CLI is a batch file, which needs a shell.
 */
export function runAzureCli(args) {
  return new Promise((resolve, reject) => {
    const options = { detached: !onWindows, shell: onWindows, windowsHide: true };
    const child = spawn('az', [...args], { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    const output = [];
    const errors = [];
    child.stdout.on('data', (chunk) => output.push(chunk));
    child.stderr.on('data', (chunk) => errors.push(chunk));
    child.on('error', (cause) => {
      reject(
        new Error('The Azure CLI (az) cannot be started. --open-firewall needs it, after az login.', {
          cause,
        }),
      );
    });
    child.on('close', (code) => {
      if (code === 0) return resolve(Buffer.concat(output).toString());
      const text = Buffer.concat(errors).toString().trim();
      reject(new Error(`az ${args.slice(0, 4).join(' ')} failed with ${code}: ${text}`));
    });
  });
}
