/** The panel's icons, drawn for the project on a 16 × 16 field; strokes take the colour of the text. */
const strokes = {
  clear: "M8 2.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 0 1 0-11zM4.2 4.2l7.6 7.6",
  filter: "M2.5 3.5h11l-4.25 5v4.25l-2.5-1.25v-3z",
  help: "M5.75 6a2.25 2.25 0 1 1 3.4 1.95c-.75.45-1.15.85-1.15 1.8M8 12.2v.3",
  close: "M4 4l8 8M12 4l-8 8",
  sent: "M8 13V3.5M4.25 7L8 3.25L11.75 7",
  received: "M8 3v9.5M4.25 9L8 12.75L11.75 9",
  jump: "M3.5 12.5v-3a3 3 0 0 1 3-3h6M9.5 3.5l3 3l-3 3",
  copy: "M5.5 5.5h7v8h-7zM10.5 5.5v-3h-7v8h2",
  eye: "M1.75 8C3.5 5 5.6 3.75 8 3.75S12.5 5 14.25 8C12.5 11 10.4 12.25 8 12.25S3.5 11 1.75 8zM8 6.25a1.75 1.75 0 1 1 0 3.5a1.75 1.75 0 0 1 0-3.5z",
  lock: "M4 7.25h8v6H4zM5.75 7.25V5a2.25 2.25 0 0 1 4.5 0v2.25",
  more: "M3.5 8h.01M8 8h.01M12.5 8h.01",
  plus: "M8 3.5v9M3.5 8h9",
  import: "M8 2.5v7.25M5 7l3 3l3-3M2.75 10.5v3h10.5v-3",
  export: "M8 10V2.75M5 5.5l3-3l3 3M2.75 10.5v3h10.5v-3",
  hand: "M5 8.5V4.25a1 1 0 0 1 2 0V3a1 1 0 0 1 2 0v1a1 1 0 0 1 2 0v5.5c0 2.5-1.5 4-3.5 4S4.75 12.5 3.25 9.5c-.4-.9.9-1.5 1.75-.25z",
  minus: "M3.5 8h9",
  fit: "M2.5 4v8M13.5 4v8M5 8h6M7 5.75L4.75 8L7 10.25M9 5.75L11.25 8L9 10.25",
  moment: "M8 2.25a5.75 5.75 0 1 1 0 11.5a5.75 5.75 0 0 1 0-11.5zM8 5v3.25l2.25 1.5",
  earlier: "M10 4L6 8l4 4",
  later: "M6 4l4 4l-4 4",
  check: "M3.25 8.5l3.25 3.25l6.25-7",
  gap: "M2 8h3M11 8h3M6.25 11l1.25-6M8.5 11l1.25-6",
  search: "M7 2.75a4.25 4.25 0 1 1 0 8.5a4.25 4.25 0 0 1 0-8.5zM10.1 10.1l3.4 3.4",
  chevron: "M6 4l4 4l-4 4",
  expand: "M4.5 6.5L8 10l3.5-3.5",
  settings:
    "M2.5 4.5h6M11.5 4.5h2M2.5 11.5h2M7.5 11.5h6M8.5 4.5a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0-3 0M4.5 11.5a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0-3 0",
} as const;

/** Made anew for each use: an element keeps hold of where it was last drawn, and of all that was known there. */
const shapes = {
  record: () => <circle cx="8" cy="8" r="4.75" class="icon-fill" />,
  stop: () => (
    <>
      <circle cx="8" cy="8" r="6" class="icon-ring" />
      <circle cx="8" cy="8" r="3.5" class="icon-fill" />
    </>
  ),
  error: () => (
    <>
      <circle cx="8" cy="8" r="6.25" class="icon-fill" />
      <path d="M5.75 5.75l4.5 4.5M10.25 5.75l-4.5 4.5" class="icon-knock" />
    </>
  ),
  warning: () => (
    <>
      <path d="M8 1.75l6.75 12H1.25z" class="icon-fill" />
      <path d="M8 6v3.75M8 11.75v.3" class="icon-knock" />
    </>
  ),
  info: () => (
    <>
      <rect x="2" y="2" width="12" height="12" rx="3" class="icon-fill" />
      <path d="M8 7.25v4M8 4.75v.3" class="icon-knock" />
    </>
  ),
} as const;

export type IconName = keyof typeof strokes | keyof typeof shapes;

const isStroke = (name: IconName): name is keyof typeof strokes => Object.hasOwn(strokes, name);

/** An icon. Decorative unless it has a label. */
export function Icon({ name, label, size = 16 }: { name: IconName; label?: string; size?: number }) {
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: a title element would show as a tooltip over the row's own
    <svg
      class={`icon icon-${name}`}
      viewBox="0 0 16 16"
      width={size}
      height={size}
      {...(label === undefined ? { "aria-hidden": "true" as const } : { role: "img", "aria-label": label })}
    >
      {isStroke(name) ? <path d={strokes[name]} class="icon-stroke" /> : shapes[name]()}
    </svg>
  );
}
