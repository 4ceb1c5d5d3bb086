/** Keeps keys that callers put into URLs out of the host's own log lines. */
export function redactKeys(text: string): string {
  return text.replaceAll(/([?&]code=)[^&#\s'"<>)]*/gi, '$1***');
}
