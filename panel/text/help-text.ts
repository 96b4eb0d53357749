/** What the help overlay says, in English. */
export const helpText = {
  title: "Keyboard and filter",
  close: "Close",
  filter: "Filter",
  keys: [
    {
      title: "Everywhere",
      keys: [
        ["1 – 5", "Frames, Exchanges, Channels, Commands, Problems"],
        ["/ or Ctrl F", "To the filter"],
        ["G", "To the table"],
        ["I", "To the detail"],
        ["R", "Record, or stop recording"],
        ["T", "To the time axis; there: ← → event by event, + − zoom"],
        ["L", "Back to live"],
        ["Esc", "Close what is open, then the detail"],
        ["?", "This help"],
      ],
    },
    {
      title: "In a table",
      keys: [
        ["↑ ↓", "Select the row before or after"],
        ["PgUp PgDn", "A page up or down"],
        ["Home End", "The first or newest row"],
        ["Enter", "Show its frames"],
        ["Shift F10", "Menu: filter by a value, copy"],
        ["Ctrl C", "Copy the payload, secrets hidden"],
        ["Tab, ← →", "To the headings; Enter sorts, Shift ← → resizes"],
      ],
    },
    {
      title: "With the selected item",
      keys: [
        ["J", "To the other half, or the next of its messages"],
        ["M", "Mark for comparison"],
        ["S", "Reveal or hide its secrets"],
        ["C  P  D", "In the payload: copy value, copy path, decode"],
      ],
    },
  ],
  language: [
    ['word  "a phrase"', "Holds this text, letter case aside"],
    ["/expression/", "Matches this regular expression"],
    ["-term", "Not this"],
    ["key:a,b", "One of these values"],
  ],
} as const;
