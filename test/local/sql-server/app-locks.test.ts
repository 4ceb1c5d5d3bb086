import { describe, expect, test } from 'vitest';
import { AppLocks, type LockMode } from '../../../local/sql-server/app-locks.ts';

const never = new AbortController().signal;

function take(locks: AppLocks, owner: number, mode: LockMode = 'Exclusive', timeout = 0): Promise<number> {
  return locks.acquire({ owner, resource: 'r', mode, timeout }, never);
}

describe('application locks', () => {
  test('an exclusive lock keeps the others out until it is released', async () => {
    const locks = new AppLocks();
    expect(await take(locks, 1)).toBe(0);
    expect(await take(locks, 2)).toBe(-1);
    expect(locks.release(1, 'r')).toBe(true);
    expect(await take(locks, 2)).toBe(0);
  });

  test('a lock taken twice must be released twice', async () => {
    const locks = new AppLocks();
    await take(locks, 1);
    await take(locks, 1);
    locks.release(1, 'r');
    expect(await take(locks, 2)).toBe(-1);
    locks.release(1, 'r');
    expect(await take(locks, 2)).toBe(0);
  });

  test('the end of a session frees all its locks, and grants them to the waiting in order', async () => {
    const locks = new AppLocks();
    await take(locks, 1);
    await take(locks, 1);
    const order: number[] = [];
    const second = take(locks, 2, 'Exclusive', -1).then((result) => order.push(2, result));
    const third = take(locks, 3, 'Exclusive', -1).then((result) => order.push(3, result));
    locks.releaseAll(1);
    await second;
    locks.releaseAll(2);
    await third;
    expect(order).toEqual([2, 1, 3, 1]);
  });

  test('a wait ends with -1 at its timeout and leaves the queue', async () => {
    const locks = new AppLocks();
    await take(locks, 1);
    expect(await take(locks, 2, 'Exclusive', 5)).toBe(-1);
    locks.releaseAll(1);
    expect(await take(locks, 3)).toBe(0);
  });

  test('an aborted wait rejects and leaves the queue', async () => {
    const locks = new AppLocks();
    await take(locks, 1);
    const controller = new AbortController();
    const waiting = locks.acquire(
      { owner: 2, resource: 'r', mode: 'Exclusive', timeout: -1 },
      controller.signal,
    );
    controller.abort('attention');
    await expect(waiting).rejects.toBe('attention');
    locks.releaseAll(1);
    expect(await take(locks, 3)).toBe(0);
  });

  test('shared locks are compatible, and an exclusive one waits for all of them', async () => {
    const locks = new AppLocks();
    expect(await take(locks, 1, 'Shared')).toBe(0);
    expect(await take(locks, 2, 'Shared')).toBe(0);
    const exclusive = take(locks, 3, 'Exclusive', -1);
    // Nobody overtakes a waiting session.
    expect(await take(locks, 4, 'Shared')).toBe(-1);
    locks.releaseAll(1);
    locks.releaseAll(2);
    expect(await exclusive).toBe(1);
  });

  test('releasing a lock that is not held is refused', () => {
    expect(new AppLocks().release(1, 'r')).toBe(false);
  });
});
