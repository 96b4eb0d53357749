import { words } from "./message.ts";

const titles = words("help", ["title", "close", "filter", "everywhere", "table", "selected", "tree", "axis"]);
const everywhere = words("help_everywhere", [
  "views",
  "toFilter",
  "toTable",
  "toDetail",
  "record",
  "toAxis",
  "toLive",
  "escape",
  "help",
]);
const table = words("help_table", ["rows", "pages", "ends", "frames", "menu", "copy", "headings"]);
const selected = words("help_selected", ["otherHalf", "mark", "secrets"]);
const tree = words("help_tree", ["items", "inOut", "toggle", "copyValue", "copyPath", "decode"]);
const axis = words("help_axis", [
  "events",
  "tenths",
  "ends",
  "zoom",
  "move",
  "range",
  "zoomRange",
  "connections",
  "escape",
]);
const language = words("help_language", [
  "word",
  "expression",
  "not",
  "values",
  "wordForm",
  "expressionForm",
  "notForm",
]);

/** What the help overlay says. The keys' own names are the keyboard's, and are the same in every language. */
export const helpText = {
  title: titles.title,
  close: titles.close,
  filter: titles.filter,
  keys: [
    {
      title: titles.everywhere,
      keys: [
        ["1 – 5", everywhere.views],
        ["/ or Ctrl F", everywhere.toFilter],
        ["G", everywhere.toTable],
        ["I", everywhere.toDetail],
        ["R", everywhere.record],
        ["T", everywhere.toAxis],
        ["L", everywhere.toLive],
        ["Esc", everywhere.escape],
        ["?", everywhere.help],
      ],
    },
    {
      title: titles.table,
      keys: [
        ["↑ ↓", table.rows],
        ["PgUp PgDn", table.pages],
        ["Home End", table.ends],
        ["Enter", table.frames],
        ["Shift F10", table.menu],
        ["Ctrl C", table.copy],
        ["Tab, ← →", table.headings],
      ],
    },
    {
      title: titles.selected,
      keys: [
        ["J", selected.otherHalf],
        ["M", selected.mark],
        ["S", selected.secrets],
      ],
    },
    {
      title: titles.tree,
      keys: [
        ["↑ ↓", tree.items],
        ["← →", tree.inOut],
        ["Enter", tree.toggle],
        ["C", tree.copyValue],
        ["P", tree.copyPath],
        ["D", tree.decode],
      ],
    },
    {
      title: titles.axis,
      keys: [
        ["← →", axis.events],
        ["PgUp PgDn", axis.tenths],
        ["Home End", axis.ends],
        ["+ − 0", axis.zoom],
        ["Ctrl ← →", axis.move],
        ["Shift ← →", axis.range],
        ["Enter", axis.zoomRange],
        ["↑ ↓", axis.connections],
        ["Esc", axis.escape],
      ],
    },
  ],
  language: [
    [language.wordForm, language.word],
    [language.expressionForm, language.expression],
    [language.notForm, language.not],
    ["key:a,b", language.values],
  ],
} as const;
