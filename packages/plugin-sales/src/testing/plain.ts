/** Texts of pages keep one-letter words and figures together by spaces that do not break. */
export function plain(html: string): string {
  return html.replaceAll('\u00a0', ' ')
}
