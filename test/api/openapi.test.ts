/** The description of the API against OpenAPI 3.1, the routes, what is taken and what is answered. */
import { Validator } from '@seriousme/openapi-schema-validator';
import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { components } from '../../src/api/schemas/answers.ts';
import { questions, requests } from '../../src/api/schemas/requests.ts';
import { describeApi } from '../../src/api/openapi/document.ts';
import { toRunView } from '../../src/api/views/run-view.ts';
import { epochMs } from '../../src/core/time/time.ts';
import { toStatusView } from '../../src/api/views/status-view.ts';
import { routes } from '../../src/api/routes.ts';
import { type ApiDescription, headsOf, operationsOf, validatorOf } from '../support/api-description.ts';
import { settings, snapshotWith } from '../support/core-samples.ts';
import { sampleDocument } from '../support/schedule-documents.ts';
import { anyConfig, anyLease, anyState } from '../support/record-arbitraries.ts';

const wire = (value: unknown) => JSON.parse(JSON.stringify(value));
const description: ApiDescription = wire(describeApi('1.2.3'));
const operations = operationsOf(description);
const validator = validatorOf(description);
const schemaOf = (name: string) => validator({ $ref: `#/components/schemas/${name}` });

test('is valid OpenAPI 3.1', async () => {
  const openapi = new Validator();
  expect(await openapi.validate(structuredClone({ ...description }))).toEqual({ valid: true });
  expect(openapi.version).toBe('3.1');
});

test('carries the version of the app', () => {
  expect(description.info.version).toBe('1.2.3');
});

test('describes every route under its own name, and nothing else', () => {
  const described = operations.map(({ operationId, method, path }) => `${operationId} ${method} ${path}`);
  const named = routes.map(({ name, method, path }) => `${name} ${method} /${path}`);
  expect(described.toSorted()).toEqual(named.toSorted());
});

test('describes HEAD beside every GET, with the same answers but for their bodies', () => {
  const gets = operations.filter(({ method }) => method === 'GET');
  expect(gets).toHaveLength(routes.filter(({ method }) => method === 'GET').length);
  const summed = ({ operationId, path, parameters, responses }: (typeof operations)[number]) => ({
    name: operationId.replace(/Head$/, ''),
    path,
    parameters,
    answers: Object.entries(responses).map(([status, { description: text, headers }]) => [
      status,
      text,
      headers,
    ]),
  });
  const heads = headsOf(description);
  expect(heads.map(summed)).toEqual(gets.map(summed));
  expect(heads.flatMap(({ responses }) => Object.values(responses)).filter(({ content }) => content)).toEqual(
    [],
  );
});

test.each([...Object.keys(components), ...Object.keys(requests), ...Object.keys(questions)])(
  'the schema %s compiles',
  (name) => {
    expect(description.components.schemas[name]).toBeDefined();
    expect(schemaOf(name)).toBeTypeOf('function');
  },
);

test('no object allows undescribed fields, except the description itself', () => {
  const open: string[] = [];
  const look = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('properties' in value && !('additionalProperties' in value && value.additionalProperties === false))
      open.push(path);
    for (const [name, inner] of Object.entries(value)) look(inner, `${path}/${name}`);
  };
  look(description.components.schemas, '');
  expect(open).toEqual(['/Description']);
});

describe('credentials', () => {
  test.each(operations)('$operationId requires what its route requires', ({ operationId, security }) => {
    const { access, scraped } = routes.find(({ name }) => name === operationId) ?? {};
    const roles = {
      public: '',
      reader: 'Scheduler.Reader',
      operator: 'Scheduler.Operator',
      admin: 'Scheduler.Admin',
    };
    const expected = [
      { functionKey: [] },
      { functionKeyInQuery: [] },
      { entraToken: [roles[access ?? 'public']] },
      { entraSession: [roles[access ?? 'public']] },
      ...(scraped === true ? [{ metricsToken: [] }] : []),
    ];
    expect(security).toEqual(access === 'public' ? [] : expected);
  });
});

describe('requests', () => {
  const texts = [
    'month-end',
    ' padded ',
    ' ',
    '',
    'two\nlines',
    'x'.repeat(501),
    '6',
    'start',
    'end',
    'slack',
  ];
  const dates = ['2026-01-31', '2026-1-31', '2099-01-01T00:00:00+07:00', '2099-01-01T00:00:00'];
  const others = [0, 0.4, 0.5, 6, 24, 24.5, true, false, null, [], {}];
  const values = fc.constantFrom<unknown>(...texts, ...dates, ...others);
  const fields = [
    'reason',
    'until',
    'cancel',
    'awal',
    'akhir',
    'hours',
    'after',
    'other',
    'channel',
    'document',
    'text',
    'through',
    'confirm',
    'from',
    'dates',
  ];
  const body = fc.oneof(
    fc.record(Object.fromEntries(fields.map((field) => [field, values])), { requiredKeys: [] }),
    fc.dictionary(fc.constantFrom(...fields), values, { maxKeys: 1 }),
    fc.constantFrom<unknown>([], null, 'text', 1),
  );

  test.each(Object.entries({ ...requests, ...questions }))(
    '%s accepts exactly what is described',
    (name, schema) => {
      const validate = schemaOf(name);
      const verdicts = new Set<boolean>();
      fc.assert(
        fc.property(body, (sent) => {
          const described = validate(sent);
          verdicts.add(described);
          expect(schema.safeParse(sent).success).toBe(described);
        }),
        {
          numRuns: 2_000,
          examples: [
            [{}],
            [{ hours: 6 }],
            [{ channel: 'slack', until: null, reason: 'moving' }],
            [{ through: '2026-01-31', reason: 'paid', confirm: true }],
            [{ until: '2026-02-01T00:00:00+07:00', reason: 'late', from: '2026-01-01' }],
            [{ awal: '2026-01-30', akhir: '2026-01-31', dates: 'all', reason: 'corrected' }],
            [{ awal: '2026-01-30', akhir: '2026-01-31', dates: 'gaps' }],
            [{ other: 6 }],
            [{ document: sampleDocument }],
            [{ text: 'x' }],
            [{ dates: [{ date: '2026-11-09', rows: 12 }] }],
          ],
        },
      );
      expect(verdicts).toEqual(new Set([true, false]));
    },
  );

  it('show a numeric query parameter as a number, with its default', () => {
    const runs = operations.find(({ operationId }) => operationId === 'runs');
    const limit = runs?.parameters?.find(({ name }) => name === 'limit');
    expect(limit?.schema).toEqual({ type: 'integer', minimum: 1, maximum: 100, default: 20 });
  });
});

describe('answers', () => {
  const instant = fc.integer({ min: 0, max: 4_000_000_000_000 }).map(epochMs);
  const snapshot = fc.record({ config: anyConfig, lease: anyLease, state: anyState }).map((parts) => {
    const { statistics } = parts.state;
    const { success, failure } = statistics;
    const state = { ...parts.state, statistics: { ...statistics, execution: success + failure } };
    return snapshotWith({ ...parts, state });
  });

  test('the status of any state is as described', () => {
    const validate = schemaOf('Status');
    fc.assert(
      fc.property(snapshot, instant, (given, now) => {
        validate(wire(toStatusView(given, now, settings)));
        expect(validate.errors).toBeNull();
      }),
      { numRuns: 250 },
    );
  });

  test('any run is as described', () => {
    const validate = schemaOf('Run');
    fc.assert(
      fc.property(snapshot, ({ state, config }) => {
        for (const run of [state.active, state.last, state.lastSkip]) {
          if (run === undefined) continue;
          validate(wire(toRunView(run, config.timeZone)));
          expect(validate.errors).toBeNull();
        }
      }),
      { numRuns: 500 },
    );
  });

  test('the status before the first tick is as described', () => {
    const validate = schemaOf('Status');
    validate(wire(toStatusView({ kind: 'empty' }, epochMs(0), settings)));
    expect(validate.errors).toBeNull();
  });
});
