/** docs/specification.md against the code: its diagram is the table of transitions, and the tests that it names exist. */
import { expect, test } from 'vitest';
import { transitions } from '../../src/core/run/transitions.ts';
import { readProjectFile } from '../support/project-files.ts';

const spec = await readProjectFile('docs/specification.md');

const drawn = [...spec.matchAll(/^ {2}(\w+) --> (\w+): (.+)$/gm)].flatMap(([, from, to, events = '']) =>
  events.split(', ').map((event) => `${from} --${event}--> ${to}`),
);
const decided = Object.entries(transitions).flatMap(([from, events]) =>
  Object.entries(events).flatMap(([event, targets]) => targets.map((to) => `${from} --${event}--> ${to}`)),
);

test('the diagram has exactly the moves of transitions.ts', () => {
  expect(drawn.toSorted()).toEqual(decided.toSorted());
});

test('the diagram begins where a new run begins and ends where nothing follows', () => {
  expect(spec).toContain('[*] --> waiting\n');
  expect(spec).toContain('finished --> [*]\n');
});

const invariants = [...spec.matchAll(/^- \*\*(I\d+)\*\* (.+?) \[(.+)\]$/gm)].map(
  ([, number = '', , proof = '']) => ({
    number,
    proofs: proof.split(/; (?=`)/),
  }),
);

test('the invariants are numbered without a gap', () => {
  expect(invariants.map(({ number }) => number)).toEqual(invariants.map((_, index) => `I${index + 1}`));
  expect(invariants.length).toBeGreaterThan(10);
});

test.each(invariants)('$number names tests that exist', async ({ proofs }) => {
  for (const proof of proofs) {
    const [file = '', claim = ''] = proof.slice(1).split('`: ');
    const source = await readProjectFile(`test/core/${file}`);
    expect(source).toContain(`('${claim}',`);
  }
});
