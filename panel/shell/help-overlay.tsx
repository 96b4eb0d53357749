import { useEffect, useRef } from "preact/hooks";
import { keyDescriptions } from "../filter/complete-filter.ts";
import { isWords } from "../filter/filter-fields.ts";
import { useStore } from "../store/store-context.ts";
import { helpText } from "../text/help-text.ts";
import { Icon } from "../widgets/icon.tsx";

/** The keyboard map and the filter language, over everything else. */
export function HelpOverlay() {
  const store = useStore();
  const dialog = useRef<HTMLDialogElement>(null);
  const open = store.helpOpen.value;
  useEffect(() => {
    if (open) dialog.current?.showModal();
  }, [open]);
  if (!open) return null;
  return (
    <dialog
      ref={dialog}
      class="help"
      aria-label={helpText.title}
      onClose={() => {
        store.helpOpen.value = false;
      }}
    >
      <div class="help-bar">
        <h2>{helpText.title}</h2>
        <button
          type="button"
          class="tool"
          title={helpText.close}
          aria-label={helpText.close}
          onClick={() => dialog.current?.close()}
        >
          <Icon name="close" />
        </button>
      </div>
      <div class="help-columns">
        {helpText.keys.map(({ title, keys }) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl>
              {keys.map(([key, meaning]) => (
                <div key={key}>
                  <dt>
                    <kbd>{key}</kbd>
                  </dt>
                  <dd>{meaning}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <section>
          <h3>{helpText.filter}</h3>
          <dl>
            {helpText.language.map(([form, meaning]) => (
              <div key={form}>
                <dt>
                  <code>{form}</code>
                </dt>
                <dd>{meaning}</dd>
              </div>
            ))}
            {Object.entries(keyDescriptions).map(([key, meaning]) => (
              <div key={key}>
                <dt>
                  <code>{key === "latency" || key === "size" ? `${key}>` : `${key}:`}</code>
                </dt>
                <dd>{meaning}</dd>
              </div>
            ))}
          </dl>
          <p class="quiet">
            <code>is:</code> {Object.keys(isWords).join(", ")}
          </p>
        </section>
      </div>
    </dialog>
  );
}
