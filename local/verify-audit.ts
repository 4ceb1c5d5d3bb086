/**
 * `npm run verify-audit -- --url https://… `: reads the whole audit through the API and verifies its chain of hashes.
 * Takes SCHEDULER_KEY or SCHEDULER_TOKEN from the environment. Ends with 1 when the chain is broken.
 */
import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { AuditEntry, AuditHead, verifyChain } from '../src/core/job/audit.ts';

const Page = z.object({
  data: z.object({ entries: z.array(AuditEntry), next: z.string().nullable(), head: AuditHead.nullable() }),
});

const { values } = parseArgs({ options: { url: { type: 'string', default: 'http://127.0.0.1:7071' } } });

async function readPage(path: string) {
  const key = process.env['SCHEDULER_KEY'];
  const token = process.env['SCHEDULER_TOKEN'];
  const response = await fetch(new URL(path, values.url), {
    headers: {
      ...(key === undefined ? {} : { 'x-functions-key': key }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
  });
  if (!response.ok) {
    throw new Error(
      `${values.url}${path} answered ${response.status}: expected 200; is SCHEDULER_KEY or SCHEDULER_TOKEN right?`,
    );
  }
  return Page.parse(await response.json()).data;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

async function main(): Promise<void> {
  const newestFirst: AuditEntry[] = [];
  // The head of the first page is older than any entry read after it, as verifyChain expects.
  const first = await readPage('/scheduler/audit?limit=100');
  for (let page = first; ; page = await readPage(page.next)) {
    newestFirst.push(...page.entries);
    if (page.next === null) break;
  }
  const verdict = verifyChain(newestFirst.toReversed(), first.head ?? undefined, sha256);
  if (verdict.kind === 'intact') {
    const hash = newestFirst[0]?.hash ?? 'none';
    console.log(`The chain is intact: entries ${verdict.first} to ${verdict.last}. Latest hash: ${hash}`);
    return;
  }
  console.error(`The chain is broken at entry ${verdict.sequence}: ${verdict.problem}.`);
  process.exitCode = 1;
}

try {
  await main();
} catch (error) {
  console.error(`npm run verify-audit: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
