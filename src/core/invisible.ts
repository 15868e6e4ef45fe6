// Direction overrides and isolates, joiners and others that show nothing.
const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu

/** Without characters that nobody sees: they make one name look like another, and let an empty text pass for one. */
export function visible(text: string): string {
  return text.replace(INVISIBLE, '')
}
