/** What a child process prints, line by line, and a wait for the line that a test is after. */
import type { ChildProcess } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { createInterface } from 'node:readline';

/** Far beyond what anything here takes: it only turns a hang into a message. */
const patienceMs = 100_000;

export interface CollectedLines {
  readonly lines: () => readonly string[];
  readonly waitForLine: (pattern: RegExp, from?: number) => Promise<string>;
}

/** Starts collecting at once: call it right after the spawn. */
export function collectLines(child: ChildProcess): CollectedLines {
  const lines: string[] = [];
  const news = new EventEmitter().setMaxListeners(100);
  let ended = false;
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue;
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      news.emit('change');
    });
  }
  child.once('close', () => {
    ended = true;
    news.emit('change');
  });

  async function waitForLine(pattern: RegExp, from = 0): Promise<string> {
    const patience = AbortSignal.timeout(patienceMs);
    for (;;) {
      const found = lines.slice(from).find((line) => pattern.test(line));
      if (found !== undefined) return found;
      if (ended || patience.aborted) {
        const why = ended
          ? `The process ended without a line like ${pattern}.`
          : `No line like ${pattern} in ${patienceMs} ms.`;
        // Not before it is needed: a benchmark waits for thousands of lines.
        throw new Error(`${why} Its log:\n${lines.join('\n')}`);
      }
      await once(news, 'change', { signal: patience }).catch(() => undefined);
    }
  }
  return { lines: () => lines, waitForLine };
}
