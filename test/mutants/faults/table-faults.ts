/** Faults of the table adapter: conditions, transactions and lost replies. */
import type { PlantedFault } from '../planted-fault.ts';

const tableStore = 'src/adapters/table-storage/table-store.ts';
const writeAtomically = 'src/adapters/table-storage/write-atomically.ts';
const readSnapshot = 'src/adapters/table-storage/read-snapshot.ts';

export const tableFaults: readonly PlantedFault[] = [
  {
    name: 'renewal-without-etag',
    defect: 'The lease is renewed without the condition that nobody has written it since.',
    patches: [
      [
        writeAtomically,
        '{ ...options, etag: given(as.underVersion) });\n  return [reply.etag];',
        "{ ...options, etag: '*' });\n  return [reply.etag];",
      ],
    ],
  },
  {
    name: 'lease-without-version',
    defect: 'The lease is taken and freed without the condition that nobody has written it since.',
    test: 'test/operations/edited-rows.test.ts',
    patches: [
      [
        tableStore,
        "const as = base.lease === noRow ? 'insert' : { underVersion: base.lease };",
        "const as = base.lease === noRow ? 'insert' : 'replace';",
      ],
      [
        writeAtomically,
        "if (as === 'replace') throw new Error(`${entity.rowKey} must be written together with a control row`);",
        "if (as === 'replace') {\n    const { subResponses } = await client.submitTransaction([['upsert', entity, 'Replace']], options);\n    return subResponses.map(({ etag }) => etag);\n  }",
      ],
    ],
  },
  {
    name: 'state-without-version',
    defect: 'The state row is written without the condition that nobody has written it since.',
    test: 'test/operations/edited-rows.test.ts',
    patches: [
      [tableStore, 'as: { underVersion: base.state } });', "as: 'replace' });"],
      [
        writeAtomically,
        "if (as === 'replace') throw new Error(`${entity.rowKey} must be written together with a control row`);",
        "if (as === 'replace') {\n    const { subResponses } = await client.submitTransaction([['upsert', entity, 'Replace']], options);\n    return subResponses.map(({ etag }) => etag);\n  }",
      ],
    ],
  },
  {
    name: 'config-without-version',
    defect: 'The configuration is written without the condition that nobody has written it since.',
    test: 'test/operations/edited-rows.test.ts',
    patches: [[tableStore, 'as: { underVersion: base.config } });', "as: 'replace' });"]],
    beyondSimulation:
      'the configuration is written together with the state row and its version, which changes with every command: only a row that was edited by hand tells',
  },
  {
    name: 'rows-one-by-one',
    defect: 'The rows of one change are written one by one instead of in one transaction.',
    patches: [
      [
        writeAtomically,
        'const { subResponses } = await client.submitTransaction(actions.map(transactionActionOf), options);\n  return subResponses.map((reply) => reply.etag);',
        'const etags: (string | undefined)[] = [];\n  for (const action of actions) {\n    const { subResponses } = await client.submitTransaction([transactionActionOf(action)], options);\n    etags.push(subResponses[0]?.etag);\n  }\n  return etags;',
      ],
    ],
  },
  {
    name: 'lost-reply-taken-for-a-conflict',
    defect: 'A write that was applied although its reply was lost is taken for that of another process.',
    patches: [
      [
        writeAtomically,
        "return etags.size === 0 ? { kind: 'conflict' } : { kind: 'written', etags };",
        "return etags.size >= 0 ? { kind: 'conflict' } : { kind: 'written', etags };",
      ],
    ],
  },
  {
    name: 'conflict-taken-for-a-lost-reply',
    defect: 'A write that another process forestalled is taken for applied.',
    patches: [
      [
        writeAtomically,
        "return etags.size === 0 ? { kind: 'conflict' } : { kind: 'written', etags };",
        "return { kind: 'written', etags };",
      ],
    ],
  },
  {
    name: 'lost-lease-row-is-free',
    defect: 'A lease whose row is missing or damaged counts as free, with an epoch that begins again.',
    test: 'test/operations/damaged-rows.test.ts',
    patches: [
      [readSnapshot, 'const lease = leaseBehind(state);', "const lease: Lease = { kind: 'free', epoch: 0 };"],
      [readSnapshot, "import { leaseBehind } from '../../core/job/lease-behind.ts';\n", ''],
    ],
    beyondSimulation: 'it damages no rows',
  },
];
