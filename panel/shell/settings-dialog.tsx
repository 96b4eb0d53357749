import { defaultSettings, settingsBounds } from "../settings/panel-settings.ts";
import type { PanelStore } from "../store/panel-store.ts";
import { useStore } from "../store/store-context.ts";
import { sessionsText } from "../text/sessions-text.ts";
import { Dialog } from "../widgets/dialog.tsx";

const judgeAnew = (store: PanelStore) =>
  void import("../session-tools/session-actions.ts").then(({ applyTimeouts }) => applyTimeouts(store));

/** What the person may set, kept from one visit to the next. */
export function SettingsDialog() {
  const store = useStore();
  if (!store.settingsOpen.value) return null;
  const { timeFormat, responseTimeout, commandTimeout, mostEvents } = store.settings.value;
  const timeout = (name: "responseTimeout" | "commandTimeout", label: string, value: number) => (
    <label class="field">
      <span>{label}</span>
      <input
        type="number"
        min={settingsBounds[name].least / 1000}
        max={settingsBounds[name].most / 1000}
        step="any"
        value={value / 1000}
        onChange={(event) => {
          const next = bounded(event.currentTarget.valueAsNumber * 1000, settingsBounds[name], value);
          event.currentTarget.value = String(next / 1000);
          store.changeSettings({ [name]: next });
          judgeAnew(store);
        }}
      />
      <span class="quiet">{sessionsText.seconds}</span>
    </label>
  );
  const format = (value: typeof timeFormat, label: string) => (
    <label class="choice">
      <input
        type="radio"
        name="time-format"
        checked={timeFormat === value}
        onChange={() => store.changeSettings({ timeFormat: value })}
      />
      <span>{label}</span>
    </label>
  );
  return (
    <Dialog
      title={sessionsText.settings}
      onClose={() => {
        store.settingsOpen.value = false;
      }}
    >
      <div class="form">
        <fieldset>
          <legend>{sessionsText.timeFormat}</legend>
          {format("clock", sessionsText.clock)}
          {format("relative", sessionsText.relative)}
        </fieldset>
        {timeout("responseTimeout", sessionsText.responseTimeout, responseTimeout)}
        {timeout("commandTimeout", sessionsText.commandTimeout, commandTimeout)}
        <label class="field">
          <span>{sessionsText.limit}</span>
          <input
            type="number"
            min={settingsBounds.mostEvents.least}
            max={settingsBounds.mostEvents.most}
            step={1000}
            value={mostEvents}
            onChange={(event) => {
              const next = bounded(
                Math.round(event.currentTarget.valueAsNumber),
                settingsBounds.mostEvents,
                mostEvents,
              );
              event.currentTarget.value = String(next);
              store.changeSettings({ mostEvents: next });
            }}
          />
          <span class="quiet">{sessionsText.limitEvents}</span>
        </label>
        <div class="form-buttons">
          <button type="button" class="button" onClick={() => store.changeSettings({ columns: {} })}>
            {sessionsText.resetColumns}
          </button>
          <button
            type="button"
            class="button"
            onClick={() => {
              const { filters: _filters, history: _history, sorts: _sorts, ...plain } = defaultSettings;
              store.changeSettings(plain);
              judgeAnew(store);
            }}
          >
            {sessionsText.resetSettings}
          </button>
        </div>
      </div>
    </Dialog>
  );
}

function bounded(
  value: number,
  bounds: { readonly least: number; readonly most: number },
  present: number,
): number {
  return Number.isFinite(value) ? Math.min(bounds.most, Math.max(bounds.least, value)) : present;
}
