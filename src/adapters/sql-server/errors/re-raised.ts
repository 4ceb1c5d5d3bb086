/**
 * A passing error that the procedure caught and raised again under a number of its own. This is the one place where a
 * text is judged: the server's own words, or its number quoted as an error's.
 */
import { errorNumbers } from './error-numbers.ts';

/** In the languages of the server's messages, without the parts that vary. */
const ownWords: readonly (readonly [number, RegExp])[] = [
  [1205, /was deadlocked on .*resources with another process and has been chosen as the deadlock victim/is],
  [1205, /in einer Deadlocksituation und wurde als Deadlockopfer ausgewählt/i],
  [1205, /a été bloquée sur les ressources .* par un autre processus et a été choisie comme victime/is],
  [1205, /quedó en interbloqueo .*fue elegida como sujeto del interbloqueo/is],
  [1205, /entrou em deadlock .*foi escolhida como a vítima do deadlock/is],
  [1205, /deadlock .*vittima del deadlock/is],
  [1205, /взаимоблокировк.*жертв[аыуой]+ взаимоблокировки/is],
  [1205, /死锁.*死锁牺牲品/s],
  [1205, /鎖死.*犧牲者/s],
  [1205, /デッドロックの対象/],
  [1205, /트랜잭션.*교착 상태/s],
  [1222, /Lock request time ?out period exceeded/i],
  [1204, /cannot obtain a LOCK resource at this time/i],
  [3960, /Snapshot isolation transaction aborted due to update conflict/i],
  [8645, /timeout occurred while waiting for memory resources to execute the query/i],
  [-2, /Timeout expired\.\s+The timeout period elapsed prior to completion of the operation/i],
];

/**
 * "Error 1205", "Msg 1205, Level 13", "ErrorNumber: 1205", "ERROR_NUMBER() = 1205", "kesalahan no. 1205". A number
 * without such a word, or with another noun after it, may be that of an employee.
 */
const quoted =
  /\b(?:err(?:or)?|msg|galat|kesalahan)(?:[\s_.-]*(?:number|num|no|nr|nomor|code|kode))?[\s:=#()[\].,]{0,6}(\d{4,5})(?=\s*(?:$|[,;:)\]|/-]|\.(?!\d)|(?:in|at|on|di|pada|saat|occurred|terjadi|level|line|state|severity|procedure)\b))/giu;

/** RAISERROR and THROW send at most 2,047 characters. The time for these patterns grows with the square of the length. */
const mostCharacters = 2_047;

/** The number of the server's error in a text of the procedure, if that error passes by itself. */
export function reRaisedNumber(message: string): number | undefined {
  const text = message.slice(0, mostCharacters);
  const words = ownWords.find(([, pattern]) => pattern.test(text));
  if (words !== undefined) return words[0];
  return [...text.matchAll(quoted)]
    .map(([, digits]) => Number(digits))
    .find((number) => errorNumbers.get(number)?.executing === 'transient');
}
