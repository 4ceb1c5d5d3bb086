/** A process that opens a store, reads it, and tells which SDKs that loaded. Settings come as JSON in argv. */
import { registerHooks } from 'node:module';
import { monotonicFactory } from 'ulid';

const loaded = new Set<string>();
registerHooks({
  load(url, context, next) {
    const [, name] = /node_modules\/(@azure\/(?:identity|data-tables))\//.exec(url) ?? [];
    if (name !== undefined) loaded.add(name);
    return next(url, context);
  },
});

const { createTableStore } = await import('../../../src/adapters/table-storage/table-store.ts');
const { systemClock } = await import('../../../src/adapters/system/clock.ts');
const atImport = [...loaded];
const ulid = monotonicFactory();
const store = await createTableStore({
  settings: JSON.parse(process.argv[2] ?? '{}'),
  job: 'spJamkerja',
  clock: {
    ...systemClock,
    // Does not wait before another attempt. Only a time limit has a signal.
    sleep: async (duration, signal) =>
      signal === undefined ? undefined : systemClock.sleep(duration, signal),
  },
  idGenerator: { newId: (now) => ulid(now) },
  random: () => 0,
});
const result = await store.read().then(
  ({ kind }) => kind,
  (error: unknown) => String(error),
);
process.stdout.write(JSON.stringify({ result, atImport, loaded: [...loaded].toSorted() }));
