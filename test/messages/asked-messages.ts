import { readFileSync } from "node:fs";
import { parseAst } from "vite";
import * as z from "zod/mini";
import { visit } from "../house/imports-of.ts";

/** A message that the code asks for. */
export interface AskedMessage {
  readonly file: string;
  readonly key: string;
  /** How many values it is given. */
  readonly values: number;
}

const literal = z.looseObject({ type: z.literal("Literal"), value: z.string() });
const callOf = <Name extends string, First extends z.ZodMiniType>(name: Name, first: First) =>
  z.looseObject({
    type: z.literal("CallExpression"),
    callee: z.looseObject({ type: z.literal("Identifier"), name: z.literal(name) }),
    arguments: z.tuple([first], z.looseObject({ type: z.string() })),
  });
const single = callOf("message", literal);
const counted = callOf("counted", literal);
const area = z.looseObject({
  type: z.literal("CallExpression"),
  callee: z.looseObject({ type: z.literal("Identifier"), name: z.literal("words") }),
  arguments: z.tuple([literal, z.looseObject({ elements: z.array(literal) })]),
});
const asking = z.looseObject({
  type: z.literal("CallExpression"),
  callee: z.looseObject({ type: z.literal("Identifier"), name: z.enum(["message", "counted", "words"]) }),
});

/** What a file asks `panel/text/message.ts` for. Throws on a key that is not written out, which nobody could look for. */
export function messagesAskedIn(file: string, source = readFileSync(file, "utf8")): AskedMessage[] {
  const asked: AskedMessage[] = [];
  visit(parseAst(source, { lang: file.endsWith(".tsx") ? "tsx" : "ts" }), (found) => {
    const call = asking.safeParse(found);
    if (!call.success) return;
    const ask = (key: string, values: number) => asked.push({ file, key, values });
    switch (call.data.callee.name) {
      case "message": {
        const [key, ...values] = single.parse(found).arguments;
        ask(key.value, values.length);
        break;
      }
      case "counted": {
        const [key, ...values] = counted.parse(found).arguments;
        for (const form of ["one", "other"]) ask(`${key.value}_${form}`, values.length);
        break;
      }
      default: {
        const [name, { elements }] = area.parse(found).arguments;
        for (const { value } of elements) ask(`${name.value}_${value.replaceAll("-", "_")}`, 0);
      }
    }
  });
  return asked;
}
