/** Where a sign-in may lead back to: a path of this site, never another one. */

/** The path in its plain form; undefined when a browser would go elsewhere with it, or might. */
export function toSitePath(text: string): string | undefined {
  if (!text.startsWith('/') || !URL.canParse(text, 'http://site.invalid')) return undefined;
  const url = new URL(text, 'http://site.invalid');
  // `/.//example.org` is a path here, but its plain form `//example.org` names a host.
  if (url.origin !== 'http://site.invalid' || url.pathname.startsWith('//')) return undefined;
  return `${url.pathname}${url.search}${url.hash}`;
}
