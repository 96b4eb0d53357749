import { redactText } from "./redact-text.ts";
import { type GivenMark, SecretMarks } from "./secret-marks.ts";

/** What a thread has to know to redact a text of a capture whose redactor is in another; it can be posted. */
export interface RedactionElsewhere {
  readonly marks: readonly GivenMark[];
  /** JSON keys whose values are secret in this text besides those that always are. */
  readonly secretKeys: ReadonlySet<string>;
}

/**
 * Redacts a text that is too long for the thread that has the capture's redactor. Secrets that nobody has met before get their
 * marks there, by `askMarks`, so that a mark means the same secret everywhere.
 */
export async function redactElsewhere(
  text: string,
  { marks: given, secretKeys }: RedactionElsewhere,
  askMarks: (secrets: readonly string[]) => Promise<readonly GivenMark[]>,
): Promise<string> {
  const first = redactWith(given, text, secretKeys);
  const met = first.marks.given().slice(given.length);
  if (met.length === 0) return first.text;
  const answered = await askMarks(met.map(([secret]) => secret));
  return redactWith([...given, ...answered], text, secretKeys).text;
}

function redactWith(given: readonly GivenMark[], text: string, secretKeys: ReadonlySet<string>) {
  const marks = new SecretMarks();
  marks.adopt(given);
  return { marks, text: marks.replaceIn(redactText(text, marks, 0, secretKeys)) };
}
