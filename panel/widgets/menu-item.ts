/** A line of a menu. */
export type MenuItem =
  | { readonly type: "line" }
  | {
      readonly type: "item";
      readonly label: string;
      readonly run: () => void;
      readonly checked?: boolean;
      /** The key that does the same. */
      readonly keys?: string;
    };

/** A menu and where it opens, in CSS pixels of the window. */
export interface OpenMenu {
  readonly x: number;
  readonly y: number;
  readonly items: readonly MenuItem[];
}
