import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { sessionsText } from "../text/sessions-text.ts";
import { Icon } from "./icon.tsx";

/** A window over the panel. Escape closes it, and the focus goes back to where it was. */
export function Dialog(props: {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}) {
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    element.current?.showModal();
  }, []);
  return (
    <dialog ref={element} class="dialog" aria-label={props.title} onClose={props.onClose}>
      <div class="help-bar">
        <h2>{props.title}</h2>
        <button
          type="button"
          class="tool"
          title={sessionsText.closeDialog}
          aria-label={sessionsText.closeDialog}
          onClick={() => element.current?.close()}
        >
          <Icon name="close" />
        </button>
      </div>
      {props.children}
    </dialog>
  );
}
