/** What an export holds, in words for whoever made or imports it. */
import { controlKeys } from '../../src/adapters/table-storage/row-keys.ts';
import { sha256 } from '../../src/adapters/system/sha256.ts';
import { verifyChain } from '../../src/core/job/audit.ts';
import { isDamaged } from '../../src/core/job/damaged-row.ts';
import { JobState } from '../../src/core/job/job-state.ts';
import { type CheckedExport, controlIn } from './read-export.ts';

export function tellExport(source: CheckedExport): readonly string[] {
  const { header, trailer, file } = source;
  const kinds = Object.entries(trailer.kinds).map(([kind, count]) => `${kind} ${count}`);
  return [
    `${file}: ${trailer.rows} rows of ${header.job} as of ${header.at} (${kinds.join(', ')}).`,
    chainOf(source),
  ];
}

/** A broken chain is a reason to look, not to go without a backup. */
function chainOf(source: CheckedExport): string {
  const { audit } = source;
  const state = controlIn(source, controlKeys.state, JobState);
  const head = state === undefined || isDamaged(state) ? undefined : state.auditHead;
  const chain = verifyChain(audit, head, sha256);
  if (chain.kind === 'broken')
    return `⚠️  The chain of the audit is broken at entry ${chain.sequence}: ${chain.problem}. It was so in the table.`;
  if (chain.last === 0) return 'The audit has no entries.';
  return `The chain of the audit is intact: entries ${chain.first} to ${chain.last}. Latest hash: ${audit.at(-1)?.hash ?? ''}`;
}
