/** Colours of the page for what is drawn on a canvas, which knows no custom properties. */

/** As `rgb(…)`, in the theme in which the page is shown now. */
export function colourOf(within: Element, property: string): string {
  const probe = document.createElement('span');
  probe.style.color = `var(${property})`;
  within.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
