import type {} from "./page/page.ts";
import type { LivePanel, Look, OpenPanel, PanelHost, ScriptName } from "./panel-host.ts";
import { PanelOnPage } from "./panel-on-page.ts";
import { pasted } from "./pasted.ts";

/** The panel in an ordinary page, over an in-memory source. */
export async function startPageHost(): Promise<PanelHost> {
  const panels = await PanelOnPage.start();
  const open = async (query: string, look: Look = {}): Promise<LivePanel> => {
    const complaints: string[] = [];
    const page = await panels.open(query, { ...look, complaints });
    const frame = page.mainFrame();
    return {
      frame,
      page,
      complaints,
      setTheme: (colorScheme) => page.emulateMedia({ colorScheme }),
      copied: () => pasted(frame, page),
      more: () =>
        page.evaluate(() => {
          const { source } = window.panelPage;
          source.emit([{ type: "gap", time: Date.now() as never, reason: "one more" }]);
        }),
      close: () => page.close(),
    };
  };
  const longLog = 1_000_000;
  return {
    longLog,
    open: (script: ScriptName | null, look?: Look): Promise<OpenPanel> =>
      open(script === null ? "" : `script=${script}`, look),
    openLive: (frames) => open(`frames=${frames}`),
    openLong: () => open(`frames=${longLog}`),
    stop: () => panels.stop(),
  };
}
