/** docs/specification.md against the code: its diagram is the table of transitions, and what it names as proof exists. */
import { expect, test } from 'vitest';
import { transitions } from '../../src/core/run/transitions.ts';
import { allClaims } from '../simulation/checks/all.ts';
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

const inSimulation = 'simulation: ';
const invariants = [...spec.matchAll(/^- \*\*(I\d+)\*\* (.+?) \[(.+)\]$/gm)].map(
  ([, number = '', , named = '']) => {
    const proofs = named.split(/; (?=`|simulation: )/);
    return {
      number,
      claims: proofs
        .filter((proof) => proof.startsWith(inSimulation))
        .map((proof) => proof.slice(inSimulation.length)),
      tests: proofs.filter((proof) => !proof.startsWith(inSimulation)),
    };
  },
);

test('the invariants are numbered without a gap', () => {
  expect(invariants.map(({ number }) => number)).toEqual(invariants.map((_, index) => `I${index + 1}`));
  expect(invariants.length).toBeGreaterThan(20);
});

test.each(invariants)('$number names tests that exist', async ({ claims, tests }) => {
  expect(claims.length + tests.length).toBeGreaterThan(0);
  for (const proof of tests) {
    const [file = '', claim = ''] = proof.slice(1).split('`: ');
    const source = await readProjectFile(`test/core/${file}`);
    expect(source).toContain(`('${claim}',`);
  }
});

test('the invariants name every check of the simulation, and no other', () => {
  const named = new Set(invariants.flatMap(({ claims }) => claims));
  expect([...named].toSorted()).toEqual(allClaims().toSorted());
});
