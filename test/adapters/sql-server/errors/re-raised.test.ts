import { describe, expect, it } from 'vitest';
import { toFailure } from '../../../../src/adapters/sql-server/errors/classify-error.ts';

const classOf = (message: string, number = 50_000) =>
  toFailure([{ number, message }], 'executing', 'all').class;

const deadlock =
  'Transaction (Process ID 61) was deadlocked on lock resources with another process and has been chosen as the deadlock victim. Rerun the transaction.';

describe('an error that the procedure raised again', () => {
  it.each([
    deadlock,
    `spJamkerja gagal di langkah 3: ${deadlock}`,
    deadlock.replace('lock resources', 'lock | communication buffer resources'),
    `Error 1205, Level 13, State 51, Procedure spJamkerja, Line 12, Message: ${deadlock}`,
    'Die Transaktion (Prozess-ID 52) befand sich auf Sperre Ressourcen aufgrund eines anderen Prozesses in einer Deadlocksituation und wurde als Deadlockopfer ausgewählt. Führen Sie die Transaktion erneut aus.',
    'La transaction (ID de processus 103) a été bloquée sur les ressources verrou | tampon de communication par un autre processus et a été choisie comme victime. Réexécutez la transaction.',
    'La transacción (id. de proceso 56) quedó en interbloqueo en bloqueo recursos con otro proceso y fue elegida como sujeto del interbloqueo. Ejecute de nuevo la transacción.',
    'A transação (ID do processo 54) entrou em deadlock em bloqueio recursos com outro processo e foi escolhida como a vítima do deadlock. Execute a transação novamente.',
    'Транзакция (идентификатор процесса 55) вызвала взаимоблокировку ресурсов блокировка с другим процессом и стала жертвой взаимоблокировки. Запустите транзакцию повторно.',
    '事务(进程 ID 52)与另一个进程被死锁在 锁 资源上，并且已被选作死锁牺牲品。请重新运行该事务。',
    'Error 1205',
    'ERROR_NUMBER: 1205, ERROR_MESSAGE: Transaksi dibatalkan',
    'ErrorNumber=1205 di spJamkerja',
    'Msg 1205, Level 13, State 51',
    'SQL error (1205) in step 2',
    'Gagal, kesalahan no. 1205',
    'Error: 1205',
    'Kesalahan 1205 terjadi di langkah 2.',
    'error_number()=1222; error_line()=40',
    'Err#1205 saat menghitung jam kerja',
    'Lock request time out period exceeded.',
    'Error 1222 in spJamkerja',
    'Snapshot isolation transaction aborted due to update conflict. You cannot use snapshot isolation …',
    'Timeout expired.  The timeout period elapsed prior to completion of the operation or the server is not responding.',
  ])('is what it was, if it passes by itself: %s', (message) => {
    expect(classOf(message)).toBe('transient');
    expect(classOf(message, 51_205)).toBe('transient');
  });

  it.each([
    'Karyawan 1205 tidak punya jadwal',
    '[1205] Siti tidak punya jadwal',
    '1205: Siti tidak punya jadwal',
    'Error: 1205 Siti has no shift',
    'Error 1205.5 jam',
    'Employee number 1205 has no shift',
    'Error: 1205 rows could not be matched',
    'Error 1205 baris gagal dicocokkan',
    '1205 rows rejected',
    'Error 12055',
    'Error 1.205',
    'Error 547: the INSERT statement conflicted with the FOREIGN KEY constraint',
    'Error 2627',
    'Rentang tanggal tidak sah',
    'A deadlock of opinions',
    'NIK [120512] ganda',
  ])('stays the word of the procedure: %s', (message) => {
    expect(classOf(message)).toBe('user_raised');
  });

  it('keeps its own number, and the remedy of the original', () => {
    expect(toFailure([{ number: 50_000, message: deadlock }], 'executing', 'all')).toMatchObject({
      number: 50_000,
      message: deadlock,
      remedyCode: 'locked_rows',
    });
  });

  it('is judged by its own words alone: a listed number stays what it is', () => {
    expect(classOf(deadlock, 547)).toBe('data');
  });

  it('is found beneath code in .NET', () => {
    expect(classOf(`A .NET Framework error occurred: ${deadlock}`, 6522)).toBe('transient');
    expect(classOf('A .NET Framework error occurred: NullReferenceException', 6522)).toBe('contract');
  });

  it('is not outweighed by what follows from its rollback', () => {
    const raised = { number: 50_000, message: deadlock };
    const mismatch = { number: 266, message: 'Transaction count after EXECUTE' };
    expect(toFailure([raised, mismatch], 'executing', 'all')).toMatchObject({
      class: 'transient',
      number: 50_000,
    });
  });
});
