/**
 * `npm run verify-audit -- --url https://…`: reads the whole audit through the API and verifies its hash chain.
 * Takes SCHEDULER_KEY or SCHEDULER_TOKEN from the environment. Exits with 1 when the chain is broken.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { sha256 } from '../src/adapters/system/sha256.ts';
import { escapeHidden } from '../src/core/hidden-characters.ts';
import { DamagedRow } from '../src/core/job/damaged-row.ts';
import { AuditEntry, AuditHead, chainNotes, verifyChain } from '../src/core/job/audit.ts';

const Page = z.object({
  data: z.object({
    entries: z.array(AuditEntry),
    next: z.string().nullable(),
    head: AuditHead.nullable(),
    damaged: z.array(DamagedRow).default([]),
  }),
});

const { values } = parseArgs({ options: { url: { type: 'string', default: 'http://127.0.0.1:7071' } } });

async function readPage(path: string): Promise<z.infer<typeof Page>['data']> {
  const key = process.env['SCHEDULER_KEY'];
  const token = process.env['SCHEDULER_TOKEN'];
  const response = await fetch(new URL(path, values.url), {
    headers: {
      ...(key === undefined ? {} : { 'x-functions-key': key }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
  });
  if (response.status === 429) {
    await wait(1_000 * Number(response.headers.get('retry-after') ?? 1));
    return readPage(path);
  }
  if (!response.ok) {
    throw new Error(
      `${values.url}${path} answered ${response.status} instead of 200: check SCHEDULER_KEY or SCHEDULER_TOKEN`,
    );
  }
  return Page.parse(await response.json()).data;
}

async function main(): Promise<void> {
  const newestFirst: AuditEntry[] = [];
  const damaged = new Set<string>();
  // The head comes from the first page, before any other page is read, as verifyChain expects.
  const first = await readPage('/scheduler/audit?limit=100');
  for (let page = first; ; page = await readPage(page.next)) {
    newestFirst.push(...page.entries);
    for (const { row, problem } of page.damaged) damaged.add(`row ${row} cannot be read: ${problem}`);
    if (page.next === null) break;
  }
  const { head } = await readPage('/scheduler/audit?limit=1');
  for (const note of chainNotes(newestFirst.toReversed(), head ?? undefined)) {
    console.log(escapeHidden(`Note: ${note}.`));
  }
  for (const problem of damaged) console.error(escapeHidden(`${problem}.`));
  if (damaged.size > 0) process.exitCode = 1;
  const result = verifyChain(newestFirst.toReversed(), first.head ?? undefined, sha256);
  if (result.kind === 'intact') {
    const hash = newestFirst[0]?.hash ?? 'none';
    console.log(
      escapeHidden(`The chain is intact: entries ${result.first} to ${result.last}. Latest hash: ${hash}`),
    );
    return;
  }
  console.error(escapeHidden(`The chain is broken at entry ${result.sequence}: ${result.problem}.`));
  process.exitCode = 1;
}

try {
  await main();
} catch (error) {
  console.error(
    escapeHidden(`npm run verify-audit: ${error instanceof Error ? error.message : String(error)}`),
  );
  process.exitCode = 1;
}
