import type { SecretMask } from "../secrets/secret-mask.ts";

/** A text to edit in which secrets are marks, and the way back to what is to be sent. */
export interface MaskedDraft {
  readonly text: string;
  /** The edited text with its marks turned into the secrets that they stand for. */
  readonly restore: (edited: string) => string;
}

const mark = /REDACTED-\d+/g;

/**
 * Hides the secrets of a payload for editing, so that it can be sent again without ever being shown. Where the marks cannot be
 * turned back for certain, restore leaves them as they are.
 */
export function maskedDraft(payload: string, mask: SecretMask): MaskedDraft {
  const text = mask.text(payload);
  const secrets = new Map<string, string>();
  const marks = text.match(mark) ?? [];
  if (text !== payload && marks.length > 0) {
    // What stands between the marks is the payload's own: it tells where each secret begins and ends.
    const literals = text.split(mark).map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, "\\$&"));
    const found = new RegExp(`^${literals.join("([^]*?)")}$`).exec(payload);
    for (const [number, name] of marks.entries()) {
      const secret = found?.[number + 1];
      if (secret !== undefined) secrets.set(name, secret);
    }
  }
  return { text, restore: (edited) => edited.replaceAll(mark, (name) => secrets.get(name) ?? name) };
}
