/** The beginning of a text, at most so many UTF-16 units of it, and no half of a character that takes two. */
export function cut(text: string, most: number): string {
  return text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '');
}
