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
        ["T", "To the time axis"],
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
      ],
    },
    {
      title: "In the payload's tree",
      keys: [
        ["↑ ↓", "The item before or after"],
        ["← →", "Close or open; then to what it is in, or its first member"],
        ["Enter", "Open or close"],
        ["C", "Copy the value"],
        ["P", "Copy the path"],
        ["D", "Decode a token or base64"],
      ],
    },
    {
      title: "On the time axis",
      keys: [
        ["← →", "To the event before or after"],
        ["PgUp PgDn", "A tenth of all earlier or later"],
        ["Home End", "The first or last event"],
        ["+ − 0", "Zoom in, out, show all"],
        ["Ctrl ← →", "Move along"],
        ["Shift ← →", "Select a range"],
        ["Enter", "Zoom to the range"],
        ["↑ ↓", "The connection above or below"],
        ["Esc", "Back to live, then let go of the range"],
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
