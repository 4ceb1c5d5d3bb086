/** Requests that no client sends by mistake: whatever comes, it is taken or refused in few words. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mostDetails, parseRequest } from '../../src/api/parse-request.ts';
import { StartRequest } from '../../src/api/schemas/requests.ts';
import { refusal, schemas } from '../support/refusals.ts';

const known = 'awal akhir reason until cancel hours after limit outcome before'.split(' ');

describe('hostile input', () => {
  test.each(schemas)('%s is accepted or refused, never thrown, and the answer is valid JSON', (_, schema) => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (input) => {
        expect(JSON.stringify(parseRequest(schema, input))).toContain('"kind"');
      }),
    );
  });

  test.each(schemas)('%s refuses thousands of unknown names at once, and in few words', (_, schema) => {
    const input = Object.fromEntries(Array.from({ length: 4_000 }, (__, index) => [`x${index}`, index]));
    const start = process.threadCpuUsage().user;
    const refused = refusal(schema, { ...input, reason: 7 });
    expect((process.threadCpuUsage().user - start) / 1_000).toBeLessThan(500);
    expect(refused.details).toHaveLength(mostDetails);
    expect(JSON.stringify(refused).length).toBeLessThan(10_000);
  });

  test.each(schemas)('%s accepts no unknown field', (_, schema) => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.jsonValue(), (name, value) => {
        fc.pre(!known.includes(name));
        const input = Object.defineProperty({ hours: 6 }, name, { value, enumerable: true });
        expect(refusal(schema, input).details.map(({ field }) => field)).toContain(name);
      }),
    );
  });

  test.each(schemas)('%s refuses nesting of any depth with a short answer', (_, schema) => {
    const deep = '['.repeat(8_000) + ']'.repeat(8_000);
    expect(JSON.stringify(refusal(schema, JSON.parse(`{"x":${deep}}`))).length).toBeLessThan(1_000);
    expect(JSON.stringify(refusal(schema, JSON.parse(deep))).length).toBeLessThan(1_000);
  });

  test('a long text is cut in the answer', () => {
    expect(refusal(StartRequest, { reason: 'x'.repeat(16_000) }).message).toBe(
      `reason: expected 1 to 500 characters on one line, got "${'x'.repeat(120)}…"`,
    );
  });
});
