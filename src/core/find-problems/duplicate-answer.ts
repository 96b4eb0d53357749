import type { Rule } from "./rule.ts";
import { joinPage } from "./sources.ts";
import { identified, inWords, isPrivicore } from "./words.ts";

export const duplicateAnswer: Rule = {
  id: "duplicate-answer",
  severity: "warning",
  title: "Answered twice",
  firesWhen: "a second answer arrives for the same exchange",
  why: "A page that acts on each answer acts twice.",
  mend: "Take the first answer to an ID and ignore the rest; tell the installation's operator that answers repeat.",
  reference: joinPage,
  looks: {
    "duplicate-answer": ({ exchange, time, event }) => {
      const { connection, action, answer, answeredAt } = exchange;
      if (!isPrivicore(connection)) return null;
      return {
        connection,
        at: time,
        events: answer === null ? [event] : [answer, event],
        message: () =>
          `${action ?? "The action"} ${identified(exchange)} was answered again${
            answeredAt === null ? "" : `, ${inWords(time - answeredAt)} after the first answer`
          }. Take the first answer to an ID and ignore the rest.`,
      };
    },
  },
};
