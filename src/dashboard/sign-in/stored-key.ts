/** The function key: asked for once, kept for this tab and until it is closed. */
const name = 'functions-key';

export const storedKey = (): string | undefined => sessionStorage.getItem(name) ?? undefined;

export function storeKey(key: string | undefined): void {
  if (key === undefined) sessionStorage.removeItem(name);
  else sessionStorage.setItem(name, key);
}
