/**
 * The table as a process reaches it: requests and replies take time and get lost, and the service may be busy or slow.
 * A request on its way arrives even if its sender has died or given up. What the service does is the table in memory's.
 */
import { RestError, type TableClient } from '@azure/data-tables';
import type { TableInMemory } from '../support/table-in-memory.ts';
import type { Host } from './kernel.ts';
import type { Link } from './link.ts';

/** What happens to a share of the requests while the service is in trouble. */
export type Trouble = 'busy' | 'lost_replies' | 'slow';

export class TableService {
  readonly table: TableInMemory;
  /** The process whose request was carried out last. */
  sender: string | undefined;
  #trouble: Trouble | undefined;
  #until = 0;

  constructor(table: TableInMemory) {
    this.table = table;
  }

  suffer(trouble: Trouble, until: number): void {
    this.#trouble = trouble;
    this.#until = until;
  }

  heal(): void {
    this.#until = 0;
  }

  /** What happens to this request: mostly nothing. */
  fate({ kernel, chance }: Link): Trouble | undefined {
    const troubled = kernel.now < this.#until && chance.happens(0.6);
    if (troubled) return this.#trouble;
    return chance.happens(0.003) ? chance.pick(['busy', 'lost_replies', 'slow'] as const) : undefined;
  }
}

const broken = (code: string): RestError => new RestError(`the connection failed (${code})`, { code });
const busy = (): RestError =>
  Object.assign(new RestError('ServerBusy', { statusCode: 503, code: 'ServerBusy' }), {
    details: { odataError: { code: 'ServerBusy', message: { value: 'ServerBusy' } } },
  });

/** A client as one process has it. It never gives up by itself: the adapter's own time limit does. */
export function clientOf(
  service: TableService,
  host: Host & { readonly name: string },
  link: Link,
): TableClient {
  const { client } = service.table;
  const { kernel, chance } = link;

  function send<T>(work: () => Promise<T>): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const answered = link.sent();
    const answer = (give: () => void): void =>
      void kernel.after(link.latency(), host, () => {
        answered();
        give();
      });
    const cut = link.state();
    if (cut === 'refused') answer(() => reject(broken('ECONNREFUSED')));
    if (cut !== undefined) return promise;
    const fate = service.fate(link);
    if (fate === 'busy') {
      answer(() => reject(busy()));
      return promise;
    }
    const delay = fate === 'slow' ? chance.spread(1_000, 90_000) : link.latency();
    kernel.after(delay, undefined, () => {
      service.sender = host.name;
      void work().then(
        (value) => reply(() => resolve(value)),
        (error: unknown) => reply(() => reject(error)),
      );
    });
    const reply = (give: () => void): void => {
      if (fate !== 'lost_replies' && link.state() === undefined) answer(give);
      else if (chance.happens(0.5)) answer(() => reject(broken('ECONNRESET')));
    };
    return promise;
  }

  const over = {
    tableName: client.tableName,
    url: client.url,
    getEntity: (...given: Parameters<TableClient['getEntity']>) => send(() => client.getEntity(...given)),
    createEntity: (...given: Parameters<TableClient['createEntity']>) =>
      send(() => client.createEntity(...given)),
    updateEntity: (...given: Parameters<TableClient['updateEntity']>) =>
      send(() => client.updateEntity(...given)),
    submitTransaction: (...given: Parameters<TableClient['submitTransaction']>) =>
      send(() => client.submitTransaction(...given)),
    listEntities: (...given: Parameters<TableClient['listEntities']>) => ({
      byPage: (settings: object) => ({
        next: () =>
          send(() =>
            client
              .listEntities(...given)
              .byPage(settings)
              .next(),
          ),
      }),
    }),
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it has only the methods that the adapter calls
  return over as unknown as TableClient;
}
