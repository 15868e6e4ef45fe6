// Direction overrides and isolates, joiners and others that show nothing.
const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu
// The same without those that let text run from right to left.
const WITHOUT_EFFECT = /(?![\u061c\u200f\u202b\u202e\u2067\u2068])[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu

/** Without characters that nobody sees: they make one name look like another, and let an empty text pass for one. */
export function visible(text: string): string {
  return text.replace(INVISIBLE, '')
}

/**
 * Without those that came along when it was copied, and change nothing that is seen. Who wrote what runs the other way saw
 * another text than would be read, so that stays, and is no key.
 */
export function asCopied(text: string): string {
  return text.replace(WITHOUT_EFFECT, '')
}
